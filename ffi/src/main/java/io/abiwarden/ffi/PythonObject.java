package io.abiwarden.ffi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reference to a Python object, which it owns until it is closed.
 *
 * <p>It is used and closed on the Python thread, inside of {@link Interpreter#call}; it may be kept
 * for a later one. Not closing one leaks the object, which is harmless in a worker that is about to
 * end.
 */
public final class PythonObject implements AutoCloseable {

  private final Python python;
  private final long address;
  private boolean closed;

  /**
   * Takes over a reference.
   *
   * @param address of an object, with a reference that nobody else will drop
   */
  PythonObject(Python python, long address) {
    this.python = python;
    this.address = address;
  }

  /** Where the object lies in memory. */
  public long address() {
    calls();
    return address;
  }

  /** An attribute. */
  public PythonObject attribute(String name) throws PythonException {
    return wrap(calls().attribute(address, name));
  }

  /** An attribute, or empty if there is none or reading it fails. */
  public Optional<PythonObject> findAttribute(String name) {
    try {
      return Optional.of(wrap(calls().quiet().attribute(address, name)));
    } catch (PythonException e) {
      return Optional.empty();
    }
  }

  /** Sets an attribute. */
  public void setAttribute(String name, PythonObject value) throws PythonException {
    PythonCalls calls = calls();
    long key = calls.newText(name);
    try {
      calls.number(PythonFunction.OBJECT_SET_ATTR, address, key, value.address());
    } finally {
      calls.decRef(key);
    }
  }

  /** {@code object[key]}. */
  public PythonObject item(PythonObject key) throws PythonException {
    return wrap(calls().reference(PythonFunction.OBJECT_GET_ITEM, address, key.address()));
  }

  /** {@code object[key]} with a text as the key, as in the dictionary of a namespace. */
  public PythonObject item(String key) throws PythonException {
    try (PythonObject text = python.text(key)) {
      return item(text);
    }
  }

  /** {@code object[key] = value} with a text as the key. */
  public void setItem(String key, PythonObject value) throws PythonException {
    try (PythonObject text = python.text(key)) {
      calls().number(PythonFunction.OBJECT_SET_ITEM, address, text.address, value.address());
    }
  }

  /** Calls it with positional arguments. */
  public PythonObject call(PythonObject... arguments) throws PythonException {
    long[] addresses = new long[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      addresses[i] = arguments[i].address();
    }
    return wrap(calls().callObject(address, addresses));
  }

  /** The items of a sequence, each with a reference of its own; at most 65,536. */
  public List<PythonObject> items() throws PythonException {
    PythonCalls calls = calls();
    long size = Math.min(calls.number(PythonFunction.SEQUENCE_SIZE, address), 1 << 16);
    List<PythonObject> items = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      items.add(wrap(calls.reference(PythonFunction.SEQUENCE_GET_ITEM, address, i)));
    }
    return items;
  }

  /** Whether it is a {@code str}. */
  public boolean isText() {
    return calls().isText(address);
  }

  /** Whether it is {@code None}. */
  public boolean isNone() {
    return address == calls().globalObject("_Py_NoneStruct");
  }

  /** The text of a {@code str}; a {@code TypeError} if it is none. Cut at 16 million characters. */
  public String asText() throws PythonException {
    return calls().text(address);
  }

  /** The content of a {@code bytes}; a {@code TypeError} if it is none. */
  public byte[] asBytes() throws PythonException {
    return calls().bytes(address);
  }

  /** The value of an {@code int}; an {@code OverflowError} if it does not fit. */
  public long asLong() throws PythonException {
    return calls().number(PythonFunction.LONG_AS_LONG_LONG, address);
  }

  /** {@code bool(object)}. */
  public boolean isTrue() throws PythonException {
    return calls().number(PythonFunction.OBJECT_IS_TRUE, address) != 0;
  }

  /** {@code str(object)}. */
  public String str() throws PythonException {
    try (PythonObject text = wrap(calls().reference(PythonFunction.OBJECT_STR, address))) {
      return text.asText();
    }
  }

  /** {@code repr(object)}. */
  public String repr() throws PythonException {
    try (PythonObject text = wrap(calls().reference(PythonFunction.OBJECT_REPR, address))) {
      return text.asText();
    }
  }

  /** Its type. */
  public PythonObject type() throws PythonException {
    return wrap(calls().reference(PythonFunction.OBJECT_TYPE, address));
  }

  /** Drops the reference; a second time does nothing. */
  @Override
  public void close() {
    if (!closed) {
      calls().decRef(address);
      closed = true;
    }
  }

  private PythonObject wrap(long reference) {
    return new PythonObject(python, reference);
  }

  private PythonCalls calls() {
    if (closed) {
      throw new IllegalStateException("this reference was closed");
    }
    return python.calls();
  }
}
