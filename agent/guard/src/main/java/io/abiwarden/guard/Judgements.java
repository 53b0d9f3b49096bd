package io.abiwarden.guard;

import io.abiwarden.guard.FileJudge.Judged;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The judgements of files seen before, and of new ones. Safe for several threads: one file is
 * judged once, few at a time, and a thread that waits here waits for reading alone, never for
 * Python.
 */
final class Judgements {

  /** More files than any process has extensions; beyond it, all are forgotten. */
  private static final int MOST = 50_000;

  private final Supplier<FileJudge> judge;
  private final Optional<JudgementStore> store;
  private final Map<JudgedKey, Entry> known = new ConcurrentHashMap<>();

  /** Each reading of a file has a few megabytes of the heap for a moment. */
  private final Semaphore readers =
      new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));

  /**
   * Begins with what is kept.
   *
   * @param judge judges what is not; asked for when there is something new, as it takes long
   */
  Judgements(Supplier<FileJudge> judge, Optional<JudgementStore> store) {
    this.judge = judge;
    this.store = store;
    store.ifPresent(
        kept -> kept.load().forEach((key, judged) -> known.put(key, new Entry(judged))));
  }

  /**
   * A judgement.
   *
   * @param judged the judgement
   * @param seenBefore whether it was known
   */
  record Answer(Judged judged, boolean seenBefore) {}

  /** How many files are known. */
  int size() {
    return known.size();
  }

  /** Some of the files that are known. */
  List<JudgedKey> some(int most) {
    return known.keySet().stream().limit(most).toList();
  }

  /** The judgement of a file, if it is known; nothing is read. */
  Optional<Answer> ifKnown(JudgedKey key) {
    Entry entry = known.get(key);
    return entry != null && key(key.path(), key.name()).filter(key::equals).isPresent()
        ? entry.ifJudged()
        : Optional.empty();
  }

  /**
   * Judges a file.
   *
   * @param file its path
   * @param name the last component of the module's name
   */
  Answer of(String file, String name) {
    Optional<JudgedKey> key = key(file, name);
    if (key.isEmpty()) {
      // Not to be recognised again.
      return new Answer(judge(file, name), false);
    }
    if (known.size() > MOST) {
      known.clear();
    }
    Entry entry = known.get(key.get());
    if (entry == null) {
      entry = known.computeIfAbsent(key.get(), _ -> new Entry(null));
    }
    return entry.get(key.get());
  }

  private static Optional<JudgedKey> key(String file, String name) {
    try {
      FileKey content = FileKey.of(PythonPath.of(file));
      return content.settled() ? Optional.of(new JudgedKey(content, file, name)) : Optional.empty();
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private Judged judge(String file, String name) {
    readers.acquireUninterruptibly();
    try {
      return judge.get().judge(file, name);
    } finally {
      readers.release();
    }
  }

  private final class Entry {

    private volatile @Nullable Judged judged;

    private Entry(@Nullable Judged judged) {
      this.judged = judged;
    }

    Optional<Answer> ifJudged() {
      Judged present = judged;
      return present == null ? Optional.empty() : Optional.of(new Answer(present, true));
    }

    Answer get(JudgedKey key) {
      Judged present = judged;
      return present != null ? new Answer(present, true) : first(key);
    }

    private synchronized Answer first(JudgedKey key) {
      Judged present = judged;
      if (present != null) {
        return new Answer(present, true);
      }
      Judged fresh = judge(key.path(), key.name());
      judged = fresh;
      if (fresh.lasts() && key(key.path(), key.name()).filter(key::equals).isPresent()) {
        store.ifPresent(kept -> kept.add(key, fresh));
      } else {
        // Not read, or changed while it was read: the next import reads it again.
        known.remove(key);
      }
      return new Answer(fresh, false);
    }
  }
}
