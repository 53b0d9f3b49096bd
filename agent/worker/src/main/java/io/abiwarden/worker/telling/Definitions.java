package io.abiwarden.worker.telling;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.ModuleObject;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.definition.SlotReader;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.PythonError;
import java.util.Optional;

/**
 * Reads definitions in a live process with the reader that also reads them from files, and reports
 * them.
 */
public final class Definitions {

  /** Finds the definition that a module object was made from. */
  @FunctionalInterface
  public interface OfModule {

    /**
     * The definition's address.
     *
     * @param module the address of a live module object
     */
    ModuleObject.Definition find(long module);
  }

  /** Where an object's type stands, in 64-bit builds. */
  private static final int GIL_TYPE = 8;

  private static final int FREE_THREADED_TYPE = 24;

  private final Memory memory;
  private final OfModule ofModule;
  private final boolean freeThreaded;
  private final String display;
  private final Reporter reporter;

  /**
   * Ready to read.
   *
   * @param memory the process's
   * @param ofModule finds a module object's definition there
   * @param freeThreaded whether the interpreter in it is free-threaded
   * @param display the interpreter's version and kind, for messages: {@code 3.14.7t}
   * @param reporter hears what was read
   */
  public Definitions(
      Memory memory, OfModule ofModule, boolean freeThreaded, String display, Reporter reporter) {
    this.memory = memory;
    this.ofModule = ofModule;
    this.freeThreaded = freeThreaded;
    this.display = display;
    this.reporter = reporter;
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
  public Optional<String> ofModule(String name, long address, boolean single, boolean isModule) {
    if (!isModule) {
      reporter.tell(new Event.Created(name, InitStyle.UNKNOWN));
      return Optional.empty();
    }
    return switch (ofModule.find(address)) {
      case ModuleObject.Definition.At(long definition) ->
          ofDefinition(name, definition, single ? InitStyle.SINGLE_PHASE : InitStyle.MULTI_PHASE);
      case ModuleObject.Definition.None() -> madeWithout(name, single, InitStyle.EXPORT);
      case ModuleObject.Definition.Unknown() -> madeWithout(name, single, InitStyle.UNKNOWN);
    };
  }

  private Optional<String> madeWithout(String name, boolean single, InitStyle otherwise) {
    reporter.tell(new Event.Created(name, single ? InitStyle.SINGLE_PHASE : otherwise));
    return Optional.empty();
  }

  /**
   * Reads a definition and tells it.
   *
   * @param name the module's name
   * @param address where the definition is
   * @param style how the module was seen to initialise
   * @return why it does not fit this interpreter, if it does not
   */
  public Optional<String> ofDefinition(String name, long address, InitStyle style) {
    reporter.tell(new Event.Created(name, style));
    RawDefinition definition = DefinitionReader.read(memory, address);
    reporter.tell(new Event.Defined(name, definition));
    DefinitionLayout own = freeThreaded ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL;
    if (definition.layout() == own || definition.layout() == DefinitionLayout.UNKNOWN) {
      return Optional.empty();
    }
    String message =
        "the module definition of %s is laid out for %s builds, as seen in memory; CPython %s is %s"
            .formatted(
                name,
                definition.layout() == DefinitionLayout.GIL ? "GIL" : "free-threaded",
                display,
                freeThreaded ? "free-threaded" : "a GIL build");
    reporter.tell(new Event.Mismatch(name, message));
    return Optional.of(message);
  }

  /** Reads the array that a {@code PyModExport} function returned, and tells it. */
  public void ofExport(String name, long address) {
    SlotArray slots = SlotReader.pySlots(memory, address);
    reporter.tell(new Event.Created(name, InitStyle.EXPORT));
    reporter.tell(new Event.Exported(name, slots));
  }

  /**
   * Reads what an entry function returned without an exception, by the rules and in the words of
   * CPython (Python/importdl.c).
   *
   * @return the exception that an import would come to, if it would
   */
  public Optional<PythonError> returned(Returned what) {
    if (what.address() == 0) {
      return Optional.of(
          what.systemError(
              what.export()
                  ? "failed without setting an exception"
                  : "failed without raising an exception"));
    }
    if (what.export()) {
      ofExport(what.module(), what.address());
      return Optional.empty();
    }
    long type =
        switch (memory.word(what.address() + (freeThreaded ? FREE_THREADED_TYPE : GIL_TYPE))) {
          case Word.Value(long value) -> value;
          default -> -1;
        };
    if (type == what.definitionType()) {
      ofDefinition(what.module(), what.address(), InitStyle.MULTI_PHASE);
      return Optional.empty();
    }
    if (type == 0) {
      // What the wrong layout looks like from here; the definition itself can still be read.
      ofDefinition(what.module(), what.address(), InitStyle.UNKNOWN);
      return Optional.of(what.uninitialized());
    }
    if (type == what.moduleType()) {
      // Only exact modules: what else a pointer leads to is not safe to ask.
      ofModule(what.module(), what.address(), true, true);
      return Optional.empty();
    }
    return Optional.of(what.systemError("did not return an extension module"));
  }
}
