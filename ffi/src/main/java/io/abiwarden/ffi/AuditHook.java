package io.abiwarden.ffi;

import io.abiwarden.ffi.generated.common.Py_AuditHookFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The function that Python calls for every audit event, and which calls the listener for some. */
final class AuditHook implements Py_AuditHookFunction.Function {

  private static final Logger log = LoggerFactory.getLogger(AuditHook.class);

  private final PythonCalls calls;
  private final List<String> events;
  private final byte[][] eventBytes;
  private final AuditListener listener;

  /** Threads that Python made are first seen here. */
  private final ThreadLocal<Boolean> hasReserve = ThreadLocal.withInitial(() -> false);

  private AuditHook(PythonCalls calls, Set<String> events, AuditListener listener) {
    this.calls = calls;
    this.events = List.copyOf(events);
    this.eventBytes =
        this.events.stream()
            .map(name -> (name + '\0').getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    this.listener = listener;
  }

  /** Adds a hook before Python is initialised; it stays as long as Python does. */
  static void install(LibPython library, Set<String> events, AuditListener listener)
      throws InterpreterStartException {
    AuditHook hook = new AuditHook(new PythonCalls(library), events, listener);
    // Python may call it until the process ends, from any thread.
    long function = Py_AuditHookFunction.allocate(hook, Arena.global()).address();
    if (library.functions().call(PythonFunction.ADD_AUDIT_HOOK, function, 0) != 0) {
      throw new InterpreterStartException(library, "it refuses an audit hook");
    }
  }

  /**
   * Python's call: 0 to go on, -1 with an exception set to stop. A Java exception would end the
   * JVM.
   */
  @Override
  public int apply(MemorySegment event, MemorySegment arguments, MemorySegment userData) {
    try {
      if (!hasReserve.get()) {
        hasReserve.set(true);
        StackReserve.take(calls.library().functions());
      }
      for (int i = 0; i < eventBytes.length; i++) {
        if (matches(event, eventBytes[i])) {
          return decide(events.get(i), new AuditArguments(calls, arguments.address()));
        }
      }
    } catch (Throwable e) {
      logFailure(e);
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

  private int decide(String event, AuditArguments arguments) {
    Decision decision;
    try {
      decision = listener.onEvent(event, arguments);
      if (!(decision instanceof Decision.Veto(String message))) {
        return 0;
      }
      boolean isImport = event.equals("import");
      calls.raiseImportError(
          message, isImport ? arguments.textObject(0) : 0, isImport ? arguments.textObject(1) : 0);
      return -1;
    } finally {
      arguments.end();
    }
  }

  private static void logFailure(Throwable failure) {
    try {
      log.error("an audit listener failed; the event is allowed", failure);
    } catch (Throwable e) {
      // A logger that fails, on a stack that is full, must not end the process either.
      return;
    }
  }
}
