package io.abiwarden.worker.process;

import io.abiwarden.core.definition.ModuleObject;
import io.abiwarden.ffi.LibPythonKind;
import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonObject;
import io.abiwarden.worker.telling.Definitions;
import io.abiwarden.worker.telling.Reporter;
import java.util.OptionalLong;

/** Reads definitions in this very process. */
final class LiveDefinitions {

  private LiveDefinitions() {}

  static Definitions of(Python python, LibPythonKind kind, Reporter reporter) {
    return new Definitions(
        new LiveMemory(python.memory()),
        address -> {
          try (PythonObject module = python.borrowed(address)) {
            OptionalLong definition = python.moduleDefinition(module);
            return definition.isPresent()
                ? new ModuleObject.Definition.At(definition.getAsLong())
                : new ModuleObject.Definition.None();
          }
        },
        kind.freeThreaded(),
        kind.display(),
        reporter);
  }
}
