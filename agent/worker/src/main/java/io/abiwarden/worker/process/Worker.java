package io.abiwarden.worker.process;

import io.abiwarden.ffi.Interpreter;
import io.abiwarden.ffi.InterpreterConfig;
import io.abiwarden.ffi.InterpreterStartException;
import io.abiwarden.ffi.LibPython;
import io.abiwarden.ffi.LibraryLoadException;
import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.telling.Definitions;
import io.abiwarden.worker.telling.Narrator;
import io.abiwarden.worker.telling.Reporter;
import java.nio.file.Path;
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
      Path libpython = job.libpython().orElseThrow();
      reporter.reached(Phase.INITIALISING, "", Optional.of(libpython.toString()));
      LibPython library = LibPython.open(libpython);
      switch (job.task()) {
        case WorkerTask.Probe probe -> probe(library, probe);
        case WorkerTask.Import task -> bring(library, python -> Bootstrap.run(python, job, task));
        case WorkerTask.Subinterpreter task ->
            bring(library, python -> Bootstrap.run(python, job, task));
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
              Definitions definitions = LiveDefinitions.of(python, library.kind(), reporter);
              new EntryProbe(library, python, definitions, reporter).run(job, probe);
              return true;
            });
  }

  /** Runs Python code that tells what it does. */
  private interface Script {
    void run(Python python) throws PythonException;
  }

  private void bring(LibPython library, Script script)
      throws InterpreterStartException, PythonException {
    var listener = new ImportListener(job.forbidden());
    Interpreter.start(library, config(), Set.of("import", ImportListener.OWN_EVENT), listener)
        .<Boolean, PythonException>call(
            python -> {
              Definitions definitions = LiveDefinitions.of(python, library.kind(), reporter);
              listener.listen(new Narrator(reporter, () -> definitions));
              script.run(python);
              return true;
            });
  }

  private InterpreterConfig config() {
    return new InterpreterConfig(
        job.home(), job.program(), List.copyOf(job.searchPath()), job.siteImport());
  }
}
