package io.abiwarden.guard;

import io.abiwarden.guard.ImportDecision.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Every extension that was decided on, for the summary. Safe for several threads. */
final class Seen {

  /** More than any process imports; further ones are only counted. */
  private static final int MOST = 50_000;

  private record Key(String file, String module) {}

  private final Map<Key, Extension> extensions = new ConcurrentHashMap<>();
  private final AtomicLong decisions = new AtomicLong();

  /**
   * An extension.
   *
   * @param last what was decided of it last
   * @param allowed how many times it was allowed
   * @param warned how many times it was warned of
   * @param refused how many times it was refused
   */
  record Extension(ImportDecision last, long allowed, long warned, long refused) {

    private static Extension of(ImportDecision decision) {
      Action action = decision.action();
      return new Extension(
          decision,
          action == Action.ALLOWED ? 1 : 0,
          action == Action.WARNED ? 1 : 0,
          action == Action.REFUSED ? 1 : 0);
    }

    private static Extension more(Extension before, Extension now) {
      return new Extension(
          now.last,
          before.allowed + now.allowed,
          before.warned + now.warned,
          before.refused + now.refused);
    }

    /** How many times it was decided on. */
    long times() {
      return allowed + warned + refused;
    }

    private long timesLikeLast() {
      return switch (last.action()) {
        case ALLOWED -> allowed;
        case WARNED -> warned;
        case REFUSED -> refused;
      };
    }
  }

  /**
   * Adds a decision, and tells the how manieth with this action it is on this file for this module;
   * 0 if unknown. A file that was right once may be replaced by a wrong one.
   */
  long add(ImportDecision decision) {
    decisions.incrementAndGet();
    Key key = new Key(decision.file(), decision.module());
    if (extensions.size() >= MOST && !extensions.containsKey(key)) {
      return 0;
    }
    return extensions.merge(key, Extension.of(decision), Extension::more).timesLikeLast();
  }

  /** All, by the time of their last decision. */
  List<Extension> all() {
    List<Extension> all = new ArrayList<>(extensions.values());
    all.sort((a, b) -> a.last().time().compareTo(b.last().time()));
    return all;
  }

  long decisions() {
    return decisions.get();
  }
}
