package io.abiwarden.worker;

import io.abiwarden.worker.WorkerReport.GilChange;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.PythonError;
import io.abiwarden.worker.protocol.WorkerFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes the report of a worker from its events and its end. Pure: the process is gone. */
final class ReportBuilder {

  private final String module;

  private Phase phase = Phase.STARTING;
  private String subject = "";
  private Optional<String> file = Optional.empty();
  private Optional<PythonError> error = Optional.empty();
  private Optional<Event.Exiting> exiting = Optional.empty();
  private Optional<String> unable = Optional.empty();
  private Optional<String> mismatch = Optional.empty();
  private Optional<GilChange> gil = Optional.empty();
  private Optional<String> loadedFrom = Optional.empty();
  private Optional<Event.Exported> exported = Optional.empty();
  private Optional<String> statementFailure = Optional.empty();
  private InitStyle style = InitStyle.UNKNOWN;
  private final List<String> gilEnabledBy = new ArrayList<>();
  private final List<Event.Defined> definitions = new ArrayList<>();
  private final List<Event.StandIn> standIns = new ArrayList<>();

  /**
   * A builder.
   *
   * @param module the module that was asked for
   */
  ReportBuilder(String module) {
    this.module = module;
  }

  /** The report of a worker that could not be started. */
  static WorkerReport notStarted(String module, String reason) {
    var ending =
        new Ending(
            List.of(new Event.Unable(reason), new Event.Finished()),
            false,
            Optional.empty(),
            false,
            0,
            Duration.ZERO,
            Duration.ZERO,
            "",
            WorkerHost.LIBPYTHON);
    return new ReportBuilder(module).build(ending);
  }

  /** The report. */
  WorkerReport build(Ending ending) {
    ending.events().forEach(this::add);
    if (ending.finished()) {
      return finished(ending);
    }
    if (ending.code() == WorkerFolder.CANNOT_REPORT && ending.crash().isEmpty()) {
      return report(
          ending, Outcome.NOT_RUN, "the worker could not write down what it saw" + said(ending));
    }
    if (phase == Phase.RUNNING) {
      // The module is there: what ended the process is the statement after it.
      statementFailure = Optional.of(brokenOff(ending));
      return report(ending, Outcome.OK, "ok");
    }
    if (ending.timedOut()) {
      String late = late(ending);
      return beforeTheModule()
          ? report(ending, Outcome.NOT_RUN, "the start of the interpreter " + late)
          : report(ending, Outcome.TIMEOUT, late + where());
    }
    Optional<Crash> signal = ending.signal();
    if (beforeTheModule()) {
      String how = signal.map(Crash::line).orElse("exit code " + ending.code());
      return report(ending, Outcome.NOT_RUN, "the worker died at its start: " + how + said(ending));
    }
    return signal
        .map(crash -> report(ending, Outcome.SIGNAL, died(ending, crash) + where()))
        .orElseGet(
            () ->
                report(
                    ending,
                    Outcome.EXIT,
                    "ended the process with exit code " + ending.code() + where()));
  }

  private static String late(Ending ending) {
    return String.format(
        Locale.ROOT, "did not end within %.1f s", ending.limit().toMillis() / 1000.0);
  }

  private static String brokenOff(Ending ending) {
    if (ending.timedOut()) {
      return late(ending);
    }
    return ending
        .signal()
        .map(crash -> died(ending, crash))
        .orElse("ended the process with exit code " + ending.code());
  }

  private WorkerReport finished(Ending ending) {
    if (unable.isPresent()) {
      return report(ending, Outcome.NOT_RUN, unable.get());
    }
    if (mismatch.isPresent()) {
      return report(ending, Outcome.NOT_RUN, mismatch.get());
    }
    if (exiting.isPresent()) {
      OptionalInt code = exiting.get().code();
      String with = code.isPresent() ? " (exit code " + code.getAsInt() + ")" : "";
      return report(ending, Outcome.EXIT, "raised SystemExit" + with + where());
    }
    return error
        .map(raised -> report(ending, Outcome.EXCEPTION, raised.line()))
        .orElseGet(() -> report(ending, Outcome.OK, "ok"));
  }

