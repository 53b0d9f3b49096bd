package io.abiwarden.ffi;

/**
 * A file that Python is about to open.
 *
 * @param event what announces it
 * @param module the dotted name of the module; empty for {@link Event#CTYPES_DLOPEN}
 * @param file as Python has it, maybe relative; bytes that are no UTF-8 are lone surrogates (PEP
 *     383)
 * @param interpreterId the number of the interpreter that asks for it; the main one has 0
 */
public record ImportAttempt(Event event, String module, String file, long interpreterId) {

  /** How the opening was announced. */
  public enum Event {
    /** The audit event {@code import} with a file: an extension module. */
    IMPORT,
    /** The audit event {@code ctypes.dlopen}: any library, by ctypes. */
    CTYPES_DLOPEN
  }

  /** Whether the main interpreter asks for it, and not a subinterpreter. */
  public boolean mainInterpreter() {
    return interpreterId == 0;
  }
}
