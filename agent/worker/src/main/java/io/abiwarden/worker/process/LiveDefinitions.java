package io.abiwarden.worker.process;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.definition.SlotReader;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.ffi.LibPythonKind;
import io.abiwarden.ffi.Python;
import io.abiwarden.ffi.PythonObject;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads definitions in this process with the reader that also reads them from files. */
final class LiveDefinitions {

  private final Python python;
  private final LibPythonKind kind;
  private final Reporter reporter;
  private final Memory memory;

  LiveDefinitions(Python python, LibPythonKind kind, Reporter reporter) {
    this.python = python;
    this.kind = kind;
    this.reporter = reporter;
    this.memory = new LiveMemory(python.memory());
  }

  /**
   * Reads the definition of a module object that was just made, and tells it.
   *
   * @param name the name it was made under
   * @param address where the object is
   * @param single whether it is a single-phase module
   * @param isModule whether it is a module at all: a create slot may return anything
   * @return why the module must not be executed, if it must not
   */
  Optional<String> ofModule(String name, long address, boolean single, boolean isModule) {
    if (!isModule) {
      reporter.tell(new Event.Created(name, InitStyle.UNKNOWN));
      return Optional.empty();
    }
    OptionalLong definition;
    try (PythonObject module = python.borrowed(address)) {
      definition = python.moduleDefinition(module);
    }
    if (definition.isEmpty()) {
      reporter.tell(new Event.Created(name, single ? InitStyle.SINGLE_PHASE : InitStyle.EXPORT));
      return Optional.empty();
    }
    return ofDefinition(
        name, definition.getAsLong(), single ? InitStyle.SINGLE_PHASE : InitStyle.MULTI_PHASE);
  }

  /**
   * Reads a definition and tells it.
   *
   * @return why it does not fit this interpreter, if it does not
   */
  Optional<String> ofDefinition(String name, long address, InitStyle style) {
    reporter.tell(new Event.Created(name, style));
    RawDefinition definition = DefinitionReader.read(memory, address);
    reporter.tell(new Event.Defined(name, definition));
    DefinitionLayout own =
        kind.freeThreaded() ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL;
    if (definition.layout() == own || definition.layout() == DefinitionLayout.UNKNOWN) {
      return Optional.empty();
    }
    String message =
        "the module definition of %s is laid out for %s builds, as seen in memory; CPython %s is %s"
            .formatted(
                name,
                definition.layout() == DefinitionLayout.GIL ? "GIL" : "free-threaded",
                kind.display(),
                kind.freeThreaded() ? "free-threaded" : "a GIL build");
    reporter.tell(new Event.Mismatch(name, message));
    return Optional.of(message);
  }

  /** Reads the array that a {@code PyModExport} function returned, and tells it. */
  void ofExport(String name, long address) {
    SlotArray slots = SlotReader.pySlots(memory, address);
    reporter.tell(new Event.Created(name, InitStyle.EXPORT));
    reporter.tell(new Event.Exported(name, slots));
  }
}
