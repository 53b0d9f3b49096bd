package io.abiwarden.worker;

import io.abiwarden.worker.fork.ForkServers;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs jobs, each in a process of its own: an import in a child of the interpreter's own command,
 * where that can be had, all else in a worker's JVM.
 *
 * <p>May be used by several threads at once; how many workers run at the same time is up to the
 * caller. Nothing is left behind: no process, no core file, no crash report, no temporary folder,
 * even if this JVM is interrupted by Ctrl-C.
 */
public final class Workers implements AutoCloseable {

  /** How often a job is done whose worker was killed. */
  private static final int ATTEMPTS = 8;

  /** How long to look for the place of a crash. */
  private static final Duration FRAME_LIMIT = Duration.ofSeconds(20);

  private final Path place;
  private final Set<RunningWorker> running = ConcurrentHashMap.newKeySet();
  private final ForkServers servers = new ForkServers();
  private final Set<WorkerFolder> folders = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private final Thread atExit =
      Thread.ofPlatform().name("abiwarden-workers-at-exit").unstarted(this::stopAll);

  /** Ready to run workers, each in a folder of its own among the system's temporary files. */
  public Workers() {
    this(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Ready to run workers, each in a folder of its own at a place. */
  Workers(Path place) {
    this.place = place;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Runs a job and waits for its end. Whatever the extension does, it is in the report; so is a
   * worker that could not be started (NOT_RUN).
   *
   * @throws InterruptedException if the calling thread is interrupted, or this is closed; the
   *     worker is killed first
   */
  public WorkerReport run(WorkerJob job) throws InterruptedException {
    if (closed) {
      throw new InterruptedException("no more workers are started");
    }
    WorkerReport report = anyhow(job);
    if (closed) {
      // What became of it may be the doing of whoever closed this.
      throw new InterruptedException("the workers were stopped");
    }
    return report;
  }

  private WorkerReport anyhow(WorkerJob job) throws InterruptedException {
    Optional<WorkerReport> report = inChild(job);
    if (report.isEmpty()) {
      return inJvmUnlessKilled(job);
    }
    // A JVM's interpreter never ends itself, so that a crash at that point has no other to find.
    // What was killed because this is closed did not crash.
    if (closed
        || report.get().outcome() != Outcome.SIGNAL
        || report.get().phase() == Phase.EXITING
        || job.libpython().isEmpty()) {
      return report.get();
    }
    // HotSpot tells where it happened; the verdict stays that of the interpreter's own process.
    return report.get().withCrashOf(inJvm(job.within(FRAME_LIMIT)));
  }

  /** In a child of the interpreter's command; empty if that is not possible. */
  private Optional<WorkerReport> inChild(WorkerJob job) throws InterruptedException {
    boolean probe = job.task() instanceof WorkerTask.Probe;
    if (job.program().isEmpty() || (probe && job.libpython().isPresent())) {
      // A JVM calls an entry function as the import machinery does; ctypes can do so only nearly.
      return Optional.empty();
    }
    try {
      WorkerFolder folder = WorkerFolder.create(place);
      folders.add(folder);
      try {
        return servers
            .run(job, folder)
            .map(end -> new ReportBuilder(job.module()).build(Ending.of(end, job)));
      } finally {
        folder.delete();
        folders.remove(folder);
      }
    } catch (IOException e) {
      return Optional.of(ReportBuilder.notStarted(job.module(), notStarted(e)));
    }
  }

  /** What somebody else did to a worker is not held against a module. */
  private WorkerReport inJvmUnlessKilled(WorkerJob job) throws InterruptedException {
    WorkerReport report = inJvm(job);
    for (int i = 1; i < ATTEMPTS && !closed && report.killed(); i++) {
      report = inJvm(job);
    }
    return report;
  }

  private WorkerReport inJvm(WorkerJob job) throws InterruptedException {
    if (job.libpython().isEmpty()) {
      return ReportBuilder.notStarted(
          job.module(),
          job.program().map(program -> program + " cannot be started").orElse("no interpreter"));
    }
    try (var worker = RunningWorker.start(job, place)) {
      running.add(worker);
      try {
        if (closed) {
          // Whoever closed this may not have seen it among those that run.
          throw new InterruptedException("the workers were stopped");
        }
        return worker.await();
      } finally {
        running.remove(worker);
      }
    } catch (IOException e) {
      return ReportBuilder.notStarted(job.module(), notStarted(e));
    }
  }

  private static String notStarted(IOException e) {
    return "a worker could not be started: " + e.getMessage();
  }

  /** Whether no more workers are started: this was closed, or the JVM is ending. */
  public boolean isClosed() {
    return closed;
  }

  private void stopAll() {
    closed = true;
    running.forEach(RunningWorker::close);
    servers.close();
    folders.forEach(WorkerFolder::delete);
  }

  /** Kills what still runs. */
  @Override
  public void close() {
    stopAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException theJvmIsEnding) {
      // Then the hook runs, or has run, which does the same.
      return;
    }
  }
}
