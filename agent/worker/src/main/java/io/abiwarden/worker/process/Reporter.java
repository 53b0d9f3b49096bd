package io.abiwarden.worker.process;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.EventLog;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerFolder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Tells the parent what happens. Modules are imported within imports of others, so phases are kept
 * on a stack, and what an inner import interrupted is told again when it is over.
 *
 * <p>Used by the Python thread, and before it by the main thread.
 */
final class Reporter {

  private final EventLog log;
  private final Deque<Event.Reached> phases = new ArrayDeque<>();

  private Optional<Event.Reached> kept = Optional.empty();

  Reporter(EventLog log) {
    this.log = log;
    phases.push(new Event.Reached(Phase.STARTING, "", Optional.empty()));
  }

  /** The current work goes on to another phase. */
  void reached(Phase phase, String subject, Optional<String> file) {
    phases.pop();
    enter(phase, subject, file);
  }

  /** Something begins inside the current work. */
  void enter(Phase phase, String subject, Optional<String> file) {
    var reached = new Event.Reached(phase, subject, file);
    phases.push(reached);
    tell(reached);
  }

  /** What {@link #enter} began is over. */
  void leave() {
    if (phases.size() > 1) {
      phases.pop();
      tell(phases.element());
    }
  }

  /** The current phase is the one that decides, whatever comes after it. */
  void keepCurrent() {
    kept = Optional.of(phases.element());
  }

  /** Tells the phase that was kept once more, if one was. */
  void tellKept() {
    kept.ifPresent(this::tell);
  }

  /** Writes an event down. A worker that cannot do so ends at once. */
  void tell(Event event) {
    try {
      log.write(event);
    } catch (IOException e) {
      System.err.println("cannot write events: " + e.getMessage());
      Runtime.getRuntime().halt(WorkerFolder.CANNOT_REPORT);
    }
  }
}
