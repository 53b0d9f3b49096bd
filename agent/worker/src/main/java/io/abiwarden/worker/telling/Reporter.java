package io.abiwarden.worker.telling;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts what happens in order. Modules are imported within imports of others, so phases are kept on
 * a stack, and what an inner import interrupted is told again when it is over. For one thread at a
 * time.
 */
public final class Reporter {

  private final Consumer<Event> sink;
  private final Deque<Event.Reached> phases = new ArrayDeque<>();

  private Optional<Event.Reached> kept = Optional.empty();

  /**
   * Nothing has happened yet.
   *
   * @param sink gets the events, in order
   */
  public Reporter(Consumer<Event> sink) {
    this.sink = sink;
    phases.push(new Event.Reached(Phase.STARTING, "", Optional.empty()));
  }

  /** The current work goes on to another phase. */
  public void reached(Phase phase, String subject, Optional<String> file) {
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

  /** Hands an event on. */
  public void tell(Event event) {
    sink.accept(event);
  }
}
