package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does something at the very end of Python, when its audit hooks are gone and before it can be
 * started again: {@code Py_FinalizeEx} calls the functions of {@code Py_AtExit} last ({@code
 * call_ll_exitfuncs} in CPython's {@code Python/pylifecycle.c}), on its own thread.
 */
final class ComingBack {

  private final FunctionTable functions;
  private final Runnable work;
  private final AtomicBoolean asked = new AtomicBoolean();

  /** Kept for the next end. */
  private volatile long function;

  /**
   * Prepares nothing yet.
   *
   * @param work calls nothing of Python's that needs an interpreter
   */
  ComingBack(FunctionTable functions, Runnable work) {
    this.functions = functions;
    this.work = work;
  }

  /**
   * Asks Python to call at its end, unless it was asked since its last one. Called when that is
   * announced, which anybody can do; Python has room for 32 of these, and where that is taken, it
   * does not call.
   */
  void ask() {
    if (asked.compareAndSet(false, true)
        && !(functions.has(PythonFunction.AT_EXIT)
            && functions.call(PythonFunction.AT_EXIT, function()) == 0)) {
      asked.set(false);
    }
  }

  /** Made at the first end, as most processes see none. */
  private long function() {
    if (function == 0) {
      function = upcall();
    }
    return function;
  }

  private long upcall() {
    try {
      MethodHandle method =
          MethodHandles.publicLookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo((Runnable) this::ended);
      return Linker.nativeLinker()
          .upcallStub(method, FunctionDescriptor.ofVoid(), Arena.global())
          .address();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("every Runnable has it", e);
    }
  }

  /** Python's call; an exception would end the JVM. */
  private void ended() {
    asked.set(false);
    try {
      work.run();
    } catch (Throwable _) {
      // Python is at its end: there is nobody to tell.
      return;
    }
  }
}
