package io.abiwarden.worker;

import io.abiwarden.worker.protocol.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs jobs, each in a worker process of its own.
 *
 * <p>May be used by several threads at once; how many workers run at the same time is up to the
 * caller. Nothing is left behind: no process, no core file, no crash report, no temporary folder,
 * even if this JVM is interrupted by Ctrl-C.
 */
public final class Workers implements AutoCloseable {

  private final Path place;
  private final Set<RunningWorker> running = ConcurrentHashMap.newKeySet();
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
   * @throws InterruptedException if the calling thread is interrupted; the worker is killed first
   */
  public WorkerReport run(WorkerJob job) throws InterruptedException {
    try (var worker = RunningWorker.start(job, place)) {
      running.add(worker);
      try {
        return worker.await();
      } finally {
        running.remove(worker);
      }
    } catch (IOException e) {
      return ReportBuilder.notStarted(
          job.module(), "a worker could not be started: " + e.getMessage());
    }
  }

  private void stopAll() {
    running.forEach(RunningWorker::close);
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
