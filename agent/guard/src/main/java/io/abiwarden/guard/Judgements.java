package io.abiwarden.guard;

import io.abiwarden.guard.FileJudge.Judged;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The judgements of files seen before, and of new ones. Safe for several threads: one file is
 * judged once, few at a time, and a thread that waits here waits for reading alone, never for
 * Python.
 */
final class Judgements {

  /** More files than any process has extensions; beyond it, all are forgotten. */
  private static final int MOST = 50_000;

  private final FileJudge judge;
  private final Map<FileKey, Entry> known = new ConcurrentHashMap<>();

  /** Each reading of a file has a few megabytes of the heap for a moment. */
  private final Semaphore readers =
      new Semaphore(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));

  Judgements(FileJudge judge) {
    this.judge = judge;
  }

  /**
   * A judgement.
   *
   * @param judged the judgement
   * @param seenBefore whether it was known
   */
  record Answer(Judged judged, boolean seenBefore) {}

  /**
   * Judges a file.
   *
   * @param file its path
   * @param name the last component of the module's name
   */
  Answer of(String file, String name) {
    FileKey key;
    try {
      key = FileKey.of(file, name);
    } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
      // Not to be recognised again, then.
      return new Answer(judge.judge(file, name), false);
    }
    if (known.size() > MOST) {
      known.clear();
    }
    return known.computeIfAbsent(key, _ -> new Entry()).get(file, name);
  }

  private final class Entry {

    private volatile @Nullable Judged judged;

    Answer get(String file, String name) {
      Judged present = judged;
      return present != null ? new Answer(present, true) : first(file, name);
    }

    private synchronized Answer first(String file, String name) {
      Judged present = judged;
      if (present != null) {
        return new Answer(present, true);
      }
      readers.acquireUninterruptibly();
      try {
        Judged fresh = judge.judge(file, name);
        judged = fresh;
        return new Answer(fresh, false);
      } finally {
        readers.release();
      }
    }
  }
}
