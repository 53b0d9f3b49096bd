package io.abiwarden.worker.check;

import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.wheel.Host;
import io.abiwarden.worker.Workers;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Checks artifacts against interpreters, several at once. One check at a time; {@link #stop} may be
 * called by any thread.
 */
public final class Checker implements AutoCloseable {

  /** How many artifacts may be open for each worker, the one that is waited for among them. */
  private static final int AHEAD = 2;

  /** How long to wait for the end of what was interrupted. */
  private static final long PATIENCE_SECONDS = 10;

  private final Interpreters interpreters;
  private final CheckListener listener;
  private final Workers workers = new Workers();
  private final Host host = Machine.host();
  private final HostLibraries libraries = new HostLibraries(Machine.architecture());
  private volatile boolean stopped;

  /**
   * Ready to check.
   *
   * @param interpreters the interpreters to choose from
   * @param listener hears of the progress
   */
  public Checker(Interpreters interpreters, CheckListener listener) {
    this.interpreters = interpreters;
    this.listener = listener;
  }

  /**
   * Checks. Order and results do not depend on how many workers there are.
   *
   * @return one result for each pair of artifact and interpreter; inputs that cannot be read are
   *     among them, and stop nothing. After {@link #stop} it is what was done until then
   * @throws NoSuchInterpreterException if a name of the request names none
   * @throws InterruptedException if the calling thread is interrupted; workers are stopped first
   */
  public CheckReport check(CheckRequest request)
      throws NoSuchInterpreterException, InterruptedException {
    List<UnreadableInput> unreadable = new ArrayList<>();
    List<Path> paths = expand(request.artifacts(), unreadable);
    ChosenPythons pythons = new ChosenPythons(interpreters, request, listener, host);
    Report report = new Report(unreadable);
    listener.begun(paths);
    try (Schedule schedule = new Schedule(Math.max(1, request.jobs()));
        Dependencies dependencies = new Dependencies(request)) {
      ArtifactCheck.Shared shared =
          new ArtifactCheck.Shared(
              request,
              listener,
              schedule,
              pythons,
              new ExtensionCheck(request, new Observer(workers, request, dependencies)),
              host,
              libraries,
              new Started(listener, paths.size()),
              this::isOver);
      run(shared, paths, report);
    }
    return report.of(pythons.used(), isOver());
  }

  /** Where the JVM is ending, the workers may be stopped before whoever would say so here. */
  private boolean isOver() {
    return stopped || workers.isClosed();
  }

  /** Goes through the artifacts in order, while those behind are being worked at. */
  private void run(ArtifactCheck.Shared shared, List<Path> paths, Report report)
      throws InterruptedException {
    Deque<ArtifactCheck> open = new ArrayDeque<>();
    int next = 0;
    int most = AHEAD * Math.max(1, shared.request().jobs());
    try {
      while (next < paths.size() || !open.isEmpty()) {
        while (next < paths.size() && open.size() < most) {
          ArtifactCheck check = new ArtifactCheck(shared, next, paths.get(next));
          open.add(check);
          check.begin();
          next++;
        }
        ArtifactCheck first = open.element();
        report.add(first.done().get());
        open.remove();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      stop();
      // With its workers gone each comes to its end, and takes its temporary files along.
      for (ArtifactCheck check : open) {
        check
            .done()
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .exceptionally(late -> null)
            .join();
      }
      throw e;
    }
  }

  /** Gathers what is done, in order, and tells it. */
  private final class Report {

    private final List<CheckedArtifact> checked = new ArrayList<>();
    private final List<NotChecked> notChecked = new ArrayList<>();
    private final List<UnreadableInput> unreadable;
    private final List<UnreadableInput> failed = new ArrayList<>();

    Report(List<UnreadableInput> unreadable) {
      this.unreadable = unreadable;
    }

    void add(ArtifactCheck.Done done) {
      notChecked.addAll(done.notChecked());
      done.unreadable().ifPresent(unreadable::add);
      done.failed().ifPresent(failed::add);
      done.checked()
          .ifPresent(
              artifact -> {
                checked.add(artifact);
                listener.checked(artifact, done.notChecked());
              });
    }

    CheckReport of(List<Interpreter> pythons, boolean early) {
      return new CheckReport(pythons, checked, notChecked, unreadable, failed, early);
    }
  }

  /** Replaces each folder that holds wheels by the wheels in it. */
  private static List<Path> expand(List<Path> paths, List<UnreadableInput> unreadable) {
    List<Path> expanded = new ArrayList<>();
    for (Path path : paths) {
      List<Path> wheels = new ArrayList<>();
      if (Files.isDirectory(path)) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path, "*.whl")) {
          stream.forEach(wheels::add);
        } catch (IOException e) {
          unreadable.add(new UnreadableInput(path, "cannot be listed: " + e.getMessage()));
          continue;
        }
        wheels.sort(null);
      }
      if (wheels.isEmpty()) {
        expanded.add(path);
      } else {
        expanded.addAll(wheels);
      }
    }
    return expanded;
  }

  /** Ends a running check early, and kills its workers. What is done is kept. */
  public void stop() {
    stopped = true;
    workers.close();
  }

  /** Kills the workers that still run. */
  @Override
  public void close() {
    workers.close();
  }
}
