package io.abiwarden.worker.process;

import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.ffi.EntryResult;
import io.abiwarden.ffi.LibPython;
import io.abiwarden.ffi.LibraryLoadException;
import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.ffi.SharedLibrary;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.telling.Definitions;
import io.abiwarden.worker.telling.Reporter;
import io.abiwarden.worker.telling.Returned;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens an extension and calls its entry function, as CPython's import machinery does, and judges
 * what comes back by the same rules.
 */
final class EntryProbe {

  private final LibPython library;
  private final Python python;
  private final Definitions definitions;
  private final Reporter reporter;

  EntryProbe(LibPython library, Python python, Definitions definitions, Reporter reporter) {
    this.library = library;
    this.python = python;
    this.definitions = definitions;
    this.reporter = reporter;
  }

  /** Does it, and tells how it ended. */
  void run(WorkerJob job, WorkerTask.Probe probe) {
    Optional<String> file = Optional.of(job.file().toString());
    failure(job, probe, file)
        .ifPresentOrElse(
            error -> reporter.tell(new Event.Raised(error)),
            () -> reporter.reached(Phase.DONE, job.module(), file));
  }

  private Optional<PythonError> failure(
      WorkerJob job, WorkerTask.Probe probe, Optional<String> file) {
    String module = job.module();
    reporter.reached(Phase.OPENING, module, file);
    OptionalLong entry;
    try {
      entry = SharedLibrary.open(job.file()).find(probe.symbol());
    } catch (LibraryLoadException e) {
      return importError(e.reason(), module);
    }
    reporter.tell(new Event.Loaded(file));
    if (entry.isEmpty()) {
      return importError(
          "dynamic module does not define module export function (" + probe.symbol() + ")", module);
    }
    if (!probe.call()) {
      return Optional.empty();
    }
    reporter.reached(Phase.ENTRY, module, file);
    EntryResult result = python.callEntry(entry.getAsLong());
    Returned returned =
        new Returned(
            module,
            result.value(),
            probe.style() == EntryFunction.Style.PY_MOD_EXPORT,
            library.find("PyModuleDef_Type").orElseThrow(),
            library.find("PyModule_Type").orElseThrow());
    if (result.value() == 0 && result.error().isPresent()) {
      return result.error().map(EntryProbe::describe);
    }
    Optional<PythonError> failure = definitions.returned(returned);
    return failure.isPresent() || result.error().isEmpty()
        ? failure
        : Optional.of(returned.systemError("raised unreported exception"));
  }

  private static Optional<PythonError> importError(String message, String module) {
    return Optional.of(
        new PythonError("ImportError", message, List.of(), List.of(), Optional.of(module), true));
  }

  private static PythonError describe(PythonException error) {
    return new PythonError(
        error.type(),
        error.text(),
        List.of(),
        error.traceback().lines().limit(40).toList(),
        error.name(),
        false);
  }
}
