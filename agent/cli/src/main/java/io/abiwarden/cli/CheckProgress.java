package io.abiwarden.cli;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.CheckListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what a check is about to run, and how far it is. */
final class CheckProgress implements CheckListener, AutoCloseable {

  private static final Progress.Task READING = Progress.Task.uncounted("reading");
  private static final Progress.Task CHECKING = new Progress.Task("checking", "", 1);

  /** The embedded interpreter on its way to the user's cache. */
  static final Progress.Task UNPACKING =
      new Progress.Task("unpacking the embedded interpreter", " MB", 1 << 20);

  private final Console console;
  private final Depth depth;
  private final String noun;
  private final Progress reading;
  private final Progress unpacking;
  private final Progress checking;
  private final AtomicInteger done = new AtomicInteger();
  private volatile int total;

  /**
   * Starts to wait for the second after which progress is shown.
   *
   * @param noun what artifacts are called: {@code wheel}
   * @param wanted whether the user wants to see any
   */
  CheckProgress(Console console, Depth depth, String noun, boolean wanted) {
    this.console = console;
    this.depth = depth;
    this.noun = noun;
    this.reading = Progress.start(console, READING, wanted);
    this.unpacking = Progress.start(console, UNPACKING, wanted);
    this.checking = Progress.start(console, CHECKING, wanted);
  }

  @Override
  public EmbeddedPython.Progress unpacking() {
    return (nowDone, nowTotal) -> {
      // One bar at a time.
      reading.close();
      unpacking.at(nowDone, nowTotal);
    };
  }

  @Override
  public void planned(int artifacts, int extensions) {
    reading.close();
    unpacking.close();
    total = extensions;
    checking.at(0, total);
    if (depth != Depth.STATIC && artifacts > 0) {
      console
          .err()
          .println(
              "running code of %d %s in workers (sandbox: none); --depth static only reads"
                  .formatted(artifacts, artifacts == 1 ? noun : noun + "s"));
    }
  }

  @Override
  public void done() {
    checking.at(done.incrementAndGet(), total);
  }

  @Override
  public void close() {
    reading.close();
    unpacking.close();
    checking.close();
  }
}
