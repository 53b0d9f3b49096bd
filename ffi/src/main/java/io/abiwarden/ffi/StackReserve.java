package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.libc.pthread_attr_t;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;

/**
 * Keeps a part of a thread's stack for Java.
 *
 * <p>Since 3.14, Python recurses until some 32 KB of the stack are left. An audit hook in Java that
 * is called there overflows the stack, and an exception that leaves an upcall ends the JVM. So
 * Python is told that the stack is smaller (PyUnstable_ThreadState_SetStackProtection, 3.14.3 and
 * later); earlier versions count calls instead, and stay far from the end of a large stack.
 */
final class StackReserve {

  /** HotSpot's guard and shadow zones are about 100 KB, and a listener may want some calls. */
  private static final long FOR_JAVA = 1L << 20;

  /** Where less is left for Python, as on a small thread of its own, it keeps all. */
  private static final long LEAST_FOR_PYTHON = 2L << 20;

  private StackReserve() {}

  /** Keeps it on the current thread, which must hold a thread state. */
  static void take(FunctionTable functions) {
    if (!functions.has(PythonFunction.SET_STACK_PROTECTION)) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      long attributes = pthread_attr_t.allocate(arena).address();
      MemorySegment range = arena.allocate(ValueLayout.JAVA_LONG, 2);
      if ((int) call("pthread_getattr_np", call("pthread_self"), attributes) != 0) {
        return;
      }
      call("pthread_attr_getstack", attributes, range.address(), range.address() + Long.BYTES);
      call("pthread_attr_destroy", attributes);
      long lowest = range.getAtIndex(ValueLayout.JAVA_LONG, 0);
      long size = range.getAtIndex(ValueLayout.JAVA_LONG, 1) - FOR_JAVA;
      if (size >= LEAST_FOR_PYTHON) {
        long state = functions.call(PythonFunction.THREAD_STATE_GET);
        functions.call(PythonFunction.SET_STACK_PROTECTION, state, lowest + FOR_JAVA, size);
      }
    }
  }

  /** By dlsym: glibc before 2.34 has these in a library that Java's own lookup does not search. */
  private static long call(String name, long... arguments) {
    OptionalLong address = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, name);
    return address.isEmpty() ? -1 : NativeCall.call(address.getAsLong(), arguments);
  }
}
