package io.abiwarden.cli;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.WheelName;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Says what a check is about to run, and how far it is. */
final class CheckProgress implements CheckListener, AutoCloseable {

  private static final Progress.Task READING = Progress.Task.uncounted("reading");

  /** The embedded interpreter on its way to the user's cache. */
  static final Progress.Task UNPACKING =
      new Progress.Task("unpacking the embedded interpreter", " MB", 1 << 20);

  /** Good ones first; that nobody looks at a file is no news. */
  private static final List<Verdict> SHOWN =
      List.of(
          Verdict.LOADS,
          Verdict.LOADS_GIL,
          Verdict.UNSAFE,
          Verdict.FAILS,
          Verdict.REFUSED,
          Verdict.UNKNOWN);

  private final Console console;
  private final String noun;
  private final BiConsumer<CheckedArtifact, List<NotChecked>> lines;
  private final Progress reading;
  private final Progress unpacking;
  private final Progress checking;
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private final AtomicInteger extensions = new AtomicInteger();
  private final AtomicInteger planned = new AtomicInteger();
  private volatile List<Path> artifacts = List.of();
  private final AtomicInteger checked = new AtomicInteger();
  private volatile String verdicts = "";

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
    this.checking =
        Progress.start(console, new Progress.Task("checking", " " + noun + "s", 1), wanted);
  }

  @Override
  public EmbeddedPython.Progress unpacking() {
    return (nowDone, nowTotal) -> {
      // One line at a time.
      reading.close();
      unpacking.at(nowDone, nowTotal);
    };
  }

  @Override
  public void begun(List<Path> paths) {
    artifacts = List.copyOf(paths);
    reading.close();
    unpacking.close();
    tell();
  }

  @Override
  public void running(int artifacts) {
    console
        .err()
        .println(
            "running code of %d %s in workers (sandbox: none); --depth static only reads"
                .formatted(artifacts, artifacts == 1 ? noun : noun + "s"));
  }

  @Override
  public void planned(int more) {
    planned.addAndGet(more);
    tell();
  }

  @Override
  public void checked(CheckedArtifact artifact, List<NotChecked> notChecked) {
    artifact.results().forEach(pair -> counts.merge(pair.verdict(), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    for (Verdict verdict : SHOWN) {
      if (counts.containsKey(verdict)) {
        parts.add(counts.get(verdict) + " " + verdict.word());
      }
    }
    verdicts = String.join(", ", parts);
    checked.incrementAndGet();
    tell();
    lines.accept(artifact, notChecked);
  }

  @Override
  public void done() {
    extensions.incrementAndGet();
    tell();
  }

  /** {@code 31 loads, 2 unsafe; 12/40 extensions run; numpy-2.5.5-cp314-cp314}. */
  private void tell() {
    List<Path> all = artifacts;
    int done = checked.get();
    List<String> parts = new ArrayList<>();
    if (!verdicts.isEmpty()) {
      parts.add(verdicts);
    }
    if (planned.get() > 0) {
      parts.add("%d/%d extensions run".formatted(extensions.get(), planned.get()));
    }
    Path now = done < all.size() ? all.get(done).getFileName() : null;
    if (now != null) {
      String name = now.toString();
      parts.add(
          WheelName.parse(name).isPresent() ? name.substring(0, name.lastIndexOf('-')) : name);
    }
    checking.say(String.join("; ", parts));
    checking.at(done, all.size());
  }

  @Override
  public void close() {
    reading.close();
    unpacking.close();
    checking.close();
  }
}
