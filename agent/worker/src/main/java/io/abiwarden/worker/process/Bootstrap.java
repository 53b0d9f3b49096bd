package io.abiwarden.worker.process;

import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.ffi.PythonObject;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.telling.Script;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code bootstrap.py}, which does an import as Python code does it. */
final class Bootstrap {

  private Bootstrap() {}

  /**
   * Imports the module of a job. What comes of it is told by audit events.
   *
   * @throws PythonException if the interpreter cannot even run that code
   */
  static void run(Python python, WorkerJob job, WorkerTask.Import task) throws PythonException {
    namespace(python)
        .item("run")
        .call(
            python.text(job.module()),
            python.text(job.file().toString()),
            python.bool(task.byPath()),
            python.bool(task.parents()),
            paths(python, job.searchPath()),
            paths(python, job.writable()),
            python.text(task.statement()));
  }

  /**
   * Imports the module of a job in a subinterpreter.
   *
   * @throws PythonException if the interpreter cannot even run that code
   */
  static void run(Python python, WorkerJob job, WorkerTask.Subinterpreter task)
      throws PythonException {
    namespace(python)
        .item("run_in_subinterpreter")
        .call(
            python.text(job.module()),
            python.text(job.file().toString()),
            python.bool(task.byPath()),
            python.bool(task.ownGil()),
            paths(python, job.searchPath()));
  }

  private static PythonObject namespace(Python python) throws PythonException {
    PythonObject namespace = python.newNamespace("abiwarden");
    python.exec(Script.bootstrap(), "<abiwarden>", namespace);
    return namespace;
  }

  private static PythonObject paths(Python python, List<Path> paths) throws PythonException {
    var texts = new ArrayList<PythonObject>();
    for (Path path : paths) {
      texts.add(python.text(path.toString()));
    }
    return python.list(texts);
  }
}
