package io.abiwarden.core.code;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.memory.Word;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Tells code that can reach a return from code that only ends in aborts, traps and exceptions, so
 * that where nothing is known of a condition, the way to a panic is not taken for the usual one.
 */
final class Endings {

  private static final int MOST_INSTRUCTIONS = 2_000;
  private static final int MOST_IN_ALL = 150_000;
  private static final int DEEPEST = 10;
  private static final int BRIEF = 64;

  private final Image image;
  private final Machine machine;
  private final Map<Long, Boolean> known = new HashMap<>();
  private final Set<Long> brief = new HashSet<>();
  private int instructions;

  Endings(Image image, Machine machine) {
    this.image = image;
    this.machine = machine;
  }

  /** Whether code that starts at an address may return; true where that is not certain. */
  boolean mayReturn(long address) {
    return mayReturn(address, 0);
  }

  /** Whether a function that does not return is short enough to be followed to its end. */
  boolean isBrief(long address) {
    return brief.contains(address) || imported(address).isPresent();
  }

  private boolean mayReturn(long start, int depth) {
    Boolean before = known.get(start);
    if (before != null) {
      return before;
    }
    Optional<String> imported = imported(start);
    if (imported.isPresent()) {
      return !KnownFunctions.neverReturns(imported.get());
    }
    if (depth > DEEPEST || instructions > MOST_IN_ALL || !image.isCode(start)) {
      return true;
    }
    // A function that calls itself is taken to return from there.
    known.put(start, true);
    boolean result = search(start, depth);
    known.put(start, result);
    return result;
  }

  private boolean search(long start, int depth) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.push(start);
    while (!open.isEmpty()) {
      long address = open.pop();
      if (!seen.add(address)) {
        continue;
      }
      Optional<Flow> flow = machine.flow(address);
      if (flow.isEmpty() || seen.size() > MOST_INSTRUCTIONS || ++instructions > MOST_IN_ALL) {
        return true;
      }
      Flow f = flow.get();
      switch (f.kind()) {
        case AWAY -> {
          return true;
        }
        case STOP -> {}
        case NEXT -> open.push(f.next());
        case JUMP -> {
          if (imported(f.target()).isPresent()) {
            if (mayReturn(f.target(), depth)) {
              return true;
            }
          } else {
            open.push(f.target());
          }
        }
        case BRANCH -> {
          open.push(f.target());
          open.push(f.next());
        }
        case CALL -> {
          if (mayReturn(f.target(), depth + 1)) {
            open.push(f.next());
          }
        }
      }
    }
    if (seen.size() <= BRIEF) {
      brief.add(start);
    }
    return false;
  }

  /** The imported function that a stub jumps to. */
  private Optional<String> imported(long address) {
    OptionalLong word = image.stubTarget(address);
    return word.isPresent()
            && image.memory().word(word.getAsLong()) instanceof Word.Import(String symbol, long a)
            && a == 0
        ? Optional.of(symbol)
        : Optional.empty();
  }
}
