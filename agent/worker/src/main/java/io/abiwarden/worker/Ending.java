package io.abiwarden.worker;

import io.abiwarden.worker.protocol.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a worker that has ended.
 *
 * @param events what it reported
 * @param timedOut whether it was killed for taking too long
 * @param crash what HotSpot wrote, if it did
 * @param shellSpoke whether the shell said that the worker died of a signal
 * @param code the shell's exit code: the worker's own, or 128 and the signal
 * @param limit how long it was given
 * @param elapsed how long it took
 * @param output the end of what it printed
 */
record Ending(
    List<Event> events,
    boolean timedOut,
    Optional<Crash> crash,
    boolean shellSpoke,
    int code,
    Duration limit,
    Duration elapsed,
    String output) {

  /** Whether the worker said that it was through, which outlives any way of dying after it. */
  boolean finished() {
    return !events.isEmpty() && events.getLast() instanceof Event.Finished;
  }

  /**
   * The signal that killed the process. HotSpot's report knows most; where there is none (SIGABRT,
   * SIGKILL), the shell has said so: without its word, a code above 128 is an exit code.
   */
  Optional<Crash> signal() {
    if (crash.isPresent()) {
      return crash;
    }
    int signal = code - 128;
    return shellSpoke && signal > 0 && signal < 65
        ? Optional.of(new Crash(signal, Signals.name(signal), "", List.of()))
        : Optional.empty();
  }
}
