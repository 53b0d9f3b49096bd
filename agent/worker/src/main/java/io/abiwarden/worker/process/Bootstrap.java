package io.abiwarden.worker.process;

import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.ffi.PythonObject;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;

/** Runs {@code bootstrap.py}, which does an import as Python code does it. */
final class Bootstrap {

  private static final String SOURCE = "bootstrap.py";

  private Bootstrap() {}

  /**
   * Imports the module of a job. What comes of it is told by audit events.
   *
   * @throws PythonException if the interpreter cannot even run that code
   */
  static void run(Python python, WorkerJob job, WorkerTask.Import task) throws PythonException {
    PythonObject namespace = python.newNamespace("abiwarden");
    python.exec(source(), "<abiwarden>", namespace);
    var folders = new ArrayList<PythonObject>();
    for (Path folder : job.searchPath()) {
      folders.add(python.text(folder.toString()));
    }
    namespace
        .item("run")
        .call(
            python.text(job.module()),
            python.text(job.file().toString()),
            python.bool(task.byPath()),
            python.bool(task.parents()),
            python.list(folders));
  }

  private static String source() {
    try (InputStream in = Bootstrap.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new IllegalStateException(SOURCE + " is missing from abiwarden's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
