package io.abiwarden.core.definition;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.PythonVersion;
import java.util.Optional;

/**
 * Where a module object of a 64-bit process keeps the definition that it was made from: {@code
 * md_def} up to 3.14, {@code md_token} since (CPython's {@code pycore_moduleobject.h}; {@code
 * Objects/moduleobject.c} for 3.9).
 */
public final class ModuleObject {

  private static final int GIL_HEAD = 16;
  private static final int FREE_THREADED_HEAD = 32;

  /** After the head and {@code md_dict}. */
  private static final int DEFINITION = 8;

  /** {@code md_token_is_def} and {@code md_token} of 3.15, from the end of the head. */
  private static final int TOKEN_IS_DEFINITION = 32;

  private static final int TOKEN = 72;

  private ModuleObject() {}

  /** What a module object says of its definition. */
  public sealed interface Definition {
    /**
     * There is one.
     *
     * @param address where
     */
    record At(long address) implements Definition {}

    /** It was made without one. */
    record None() implements Definition {}

    /** It cannot be told: of such a version the layout is not known here. */
    record Unknown() implements Definition {}
  }

  /**
   * Finds the definition.
   *
   * @param memory the process's
   * @param version the interpreter's
   * @param freeThreaded whether it is free-threaded
   * @param module the address of a live module object
   */
  public static Definition definition(
      Memory memory, PythonVersion version, boolean freeThreaded, long module) {
    long fields = module + (freeThreaded ? FREE_THREADED_HEAD : GIL_HEAD);
    if (!version.atLeast(15)) {
      return pointer(memory, fields + DEFINITION);
    }
    if (version.atLeast(16)) {
      return new Definition.Unknown();
    }
    Optional<byte[]> isDefinition = memory.read(fields + TOKEN_IS_DEFINITION, 1);
    if (isDefinition.isEmpty()) {
      return new Definition.Unknown();
    }
    return isDefinition.get()[0] == 0 ? new Definition.None() : pointer(memory, fields + TOKEN);
  }

  private static Definition pointer(Memory memory, long address) {
    return switch (memory.word(address)) {
      case Word.Value(long value) when value != 0 -> new Definition.At(value);
      case Word.Value(long _) -> new Definition.None();
      default -> new Definition.Unknown();
    };
  }
}
