package io.abiwarden.worker.fork;

import io.abiwarden.worker.protocol.Event;
import java.time.Duration;
import java.util.List;

/**
 * How a child of a fork server ended.
 *
 * @param how what ended it
 * @param code its signal or exit code
 * @param events what it told
 * @param elapsed from the request to its end
 * @param output the end of what it printed
 */
public record ChildEnd(How how, int code, List<Event> events, Duration elapsed, String output) {

  /** What ended a child. */
  public enum How {
    /** It ended by itself. */
    EXIT,
    /** A signal. */
    SIGNAL,
    /** Its time was up. */
    TIMEOUT,
    /** Nobody knows: the server it was a child of is gone. */
    LOST
  }

  /** Copies the list. */
  public ChildEnd {
    events = List.copyOf(events);
  }
}
