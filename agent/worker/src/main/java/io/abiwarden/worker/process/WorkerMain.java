package io.abiwarden.worker.process;

import io.abiwarden.worker.protocol.EventLog;
import io.abiwarden.worker.protocol.JobCodec;
import io.abiwarden.worker.protocol.JobCodec.Assignment;
import io.abiwarden.worker.protocol.WorkerFolder;
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
    var reporter = new Reporter(new EventLog(folder.events(), assignment.token()));
    new Worker(assignment.job(), reporter).run();
    Runtime.getRuntime().halt(0);
  }
}