  private boolean beforeTheModule() {
    return phase == Phase.STARTING || phase == Phase.INITIALISING;
  }

  private void add(Event event) {
    switch (event) {
      case Event.Reached reached -> {
        phase = reached.phase();
        subject = reached.subject();
        file = reached.file();
      }
      case Event.Created created -> {
        if (created.module().equals(module)) {
          style = created.style();
        }
      }
      case Event.Defined defined -> definitions.add(defined);
      case Event.Exported returned -> {
        exported = Optional.of(returned);
        style = InitStyle.EXPORT;
      }
      case Event.Mismatch seen -> {
        if (seen.module().equals(module)) {
          mismatch = Optional.of(seen.message());
        }
      }
      case Event.Gil change -> {
        // A module that is made twice turns the GIL on the first time only.
        if (change.module().equals(module) && gil.filter(GilChange::turnedOn).isEmpty()) {
          gil = Optional.of(new GilChange(change.before(), change.after()));
        }
      }
      case Event.GilEnabled enabled -> gilEnabledBy.add(enabled.module());
      case Event.StandIn standIn -> standIns.add(standIn);
      case Event.Loaded loaded -> loadedFrom = loaded.file();
      case Event.Raised raised -> error = Optional.of(raised.error());
      case Event.Exiting exit -> exiting = Optional.of(exit);
      case Event.Unable reason -> unable = Optional.of(reason.reason());
      case Event.Ran ran -> statementFailure = ran.error().map(PythonError::line);
      case Event.Finished() -> {}
    }
  }

  private String where() {
    String name = subject.isEmpty() ? module : subject;
    String of = file.map(f -> " (" + f + ")").orElse("");
    return switch (phase) {
      case STARTING, INITIALISING -> ", while the interpreter started";
      case PARENTS -> ", while the package " + name + " was imported";
      case IMPORTING -> ", while " + name + " was imported";
      case OPENING -> ", while " + name + " was loaded" + of;
      case ENTRY -> ", in the entry function of " + name;
      case CREATED -> ", while the definition of " + name + " was read";
      case EXECUTING -> ", while the exec slots of " + name + " ran";
      case COLLECTING -> ", when the garbage collector visited " + name;
      case RUNNING -> ", while the statement after the import of " + name + " ran";
      case EXITING -> ", when the interpreter ended itself after importing " + name;
      case DONE -> ", after " + name + " was loaded";
    };
  }

  /** HotSpot reports every SIGSEGV but one: when the stack is full there is no room for that. */
  private static String died(Ending ending, Crash crash) {
    boolean silent =
        ending.host() == WorkerHost.LIBPYTHON
            && crash.signal() == Signals.SEGV
            && crash.frame().isEmpty();
    return "died of " + crash.line() + (silent ? " (its stack overflowed, most likely)" : "");
  }

  private static String said(Ending ending) {
    String last = ending.output().strip();
    last = last.substring(last.lastIndexOf('\n') + 1);
    return last.isEmpty() ? "" : " (" + last + ")";
  }

  private WorkerReport report(Ending ending, Outcome outcome, String detail) {
    OptionalInt exitCode =
        switch (outcome) {
          case EXIT -> exiting.map(Event.Exiting::code).orElse(OptionalInt.of(ending.code()));
          default -> OptionalInt.empty();
        };
    return new WorkerReport(
        outcome,
        detail,
        phase,
        subject,
        error,
        outcome == Outcome.SIGNAL ? ending.signal() : Optional.empty(),
        exitCode,
        gil,
        gilEnabledBy,
        loadedFrom,
        style,
        definitions,
        exported,
        mismatch,
        statementFailure,
        ending.host(),
        standIns,
        !ending.timedOut() && ending.code() == 128 + Signals.KILL,
        ending.elapsed(),
        ending.output());
  }
}
