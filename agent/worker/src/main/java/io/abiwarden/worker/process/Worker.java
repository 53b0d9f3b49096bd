package io.abiwarden.worker.process;

import io.abiwarden.ffi.Interpreter;
import io.abiwarden.ffi.InterpreterConfig;
import io.abiwarden.ffi.InterpreterStartException;
import io.abiwarden.ffi.LibPython;
import io.abiwarden.ffi.LibraryLoadException;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts the interpreter, and does the job in it. */
final class Worker {

  private final WorkerJob job;
  private final Reporter reporter;

  Worker(WorkerJob job, Reporter reporter) {
    this.job = job;
    this.reporter = reporter;
  }

  /** Does the job to its end, whatever that is. */
  void run() {
    try {
      reporter.reached(Phase.INITIALISING, "", Optional.of(job.libpython().toString()));
      LibPython library = LibPython.open(job.libpython());
      switch (job.task()) {
        case WorkerTask.Probe probe -> probe(library, probe);
        case WorkerTask.Import task -> bring(library, task);
      }
    } catch (LibraryLoadException | InterpreterStartException e) {
      reporter.tell(new Event.Unable(String.valueOf(e.getMessage())));
    } catch (PythonException e) {
      reporter.tell(
          new Event.Unable("the interpreter cannot run the worker's code: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      reporter.tell(new Event.Unable("the worker failed: " + e));
    }
    reporter.tell(new Event.Finished());
  }

  private void probe(LibPython library, WorkerTask.Probe probe) throws InterpreterStartException {
    Interpreter.start(library, config())
        .call(
            python -> {
              var definitions = new LiveDefinitions(python, library.kind(), reporter);
              new EntryProbe(library, python, definitions, reporter).run(job, probe);
              return true;
            });
  }

  private void bring(LibPython library, WorkerTask.Import task)
      throws InterpreterStartException, PythonException {
    var listener = new ImportListener(reporter, job.forbidden());
    Interpreter.start(library, config(), Set.of("import", ImportListener.OWN_EVENT), listener)
        .<Boolean, PythonException>call(
            python -> {
              listener.listen(new LiveDefinitions(python, library.kind(), reporter));
              Bootstrap.run(python, job, task);
              return true;
            });
  }

  private InterpreterConfig config() {
    return new InterpreterConfig(
        job.home(), job.program(), List.copyOf(job.searchPath()), job.siteImport());
  }
}
