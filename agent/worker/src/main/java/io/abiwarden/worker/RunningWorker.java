package io.abiwarden.worker;

import io.abiwarden.worker.protocol.EventLog;
import io.abiwarden.worker.protocol.JobCodec;
import io.abiwarden.worker.protocol.JobCodec.Assignment;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.telling.OutputTail;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker process, from its start to the last trace of it. */
final class RunningWorker implements AutoCloseable {

  private static final SecureRandom TOKENS = new SecureRandom();

  /** What would change how the worker's JVM behaves, or make it print. */
  private static final String[] UNWANTED = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  /** How long the shell may take to end once its child is gone. */
  private static final long SHELL_NANOS = 5_000_000_000L;

  private static final long KILL_AGAIN_MILLIS = 20;

  private final WorkerJob job;
  private final WorkerFolder folder;
  private final Process shell;
  private final OutputTail output;
  private final long token;
  private final long started;

  private RunningWorker(
      WorkerJob job, WorkerFolder folder, Process shell, long token, long started) {
    this.job = job;
    this.folder = folder;
    this.shell = shell;
    this.output = new OutputTail(shell.getInputStream());
    this.token = token;
    this.started = started;
  }

  /**
   * Starts a worker on a job.
   *
   * @param place where the worker gets a folder of its own
   * @throws IOException if its folder cannot be made or its process not started
   */
  static RunningWorker start(WorkerJob job, Path place) throws IOException {
    long started = System.nanoTime();
    WorkerFolder folder = WorkerFolder.create(place);
    try {
      long token = TOKENS.nextLong();
      var worker = new RunningWorker(job, folder, launch(folder), token, started);
      worker.output.start();
      worker.assign();
      return worker;
    } catch (IOException | RuntimeException e) {
      folder.delete();
      throw e;
    }
  }

  private static Process launch(WorkerFolder folder) throws IOException {
    var builder =
        new ProcessBuilder(WorkerCommand.of(folder))
            .directory(folder.scratch().toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    for (String name : UNWANTED) {
      environment.remove(name);
    }
    environment.put("TMPDIR", folder.scratch().toString());
    return builder.start();
  }

  /**
   * Hands the job over. The pipe stays open: its end tells the worker that this process is gone.
   */
  private void assign() {
    try {
      JobCodec.write(shell.getOutputStream(), new Assignment(job, token));
    } catch (IOException e) {
      // The worker is dead already: its end tells why.
      return;
    }
  }

  /** Waits for its end, or brings it about when the time is up. */
  WorkerReport await() throws InterruptedException, IOException {
    long left = job.timeout().toNanos() - (System.nanoTime() - started);
    boolean ended = shell.waitFor(left, TimeUnit.NANOSECONDS);
    if (!ended) {
      kill();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
    int code = shell.isAlive() ? 128 + Signals.KILL : shell.exitValue();
    var ending =
        new Ending(
            EventLog.read(folder.events(), token),
            !ended,
            HsErrFile.read(folder.hsErr()),
            spoke(folder.shell()),
            code,
            job.timeout(),
            elapsed,
            withoutHotSpot(output.text()),
            WorkerHost.LIBPYTHON);
    return new ReportBuilder(job.module()).build(ending);
  }

  /** In whatever language and encoding: that there is a word is all that counts. */
  private static boolean spoke(Path shell) {
    return shell.toFile().length() > 0;
  }

  /** HotSpot announces its crash report on standard output; that is not the extension's. */
  private static String withoutHotSpot(String output) {
    int at = output.indexOf("#\n# A fatal error has been detected by the Java Runtime Environment");
    return at < 0 ? output : output.substring(0, at);
  }

  /**
   * Kills the worker and what it started, again and again, as new ones may be starting; the shell
   * then kills the rest of its group and ends. A shell that does not is killed, too.
   */
  private void kill() {
    long end = System.nanoTime() + SHELL_NANOS;
    boolean interrupted = false;
    boolean ended = false;
    while (!ended && System.nanoTime() < end) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
      try {
        ended = shell.waitFor(KILL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    shell.destroyForcibly();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it if it runs, and deletes its folder. May be called by any thread, more than once. */
  @Override
  public void close() {
    if (shell.isAlive()) {
      kill();
    }
    try {
      shell.getOutputStream().close();
      shell.getInputStream().close();
    } catch (IOException e) {
      // A broken pipe: its reader is gone, as it should be.
    }
    folder.delete();
  }
}
