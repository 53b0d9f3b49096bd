package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Python's functions on raw addresses, for threads that hold a thread state. The layer that knows
 * which references are new, and that an error must be looked for right after a call.
 */
final class PythonCalls {

  /** {@code Py_TPFLAGS_UNICODE_SUBCLASS} (Include/object.h), the same in every version. */
  private static final long TEXT_FLAG = 1L << 28;

  /** {@code Py_TPFLAGS_BYTES_SUBCLASS}, likewise. */
  private static final long BYTES_FLAG = 1L << 27;

  /** Far beyond any path or name, and small enough for any heap. */
  private static final int LONGEST_TEXT = 1 << 24;

  private final LibPython library;
  private final FunctionTable functions;
  private final boolean quiet;

  PythonCalls(LibPython library) {
    this(library, false);
  }

  private PythonCalls(LibPython library, boolean quiet) {
    this.library = library;
    this.functions = library.functions();
    this.quiet = quiet;
  }

  /**
   * The same calls, where an error is cleared and thrown without its details: for those that
   * describe an error, which would otherwise describe their own errors, too, and never end; and
   * where an error is no news.
   */
  PythonCalls quiet() {
    return quiet ? this : new PythonCalls(library, true);
  }

  private PythonException error() {
    if (quiet) {
      clearError();
      return PythonErrors.unknown();
    }
    return PythonErrors.take(this);
  }

  LibPython library() {
    return library;
  }

  /** A call that tells of no error by itself. */
  long call(PythonFunction function, long... arguments) {
    return functions.call(function, arguments);
  }

  /** A call that returns a new or borrowed reference, and null for an error. */
  long reference(PythonFunction function, long... arguments) throws PythonException {
    long result = functions.call(function, arguments);
    if (result == 0) {
      throw error();
    }
    return result;
  }

  /** A call that returns a number, and -1 for an error. */
  long number(PythonFunction function, long... arguments) throws PythonException {
    long result = functions.call(function, arguments);
    if (result == -1 && errorOccurred()) {
      throw error();
    }
    return result;
  }

  /** The address of an object that is itself a variable, such as {@code _Py_NoneStruct}. */
  long globalObject(String variable) {
    return functions.address(variable);
  }

  boolean errorOccurred() {
    return call(PythonFunction.ERR_OCCURRED) != 0;
  }

  void clearError() {
    call(PythonFunction.ERR_CLEAR);
  }

  void incRef(long object) {
    call(PythonFunction.INC_REF, object);
  }

  void decRef(long object) {
    call(PythonFunction.DEC_REF, object);
  }

  boolean isText(long object) {
    return (typeFlags(object) & TEXT_FLAG) != 0;
  }

  boolean isBytes(long object) {
    return (typeFlags(object) & BYTES_FLAG) != 0;
  }

  private long typeFlags(long object) {
    long type = call(PythonFunction.OBJECT_TYPE, object);
    long flags = call(PythonFunction.TYPE_GET_FLAGS, type);
    decRef(type);
    return flags;
  }

  /** A new {@code str} with exactly these UTF-16 units, lone surrogates included. */
  long newText(String text) throws PythonException {
    try (Arena arena = Arena.ofConfined()) {
      long size = 2L * text.length();
      MemorySegment units = arena.allocate(Math.max(size, 2), 2);
      MemorySegment.copy(text.toCharArray(), 0, units, ValueLayout.JAVA_CHAR, 0, text.length());
      // Said outright, so that a leading U+FEFF stays what it is.
      boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      MemorySegment order = arena.allocateFrom(ValueLayout.JAVA_INT, little ? -1 : 1);
      return reference(
          PythonFunction.UNICODE_DECODE_UTF16,
          units.address(),
          size,
          arena.allocateFrom("surrogatepass").address(),
          order.address());
    }
  }

  /** The text of a {@code str}, cut at 16 million characters. */
  String text(long object) throws PythonException {
    return text(object, LONGEST_TEXT);
  }

  /**
   * The text of a {@code str}, cut at a length.
   *
   * <p>Copied as code points, lone surrogates included: codecs are Python modules, and not there
   * yet when the first audit events come.
   */
  String text(long object, int longest) throws PythonException {
    long length = number(PythonFunction.UNICODE_GET_LENGTH, object);
    if (length > longest) {
      long cut = reference(PythonFunction.UNICODE_SUBSTRING, object, 0, longest);
      try {
        return text(cut, longest);
      } finally {
        decRef(cut);
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment codePoints = arena.allocate(ValueLayout.JAVA_INT, Math.max(length, 1));
      reference(PythonFunction.UNICODE_AS_UCS4, object, codePoints.address(), length, 0);
      return new String(codePoints.toArray(ValueLayout.JAVA_INT), 0, (int) length);
    }
  }

  /** The text of an object, or empty if it is none; an error is cleared. */
  Optional<String> tryText(long object) {
    try {
      return Optional.of(quiet().text(object));
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  /** The content of a {@code bytes}, or empty if it is none; an error is cleared. */
  Optional<byte[]> tryBytes(long object) {
    try {
      return isBytes(object) ? Optional.of(quiet().bytes(object)) : Optional.empty();
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  byte[] bytes(long object) throws PythonException {
    long data = reference(PythonFunction.BYTES_AS_STRING, object);
    long size = number(PythonFunction.BYTES_SIZE, object);
    return MemorySegment.ofAddress(data).reinterpret(size).toArray(ValueLayout.JAVA_BYTE);
  }

  /** A new reference to an attribute. */
  long attribute(long object, String name) throws PythonException {
    long key = newText(name);
    try {
      return reference(PythonFunction.OBJECT_GET_ATTR, object, key);
    } finally {
      decRef(key);
    }
  }

  /** A new tuple; the items keep the references that they have. */
  long newTuple(long... items) throws PythonException {
    long tuple = reference(PythonFunction.TUPLE_NEW, items.length);
    for (int i = 0; i < items.length; i++) {
      incRef(items[i]);
      call(PythonFunction.TUPLE_SET_ITEM, tuple, i, items[i]);
    }
    return tuple;
  }

  /** Calls an object; a new reference. */
  long callObject(long callable, long... arguments) throws PythonException {
    long tuple = newTuple(arguments);
    try {
      return reference(PythonFunction.OBJECT_CALL, callable, tuple);
    } finally {
      decRef(tuple);
    }
  }

  /** Imports a module, sub-modules included ({@code a.b} gives {@code a.b}); a new reference. */
  long importModule(String name) throws PythonException {
    long key = newText(name);
    try {
      return reference(PythonFunction.IMPORT, key);
    } finally {
      decRef(key);
    }
  }

  /**
   * Sets an {@code ImportError} in this thread.
   *
   * @param name the module's name as an object, or 0
   * @param path the file as an object, or 0
   */
  void raiseImportError(String message, long name, long path) {
    try {
      long text = newText(message);
      call(PythonFunction.ERR_SET_IMPORT_ERROR, text, name, path);
      decRef(text);
    } catch (PythonException e) {
      // Out of memory: the caller still needs an exception to be set.
      call(PythonFunction.ERR_SET_IMPORT_ERROR, globalObject("_Py_NoneStruct"), name, path);
    }
  }
}
