package io.abiwarden.worker;

import io.abiwarden.worker.fork.ChildEnd;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of a worker that has ended.
 *
 * @param events what it reported
 * @param timedOut whether it was killed for taking too long
 * @param crash what HotSpot wrote, if it did
 * @param signalled whether it is certain that it died of a signal
 * @param code the worker's exit code, or 128 and the signal
 * @param limit how long it was given
 * @param elapsed how long it took
 * @param output the end of what it printed
 * @param host what it was
 */
record Ending(
    List<Event> events,
    boolean timedOut,
    Optional<Crash> crash,
    boolean signalled,
    int code,
    Duration limit,
    Duration elapsed,
    String output,
    WorkerHost host) {

  /**
   * The end of a child of a fork server. One that ended itself, after all was done, is finished
   * whatever its exit code; so is one whose alarm had to end it then, since a thread of the
   * module's would not: only a crash on the way out is one.
   */
  static Ending of(ChildEnd end, WorkerJob job) {
    List<Event> events = new ArrayList<>(end.events());
    boolean signalled = end.how() == ChildEnd.How.SIGNAL;
    boolean exiting =
        !events.isEmpty()
            && events.getLast() instanceof Event.Reached reached
            && reached.phase() == Phase.EXITING;
    if (end.how() == ChildEnd.How.LOST) {
      events.addAll(
          List.of(
              new Event.Unable("its worker was killed each time that it was tried"),
              new Event.Finished()));
    } else if (exiting && (!signalled || end.code() == Signals.ALARM)) {
      events.add(new Event.Finished());
    }
    return new Ending(
        events,
        end.how() == ChildEnd.How.TIMEOUT,
        Optional.empty(),
        signalled,
        signalled ? 128 + end.code() : end.code(),
        job.timeout(),
        end.elapsed(),
        end.output(),
        WorkerHost.EXECUTABLE);
  }

  /** Whether the worker said that it was through, which outlives any way of dying after it. */
  boolean finished() {
    return !events.isEmpty() && events.getLast() instanceof Event.Finished;
  }

  /**
   * The signal that killed the process. HotSpot's report knows most; where there is none (SIGABRT,
   * SIGKILL), whoever waited for it has said so: without that word, a code above 128 is an exit
   * code.
   */
  Optional<Crash> signal() {
    if (crash.isPresent()) {
      return crash;
    }
    int signal = code - 128;
    return signalled && signal > 0 && signal < 65
        ? Optional.of(new Crash(signal, Signals.name(signal), "", List.of()))
        : Optional.empty();
  }
}
