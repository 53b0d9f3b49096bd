package io.abiwarden.guard;

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
  private final AtomicLong left = new AtomicLong();

  /**
   * An extension.
   *
   * @param last what was decided of it last
   * @param times how many times it was
   */
  record Extension(ImportDecision last, long times) {

    private static Extension more(Extension before, Extension now) {
      return new Extension(now.last, before.times + now.times);
    }
  }

  /**
   * Adds a decision, and tells the how manieth it is on this file for this module; 0 if unknown.
   */
  long add(ImportDecision decision) {
    decisions.incrementAndGet();
    Key key = new Key(decision.file(), decision.module());
    if (extensions.size() >= MOST && !extensions.containsKey(key)) {
      left.incrementAndGet();
      return 0;
    }
    return extensions.merge(key, new Extension(decision, 1), Extension::more).times();
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

  /** How many decisions were on files beyond the most that are kept. */
  long left() {
    return left.get();
  }
}
