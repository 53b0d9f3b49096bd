package io.abiwarden.core.code;

import io.abiwarden.core.code.Flags.Answer;
import io.abiwarden.core.code.Value.Symbol;
import io.abiwarden.core.image.NeededSymbol;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides conditions; where more than one answer is possible, a path is split in two. */
final class Decisions {

  private static final int MOST_FORKS_AT_ONE_PLACE = 3;
  private static final int MOST_FORKS_IN_CONSTRUCTORS = 2;

  /** Paths on which a call fails are examples; there is no need of every one. */
  private static final int MOST_FAILURES = 100;

  private static final int UNLIKELY = 3;
  private static final long NONE = -1;

  private final Tracer tracer;
  private final Set<String> weak = new HashSet<>();
  private final Set<State.Fingerprint> seen = new HashSet<>();
  private final Set<DeadEnd> deadEnds = new HashSet<>();
  private int failures;
  private int constructorForks;

  /** A decision that led to where nothing is returned. */
  private record DeadEnd(long place, boolean answer) {}

  Decisions(Tracer tracer) {
    this.tracer = tracer;
    for (NeededSymbol need : tracer.image.needs()) {
      if (need.weak()) {
        weak.add(need.name());
      }
    }
  }

  /** Follows a conditional branch. */
  void branch(State state, Flags flags, Condition condition, long taken, long next) {
    boolean answer = decide(state, flags, condition, () -> likely(taken, next));
    state.pc = answer ? taken : next;
  }

  /** What a branch is likely to do: not to go where nothing returns. */
  private Optional<Boolean> likely(long taken, long next) {
    boolean there = tracer.endings.mayReturn(taken);
    return there == tracer.endings.mayReturn(next) ? Optional.empty() : Optional.of(there);
  }

  /** Decides by the state's own flags. */
  boolean decide(State state, Condition condition) {
    return decide(state, state.flags, condition);
  }

  /** What a condition answers on this path; where both are possible, the path is split. */
  boolean decide(State state, Flags flags, Condition condition) {
    return decide(state, flags, condition, Optional::empty);
  }

  private boolean decide(
      State state, Flags asked, Condition condition, Supplier<Optional<Boolean>> hint) {
    Flags flags = asked;
    while (true) {
      Answer answer = flags.ask(condition);
      if (answer != Answer.OPEN) {
        return answer == Answer.YES;
      }
      Optional<Split> found = Split.of(this, state, flags, condition);
      if (found.isEmpty()) {
        return choose(state, hint);
      }
      Split split = found.get();
      if (split.answer().isPresent()) {
        return split.answer().get();
      }
      flags = flags.substitute(split.subject(), split(state, split));
    }
  }

  /** Splits a path, and gives the value that the subject has on this one. */
  private Value split(State state, Split split) {
    int times = state.passes();
    boolean again = times > MOST_FORKS_AT_ONE_PLACE;
    if (again && !split.fails()) {
      // A loop that goes on for as long as something is found.
      state.guessed = true;
      split.otherwise().accept(state);
      return Arithmetic.ZERO;
    }
    boolean forks =
        state.failed.isEmpty()
            && !again
            && !(split.fails() && failures >= MOST_FAILURES)
            && mayFork(state);
    if (forks) {
      State other = state.copy();
      split.otherwise().accept(other);
      failures += split.fails() ? 1 : 0;
      tracer.add(other);
    }
    split.expected().accept(state);
    return split.value();
  }

  /** Decides what nothing is known about. */
  private boolean choose(State state, Supplier<Optional<Boolean>> hint) {
    if (state.forced.isPresent()) {
      boolean answer = state.forced.get();
      state.forced = Optional.empty();
      return answer;
    }
    long place = state.place();
    int times = state.passes();
    boolean fork = mayFork(state);
    if (fork && !seen.add(state.fingerprint(tracer.machine.stackRegister()))) {
      // Another path came by here in the same state and follows both ways.
      state.pruned = true;
      state.finish(Path.End.LOST, Arithmetic.UNKNOWN);
      return false;
    }
    Optional<Boolean> likely = hint.get();
    if (times > MOST_FORKS_AT_ONE_PLACE || !fork) {
      // A loop: the way that was not preferred leads out of it.
      state.guessed = true;
      return likely.orElse((times & 1) == 0);
    }
    boolean answer = likely.orElse(deadEnds.contains(new DeadEnd(place, false)));
    Optional<State.Choice> before = state.choice;
    State other = state.copy();
    other.forced = Optional.of(!answer);
    other.deviations += likely.isPresent() ? UNLIKELY : 1;
    other.choice = Optional.of(new State.Choice(place, !answer, NONE, before));
    long number = tracer.add(other);
    state.choice = Optional.of(new State.Choice(place, answer, number, before));
    return answer;
  }

  /**
   * Learns from a path that does not return, or returns nothing although nothing failed: the last
   * decision on it of which the other way may still do so was a bad one, and its other way is the
   * next to be followed.
   */
  void learn(State state) {
    Optional<State.Choice> choice = state.choice;
    while (choice.isPresent()) {
      State.Choice c = choice.get();
      deadEnds.add(new DeadEnd(c.place(), c.answer()));
      if (!deadEnds.contains(new DeadEnd(c.place(), !c.answer()))) {
        tracer.prefer(c.other());
        return;
      }
      choice = c.before();
    }
  }

  /** Constructors do little that matters here, and every split of one doubles all that follows. */
  private boolean mayFork(State state) {
    return !tracer.inConstructor(state) || constructorForks++ < MOST_FORKS_IN_CONSTRUCTORS;
  }

  /** Whether a symbol may turn out not to exist. */
  boolean isWeak(State state, Symbol symbol) {
    return (weak.contains(symbol.symbol()) || state.lookedUp.contains(symbol.symbol()))
        && !state.present.contains(symbol.symbol());
  }
}
