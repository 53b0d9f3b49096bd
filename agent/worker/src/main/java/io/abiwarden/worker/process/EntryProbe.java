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
  private final LiveDefinitions definitions;
  private final Reporter reporter;

  EntryProbe(LibPython library, Python python, LiveDefinitions definitions, Reporter reporter) {
    this.library = library;
    this.python = python;
    this.definitions = definitions;
    this.reporter = reporter;
  }

  void run(WorkerJob job, WorkerTask.Probe probe) {
    String module = job.module();
    Optional<String> file = Optional.of(job.file().toString());
    reporter.reached(Phase.OPENING, module, file);
    OptionalLong entry;
    try {
      entry = SharedLibrary.open(job.file()).find(probe.symbol());
    } catch (LibraryLoadException e) {
      raised("ImportError", e.reason(), module);
      return;
    }
    reporter.tell(new Event.Loaded(file));
    if (entry.isEmpty()) {
      raised(
          "ImportError",
          "dynamic module does not define module export function (" + probe.symbol() + ")",
          module);
      return;
    }
    if (probe.call()) {
      reporter.reached(Phase.ENTRY, module, file);
      EntryResult result = python.callEntry(entry.getAsLong());
      reporter.reached(Phase.CREATED, module, file);
      switch (probe.style()) {
        case PY_INIT -> initialised(module, result);
        case PY_MOD_EXPORT -> exported(module, result);
      }
    }
    reporter.reached(Phase.DONE, module, file);
  }

  private void initialised(String module, EntryResult result) {
    if (result.value() == 0) {
      failed(
          result, module, "initialization of " + module + " failed without raising an exception");
      return;
    }
    OptionalLong type = python.typeOf(result.value());
    if (python.isModuleDefinition(result.value())) {
      definitions.ofDefinition(module, result.value(), InitStyle.MULTI_PHASE);
    } else if (type.isPresent() && type.getAsLong() == 0) {
      // What the wrong layout looks like from here; the definition itself can still be read.
      definitions.ofDefinition(module, result.value(), InitStyle.UNKNOWN);
      raised(
          "SystemError", "init function of " + module + " returned uninitialized object", module);
      return;
    } else if (isModule(type)) {
      made(module, result.value());
    } else {
      raised(
          "SystemError",
          "initialization of " + module + " did not return an extension module",
          module);
      return;
    }
    if (result.error().isPresent()) {
      raised("SystemError", "initialization of " + module + " raised unreported exception", module);
    }
  }

  /** Only exact modules: what else a pointer leads to is not safe to ask. */
  private boolean isModule(OptionalLong type) {
    OptionalLong moduleType = library.find("PyModule_Type");
    return type.isPresent() && type.equals(moduleType);
  }

  private void made(String module, long address) {
    definitions.ofModule(module, address, true, true);
  }

  private void exported(String module, EntryResult result) {
    if (result.value() == 0) {
      failed(
          result,
          module,
          "module export hook for module '" + module + "' failed without setting an exception");
      return;
    }
    definitions.ofExport(module, result.value());
    if (result.error().isPresent()) {
      raised(
          "SystemError",
          "module export hook for module '" + module + "' raised unreported exception",
          module);
    }
  }

  private void failed(EntryResult result, String module, String silently) {
    result
        .error()
        .ifPresentOrElse(
            error -> reporter.tell(new Event.Raised(describe(error))),
            () -> raised("SystemError", silently, module));
  }

  private void raised(String type, String message, String module) {
    Optional<String> name = type.equals("ImportError") ? Optional.of(module) : Optional.empty();
    reporter.tell(
        new Event.Raised(
            new PythonError(type, message, List.of(), List.of(), name, name.isPresent())));
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
