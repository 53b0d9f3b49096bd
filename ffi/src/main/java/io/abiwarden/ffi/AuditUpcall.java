package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.common.Py_AuditHookFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What Python calls for audit events, on whichever thread raises them, with a thread state
 * attached: it finds those that are wanted, and turns a veto into an {@code ImportError}.
 */
abstract class AuditUpcall implements Py_AuditHookFunction.Function {

  static final String IMPORT = "import";
  static final String CTYPES_DLOPEN = "ctypes.dlopen";

  private final PythonCalls calls;
  private final List<String> events;
  private final byte[][] eventBytes;

  /**
   * An upcall that is not known to Python yet.
   *
   * @param events the names of those that are wanted
   */
  AuditUpcall(PythonCalls calls, List<String> events) {
    this.calls = calls;
    this.events = List.copyOf(events);
    this.eventBytes =
        this.events.stream()
            .map(name -> (name + '\0').getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
  }

  /** The function's address; Python may call it until the process ends, from any thread. */
  final long address() {
    return Py_AuditHookFunction.allocate(this, Arena.global()).address();
  }

  final PythonCalls calls() {
    return calls;
  }

  /** Called first, for every event. */
  abstract void onCall();

  /** Decides on a wanted event. What it throws goes to {@link #onFailure}. */
  abstract Decision decide(String event, AuditArguments arguments);

  /** Hears of what was thrown while an event was decided on, which goes on. */
  abstract void onFailure(Throwable failure);

  /**
   * Python's call: 0 to go on, -1 with an exception set to stop. A Java exception would end the
   * JVM.
   */
  @Override
  public final int apply(MemorySegment event, MemorySegment arguments, MemorySegment userData) {
    try {
      onCall();
      for (int i = 0; i < eventBytes.length; i++) {
        if (matches(event, eventBytes[i])) {
          return answer(events.get(i), new AuditArguments(calls, arguments.address()));
        }
      }
    } catch (Throwable e) {
      tell(e);
    }
    return 0;
  }

  /** There are many events, so their names are compared where they lie; never beyond their end. */
  private static boolean matches(MemorySegment event, byte[] wanted) {
    MemorySegment text = event.reinterpret(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      if (text.get(ValueLayout.JAVA_BYTE, i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private int answer(String event, AuditArguments arguments) {
    try {
      if (!(decide(event, arguments) instanceof Decision.Veto(String message))) {
        return 0;
      }
      switch (event) {
        case IMPORT ->
            calls.raiseImportError(message, arguments.textObject(0), arguments.textObject(1));
        case CTYPES_DLOPEN -> calls.raiseImportError(message, 0, arguments.textObject(0));
        default -> calls.raiseImportError(message, 0, 0);
      }
      return -1;
    } finally {
      arguments.end();
    }
  }

  private void tell(Throwable failure) {
    try {
      onFailure(failure);
    } catch (Throwable _) {
      // Whoever is told may fail, too, on a stack that is full; that must not end the process.
      return;
    }
  }
}
