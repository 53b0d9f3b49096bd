package io.abiwarden.ffi;

import java.util.OptionalLong;

/**
 * Whether the current thread has a thread state of Python's attached, of whichever interpreter: it
 * then holds the GIL where there is one, and must not attach itself a second time (before 3.12,
 * {@code PyGILState_Ensure} waits for itself on a thread that is in a subinterpreter).
 */
final class ThreadAttachment {

  private ThreadAttachment() {}

  /** Whether it has; Python must be initialised. */
  static boolean isAttached(HostPython python) {
    FunctionTable functions = python.library().functions();
    if (python.kind().atLeast(13)) {
      return functions.call(PythonFunction.THREAD_STATE_UNCHECKED) != 0;
    }
    long state = functions.call(PythonFunction.THREAD_STATE_UNCHECKED_BEFORE_3_13);
    // Since 3.12 each thread has its own; before, the process has the one of whoever holds the GIL.
    if (state == 0 || python.kind().atLeast(12)) {
      return state != 0;
    }
    return state == functions.call(PythonFunction.GIL_STATE_THIS_THREAD)
        || threadOf(state, python.kind()).equals(thisThread());
  }

  /** The thread for which a state was made; read safely, as another thread may be freeing it. */
  private static OptionalLong threadOf(long state, LibPythonKind kind) {
    // thread_id of struct _ts (Include/cpython/pystate.h), 64-bit builds; 3.9 and 3.10 agree.
    int offset = kind.atLeast(11) ? 152 : 176;
    try (ProcessMemory memory = ProcessMemory.open()) {
      return memory.readLong(state + offset);
    }
  }

  private static OptionalLong thisThread() {
    OptionalLong self = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "pthread_self");
    return self.isEmpty() ? self : OptionalLong.of(NativeCall.call(self.getAsLong()));
  }
}
