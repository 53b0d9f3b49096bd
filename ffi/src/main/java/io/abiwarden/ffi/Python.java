package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The running interpreter, as the work that {@link Interpreter#call} runs sees it. Usable only
 * inside of such work, on its thread; anywhere else its methods, and those of the objects that come
 * from it, throw an {@link IllegalStateException}.
 */
public final class Python {

  /** {@code Py_file_input} and {@code Py_eval_input} of CPython's Include/compile.h. */
  private static final int FILE_INPUT = 257;

  private static final int EVAL_INPUT = 258;

  private final PythonCalls calls;
  private final ProcessMemory memory;
  private final PythonThread thread;

  /** Whether the Python thread holds the thread state; touched by that thread only. */
  private boolean attached;

  Python(LibPython library, PythonThread thread, ProcessMemory memory) {
    this.calls = new PythonCalls(library);
    this.thread = thread;
    this.memory = memory;
  }

  boolean isAttached() {
    return attached;
  }

  void attached(boolean now) {
    attached = now;
  }

  /** A new dictionary with the built-ins, to run code in, its {@code __name__} set. */
  public PythonObject newNamespace(String name) throws PythonException {
    PythonObject namespace = owned(calls().reference(PythonFunction.DICT_NEW));
    try (PythonObject builtins = borrowed(calls().reference(PythonFunction.GET_BUILTINS));
        PythonObject text = text(name)) {
      namespace.setItem("__builtins__", builtins);
      namespace.setItem("__name__", text);
    }
    return namespace;
  }

  /**
   * Runs statements.
   *
   * @param source the code, any number of lines
   * @param file what tracebacks call it
   * @param namespace a dictionary: globals and locals
   * @throws PythonException what the code raised, or a {@code SyntaxError}
   */
  public void exec(String source, String file, PythonObject namespace) throws PythonException {
    run(source, file, FILE_INPUT, namespace).close();
  }

  /** The value of an expression. */
  public PythonObject eval(String expression, PythonObject namespace) throws PythonException {
    return run(expression, "<expression>", EVAL_INPUT, namespace);
  }

  private PythonObject run(String source, String file, int start, PythonObject namespace)
      throws PythonException {
    try (Arena arena = Arena.ofConfined()) {
      try (PythonObject code =
          owned(
              calls()
                  .reference(
                      PythonFunction.COMPILE_STRING,
                      arena.allocateFrom(source).address(),
                      arena.allocateFrom(file).address(),
                      start))) {
        return owned(
            calls()
                .reference(
                    PythonFunction.EVAL_CODE,
                    code.address(),
                    namespace.address(),
                    namespace.address()));
      }
    }
  }

  /** Imports a module; {@code a.b} gives {@code a.b}. */
  public PythonObject importModule(String name) throws PythonException {
    return owned(calls().importModule(name));
  }

  /** A {@code str} with exactly these characters. */
  public PythonObject text(String text) throws PythonException {
    return owned(calls().newText(text));
  }

  /** A {@code bytes}. */
  public PythonObject bytes(byte[] content) throws PythonException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, content);
      return owned(
          calls().reference(PythonFunction.BYTES_FROM_STRING, data.address(), content.length));
    }
  }

  /** An {@code int}. */
  public PythonObject integer(long value) throws PythonException {
    return owned(calls().reference(PythonFunction.LONG_FROM_LONG_LONG, value));
  }

  /** {@code True} or {@code False}. */
  public PythonObject bool(boolean value) throws PythonException {
    return owned(calls().reference(PythonFunction.BOOL_FROM_LONG, value ? 1 : 0));
  }

  /** {@code None}. */
  public PythonObject none() {
    return borrowed(calls().globalObject("_Py_NoneStruct"));
  }

  /** A new list; the items keep the references that they have. */
  public PythonObject list(List<PythonObject> items) throws PythonException {
    PythonObject list = owned(calls().reference(PythonFunction.LIST_NEW, 0));
    for (PythonObject item : items) {
      calls().number(PythonFunction.LIST_APPEND, list.address(), item.address());
    }
    return list;
  }

  /**
   * Calls an entry function ({@code PyInit_…}, {@code PyModExport_…}) as foreign code: it may do
   * anything, even end this process.
   *
   * @param function its address
   */
  public EntryResult callEntry(long function) {
    calls();
    long value = NativeCall.call(function);
    return new EntryResult(
        value, calls.errorOccurred() ? Optional.of(PythonErrors.take(calls)) : Optional.empty());
  }

  /**
   * Whether there is a {@code PyModuleDef} at an address that {@code PyModuleDef_Init} has been
   * called on: the test by which CPython tells multi-phase initialisation (Python/importdl.c).
   *
   * @param address any number
   */
  public boolean isModuleDefinition(long address) {
    return typeOf(address).equals(OptionalLong.of(calls().globalObject("PyModuleDef_Type")));
  }

  /**
   * The {@code ob_type} of what may be an object of this interpreter, or empty if it cannot be
   * read.
   *
   * @param address any number
   */
  public OptionalLong typeOf(long address) {
    return memory.readLong(
        address + DefinitionStructs.typeOffset(calls().library().kind().freeThreaded()));
  }

  /** The address of a module's {@code PyModuleDef}; empty if it has none, or if it is no module. */
  public OptionalLong moduleDefinition(PythonObject module) {
    long definition = calls().call(PythonFunction.MODULE_GET_DEF, module.address());
    if (definition == 0) {
      calls.clearError();
      return OptionalLong.empty();
    }
    return OptionalLong.of(definition);
  }

  /**
   * An object of which only the address is known; it gets a reference of its own.
   *
   * @param address of a live object: anything else ends this process
   */
  public PythonObject borrowed(long address) {
    calls().incRef(address);
    return new PythonObject(this, address);
  }

  /**
   * An object that was returned to the caller, such as an entry function's module.
   *
   * @param address of a live object, with a reference that is the caller's: anything else ends this
   *     process
   */
  public PythonObject owned(long address) {
    calls();
    return new PythonObject(this, address);
  }

  /** The safe way to read this process's memory. */
  public ProcessMemory memory() {
    return memory;
  }

  PythonCalls calls() {
    if (!thread.isCurrent() || !attached) {
      throw new IllegalStateException(
          "Python may be used only inside Interpreter.call, on its thread");
    }
    return calls;
  }
}
