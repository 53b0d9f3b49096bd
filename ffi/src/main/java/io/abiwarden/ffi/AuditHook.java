package io.abiwarden.ffi;

import java.util.List;
import java.util.Set;

/** The audit hook of an interpreter that abiwarden starts itself: the listener hears of some. */
final class AuditHook extends AuditUpcall {

  private final AuditListener listener;

  /** Threads that Python made are first seen here. */
  private final ThreadLocal<Boolean> hasReserve = ThreadLocal.withInitial(() -> false);

  private AuditHook(PythonCalls calls, Set<String> events, AuditListener listener) {
    super(calls, List.copyOf(events));
    this.listener = listener;
  }

  /** Adds a hook before Python is initialised; it stays as long as Python does. */
  static void install(LibPython library, Set<String> events, AuditListener listener)
      throws InterpreterStartException {
    AuditHook hook = new AuditHook(new PythonCalls(library), events, listener);
    if (library.functions().call(PythonFunction.ADD_AUDIT_HOOK, hook.address(), 0) != 0) {
      throw new InterpreterStartException(library, "it refuses an audit hook");
    }
  }

  @Override
  void onCall() {
    if (!hasReserve.get()) {
      hasReserve.set(true);
      StackReserve.take(calls().library().functions());
    }
  }

  @Override
  Decision decide(String event, AuditArguments arguments) {
    return listener.onEvent(event, arguments);
  }

  @Override
  void onFailure(Throwable failure) {
    System.getLogger(AuditHook.class.getName())
        .log(System.Logger.Level.ERROR, "an audit listener failed; the event is allowed", failure);
  }
}
