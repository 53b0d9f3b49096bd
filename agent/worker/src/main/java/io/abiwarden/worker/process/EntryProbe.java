package io.abiwarden.worker.process;

import io.abiwarden.ffi.EntryResult;
import io.abiwarden.ffi.LibPython;
import io.abiwarden.ffi.LibraryLoadException;
import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonException;
import io.abiwarden.ffi.SharedLibrary;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.telling.Definitions;
import io.abiwarden.worker.telling.Reporter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Opens an extension and calls its entry function, as CPython's import machinery does, and judges
 * what comes back by the same rules, in the same order and words (Python/importdl.c).
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
    return switch (probe.style()) {
      case PY_INIT -> initialised(module, result);
      case PY_MOD_EXPORT -> exported(module, result);
    };
  }

  private Optional<PythonError> initialised(String module, EntryResult result) {
    String subject = "initialization of " + module;
    if (result.value() == 0) {
      return raisedOr(result, subject + " failed without raising an exception");
    }
    OptionalLong type = python.typeOf(result.value());
    if (python.isModuleDefinition(result.value())) {
      definitions.ofDefinition(module, result.value(), InitStyle.MULTI_PHASE);
    } else if (type.equals(OptionalLong.of(0))) {
      // What the wrong layout looks like from here; the definition itself can still be read.
      definitions.ofDefinition(module, result.value(), InitStyle.UNKNOWN);
      return systemError("init function of " + module + " returned uninitialized object");
    } else if (isModule(type)) {
      definitions.ofModule(module, result.value(), true, true);
    } else {
      return systemError(subject + " did not return an extension module");
    }
    return result.error().isPresent()
        ? systemError(subject + " raised unreported exception")
        : Optional.empty();
  }

  /** Only exact modules: what else a pointer leads to is not safe to ask. */
  private boolean isModule(OptionalLong type) {
    return type.isPresent() && type.equals(library.find("PyModule_Type"));
  }

  private Optional<PythonError> exported(String module, EntryResult result) {
    String subject = "module export hook for module '" + module + "'";
    if (result.value() == 0) {
      return raisedOr(result, subject + " failed without setting an exception");
    }
    definitions.ofExport(module, result.value());
    return result.error().isPresent()
        ? systemError(subject + " raised unreported exception")
        : Optional.empty();
  }

  /** The exception that the entry function set, or CPython's for one that set none. */
  private static Optional<PythonError> raisedOr(EntryResult result, String silently) {
    return result.error().map(EntryProbe::describe).or(() -> systemError(silently));
  }

  private static Optional<PythonError> systemError(String message) {
    return Optional.of(
        new PythonError("SystemError", message, List.of(), List.of(), Optional.empty(), false));
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
