package io.abiwarden.worker.process;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.EventLog;
import io.abiwarden.worker.protocol.JobCodec;
import io.abiwarden.worker.protocol.JobCodec.Assignment;
import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.telling.Reporter;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The main class of a worker: takes one job from its parent, does it, and ends without giving any
 * code of Python or of the C library a chance to run at exit.
 */
public final class WorkerMain {

  private WorkerMain() {}

  /**
   * Runs the worker.
   *
   * @param args the worker's folder
   * @throws IOException if the parent's pipe or the event log cannot be opened
   */
  public static void main(String[] args) throws IOException {
    var folder = new WorkerFolder(Path.of(args[0]));
    // Open until the end: the parent's death closes the other side.
    InputStream parent = new FileInputStream("/dev/fd/4");
    Assignment assignment = JobCodec.read(parent);
    ParentWatch.start(parent, folder);
    var log = new EventLog(folder.events(), assignment.token());
    new Worker(assignment.job(), new Reporter(event -> write(log, event))).run();
    Runtime.getRuntime().halt(0);
  }

  /** Writes an event down. A worker that cannot do so ends at once. */
  private static void write(EventLog log, Event event) {
    try {
      log.write(event);
    } catch (IOException e) {
      System.err.println("cannot write events: " + e.getMessage());
      Runtime.getRuntime().halt(WorkerFolder.CANNOT_REPORT);
    }
  }
}
