package io.abiwarden.worker;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a job.
 *
 * @param outcome how it ended
 * @param detail the same in one line, for people
 * @param phase how far it got
 * @param subject the module that phase was about, which need not be the one asked for: a package
 *     around it, or a module that it imports; empty before there was one
 * @param error the exception, with outcome EXCEPTION; also with EXIT if it was a SystemExit
 * @param crash the signal, with outcome SIGNAL
 * @param exitCode with outcome EXIT
 * @param gil whether the GIL was on before and after the module's own init; empty if that did not
 *     come to its end
 * @param gilEnabledBy modules of which the interpreter said that it turned the GIL on for them
 * @param loadedFrom the file that the module came from
 * @param style how the module was seen to initialise
 * @param definitions every definition read on the way, the module's own and those of modules that
 *     it imports, in order
 * @param exported what the module's {@code PyModExport} function returned (probe)
 * @param mismatch one line, if the module was not executed since its definition's layout was seen
 *     not to be the interpreter's
 * @param statementFailure one line, if the statement after the import did not go through
 * @param host what ran it
 * @param standIns packages that an empty one took the place of
 * @param killed whether the worker, or the shell that watched it, died of SIGKILL, which anybody
 *     may have sent
 * @param elapsed from the worker's start to its end
 * @param output the last 64 KB that the process printed
 */
public record WorkerReport(
    Outcome outcome,
    String detail,
    Phase phase,
    String subject,
    Optional<PythonError> error,
    Optional<Crash> crash,
    OptionalInt exitCode,
    Optional<GilChange> gil,
    List<String> gilEnabledBy,
    Optional<String> loadedFrom,
    InitStyle style,
    List<Event.Defined> definitions,
    Optional<Event.Exported> exported,
    Optional<String> mismatch,
    Optional<String> statementFailure,
    WorkerHost host,
    List<Event.StandIn> standIns,
    boolean killed,
    Duration elapsed,
    String output) {

  /** Copies the lists. */
  public WorkerReport {
    gilEnabledBy = List.copyOf(gilEnabledBy);
    definitions = List.copyOf(definitions);
    standIns = List.copyOf(standIns);
  }

  /**
   * The same report with what another process knows of the place of the same crash.
   *
   * @param other of a worker that HotSpot reports on; anything may have become of it
   */
  WorkerReport withCrashOf(WorkerReport other) {
    boolean same =
        other.outcome == Outcome.SIGNAL
            && other.phase == phase
            && other.crash.map(Crash::signal).equals(crash.map(Crash::signal));
    return same
        ? new WorkerReport(
            outcome,
            other.detail,
            phase,
            subject,
            error,
            other.crash,
            exitCode,
            gil,
            gilEnabledBy,
            loadedFrom,
            style,
            definitions,
            exported,
            mismatch,
            statementFailure,
            host,
            standIns,
            killed,
            elapsed.plus(other.elapsed),
            output)
        : this;
  }

  /** The module's own definition, if it was read. */
  public Optional<Event.Defined> definitionOf(String module) {
    return definitions.stream().filter(d -> d.module().equals(module)).reduce((a, b) -> b);
  }

  /**
   * The GIL around a module's own init.
   *
   * @param before whether it was on before
   * @param after whether it was on after
   */
  public record GilChange(boolean before, boolean after) {

    /** Whether this module turned it on. */
    public boolean turnedOn() {
      return after && !before;
    }
  }
}
