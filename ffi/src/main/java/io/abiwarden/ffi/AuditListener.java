package io.abiwarden.ffi;

/** Hears of Python's audit events (PEP 578) before what they announce is done. */
@FunctionalInterface
public interface AuditListener {

  /**
   * Decides on an event.
   *
   * <p>It is called inside Python's own work, on whichever thread that runs, on free-threaded
   * builds by several at once: it must not block, and must not run Python code. What it throws is
   * logged and taken as {@link Decision#ALLOW}.
   *
   * @param event the event's name
   * @param arguments the event's arguments, to be read during this call only
   */
  Decision onEvent(String event, AuditArguments arguments);
}
