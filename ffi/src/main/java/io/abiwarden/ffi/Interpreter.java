package io.abiwarden.ffi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The Python interpreter of this process, on a thread of its own with a 64 MB stack.
 *
 * <p>Between two calls that thread lets go of Python, so that other threads of Python's run. All
 * methods may be called from any thread; calls are done one after the other.
 */
public final class Interpreter implements AutoCloseable {

  /** A process has one: static types and single-phase modules outlive an interpreter. */
  private static final AtomicBoolean started = new AtomicBoolean();

  private final LibPython library;
  private final PythonThread thread = new PythonThread();
  private final Python python;

  /** Python's thread state while nobody runs; touched by the Python thread only. */
  private long idleState;

  private volatile boolean over;

  private Interpreter(LibPython library) {
    this.library = library;
    this.python = new Python(library, thread, ProcessMemory.open());
  }

  /**
   * Starts Python without an audit listener.
   *
   * @throws InterpreterStartException with what Python said
   * @throws IllegalStateException if one was started in this process before
   */
  public static Interpreter start(LibPython library, InterpreterConfig config)
      throws InterpreterStartException {
    return start(library, config, Set.of(), (event, arguments) -> Decision.ALLOW);
  }

  /**
   * Starts Python: isolated, UTF-8 mode, the JVM's signal handlers left as they are.
   *
   * @param events the audit events that the listener hears of, such as {@code import}; it hears
   *     from before the initialisation on
   * @throws InterpreterStartException with what Python said
   * @throws IllegalStateException if one was started in this process before
   */
  public static Interpreter start(
      LibPython library, InterpreterConfig config, Set<String> events, AuditListener listener)
      throws InterpreterStartException {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("this process has started a Python interpreter before");
    }
    Interpreter interpreter = new Interpreter(library);
    try {
      interpreter.thread.run(
          () -> {
            interpreter.initialize(config, events, listener);
            return interpreter;
          });
      return interpreter;
    } catch (InterpreterStartException | RuntimeException e) {
      interpreter.abandon();
      throw e;
    } catch (Exception e) {
      throw new AssertionError("initialize throws nothing else", e);
    }
  }

  private void initialize(InterpreterConfig config, Set<String> events, AuditListener listener)
      throws InterpreterStartException {
    Startup startup = Startup.of(library);
    if (config.home().isPresent() && !Files.isDirectory(config.home().get())) {
      // Some versions start without a standard library, and fail at the first import.
      throw new InterpreterStartException(
          library, "its home " + config.home().get() + " is no folder");
    }
    if (!events.isEmpty()) {
      AuditHook.install(library, events, listener);
    }
    startup.initialize(config);
    python.attached(true);
    try {
      StackReserve.take(library.functions());
      prependPaths(config.searchPaths());
    } catch (PythonException e) {
      throw new InterpreterStartException(library, "sys.path cannot be set: " + e.getMessage());
    } finally {
      detach();
    }
  }

  /** After the initialisation, as a list given before it would replace the computed one. */
  private void prependPaths(List<Path> folders) throws PythonException {
    if (folders.isEmpty()) {
      return;
    }
    List<PythonObject> items = new ArrayList<>();
    for (Path folder : folders) {
      items.add(python.text(folder.toString()));
    }
    try (PythonObject sys = python.importModule("sys");
        PythonObject path = sys.attribute("path");
        PythonObject front = python.list(items);
        PythonObject add = front.attribute("__add__");
        PythonObject joined = add.call(path)) {
      sys.setAttribute("path", joined);
      items.forEach(PythonObject::close);
    }
  }

  /** The libpython that it runs on. */
  public LibPython library() {
    return library;
  }

  /**
   * Does work on the Python thread and waits for its end. Work that is done there already may call
   * this again.
   *
   * <p>The work holds Python's thread state all the time, so it must not wait for anything that
   * Python would have to do.
   *
   * @throws E what the work throws
   * @throws IllegalStateException if the interpreter was closed or abandoned
   */
  @SuppressWarnings("unchecked") // A work throws E, or what is unchecked.
  public <T, E extends Exception> T call(PythonWork<T, E> work) throws E {
    if (over) {
      throw new IllegalStateException("this interpreter has ended");
    }
    try {
      return thread.isCurrent() ? attached(work) : thread.run(() -> attached(work));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw (E) e;
    }
  }

  private <T, E extends Exception> T attached(PythonWork<T, E> work) throws E {
    if (python.isAttached()) {
      return work.with(python);
    }
    attach();
    try {
      return work.with(python);
    } finally {
      detach();
    }
  }

  private void attach() {
    library.functions().call(PythonFunction.RESTORE_THREAD, idleState);
    python.attached(true);
  }

  private void detach() {
    python.attached(false);
    idleState = library.functions().call(PythonFunction.SAVE_THREAD);
  }

  /**
   * Ends Python properly: its threads are waited for, its {@code atexit} functions run. What
   * foreign code does there may take for ever; {@link #abandon} is for when that matters.
   */
  @Override
  public void close() {
    if (over) {
      return;
    }
    try {
      thread.run(
          () -> {
            attach();
            python.attached(false);
            return library.functions().call(PythonFunction.FINALIZE);
          });
    } catch (Exception e) {
      throw new AssertionError("the end of Python throws nothing", e);
    } finally {
      abandon();
    }
  }

  /**
   * Leaves Python as it is: nothing of it is called any more by this object. For a process that is
   * about to end, by {@link Runtime#halt} best, as {@code exit} runs the C library's own functions.
   */
  public void abandon() {
    over = true;
    thread.stop();
  }
}
