package io.abiwarden.ffi;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The arguments of an audit event: readable while the listener is being called, by its thread. */
public final class AuditArguments {

  private final PythonCalls calls;
  private final long tuple;
  private boolean over;

  AuditArguments(PythonCalls calls, long tuple) {
    this.calls = calls;
    this.tuple = tuple;
  }

  /** How many there are. */
  public int size() {
    requireOpen();
    return (int) calls.call(PythonFunction.TUPLE_SIZE, tuple);
  }

  /**
   * An argument that is a {@code str}; empty if it is anything else, or not there.
   *
   * <p>For the event {@code import} the first is the module's name, and the second the file, if it
   * is an extension that is about to be opened. Bytes of a file name that are no UTF-8 are lone
   * surrogates (PEP 383).
   *
   * @param index from 0
   */
  public Optional<String> text(int index) {
    requireOpen();
    if (index < 0 || index >= size()) {
      return Optional.empty();
    }
    long item = item(index);
    return calls.isText(item) ? calls.tryText(item) : Optional.empty();
  }

  /**
   * A file that may be given as a {@code str} or as {@code bytes}, as that of {@code
   * ctypes.dlopen}; of bytes, what is no UTF-8 becomes a replacement character.
   */
  Optional<String> file(int index) {
    Optional<String> text = text(index);
    if (text.isPresent() || index >= size()) {
      return text;
    }
    long item = item(index);
    if (item == calls.globalObject("_Py_NoneStruct")) {
      // The program itself, which many open; an error that is made and dropped costs more.
      return Optional.empty();
    }
    Optional<byte[]> bytes = calls.tryBytes(item);
    return bytes.isPresent()
        ? Optional.of(new String(bytes.get(), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** A borrowed reference, or 0 where the argument is no text or not there. */
  long textObject(int index) {
    if (index >= size()) {
      return 0;
    }
    long item = item(index);
    return calls.isText(item) ? item : 0;
  }

  void end() {
    over = true;
  }

  private long item(int index) {
    return calls.call(PythonFunction.TUPLE_GET_ITEM, tuple, index);
  }

  private void requireOpen() {
    if (over) {
      throw new IllegalStateException("the audit event is over");
    }
  }
}
