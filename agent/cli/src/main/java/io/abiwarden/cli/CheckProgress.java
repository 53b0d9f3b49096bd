package io.abiwarden.cli;

import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Says what a check is about to run, and how far it is. */
final class CheckProgress implements CheckListener, AutoCloseable {

  private static final Progress.Task READING = Progress.Task.uncounted("reading");
  private static final Progress.Task CHECKING = new Progress.Task("checking", "", 1);

  /** The embedded interpreter on its way to the user's cache. */
  static final Progress.Task UNPACKING =
      new Progress.Task("unpacking the embedded interpreter", " MB", 1 << 20);

  private final Console console;
  private final String noun;
  private final BiConsumer<CheckedArtifact, List<NotChecked>> lines;
  private final Progress reading;
  private final Progress unpacking;
  private final Progress checking;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger total = new AtomicInteger();

  /**
   * Starts to wait for the second after which progress is shown.
   *
   * @param noun what artifacts are called: {@code wheel}
   * @param wanted whether the user wants to see any
   * @param lines hears of artifacts that are done
   */
  CheckProgress(
      Console console,
      String noun,
      boolean wanted,
      BiConsumer<CheckedArtifact, List<NotChecked>> lines) {
    this.lines = lines;
    this.console = console;
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
  public void running(int artifacts) {
    reading.close();
    unpacking.close();
    console
        .err()
        .println(
            "running code of %d %s in workers (sandbox: none); --depth static only reads"
                .formatted(artifacts, artifacts == 1 ? noun : noun + "s"));
  }

  @Override
  public void planned(int extensions) {
    checking.at(done.get(), total.addAndGet(extensions));
  }

  @Override
  public void checked(CheckedArtifact artifact, List<NotChecked> notChecked) {
    lines.accept(artifact, notChecked);
  }

  @Override
  public void done() {
    checking.at(done.incrementAndGet(), total.get());
  }

  @Override
  public void close() {
    reading.close();
    unpacking.close();
    checking.close();
  }
}
