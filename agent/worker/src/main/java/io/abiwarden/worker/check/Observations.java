package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.worker.Crash;
import io.abiwarden.worker.WorkerReport;
import io.abiwarden.worker.WorkerReport.GilChange;
import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.PythonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns a worker's report into what the judge wants to know. */
final class Observations {

  private static final Pattern NO_MODULE =
      Pattern.compile("ModuleNotFoundError: No module named '([^']+)'");

  private Observations() {}

  static Observation of(WorkerReport report, ExtensionFile file, Depth depth) {
    boolean seenWrong = report.mismatch().isPresent();
    return new Observation(
        depth,
        seenWrong ? Observation.Outcome.OK : outcome(report),
        report.detail(),
        report.error().map(Observations::lines).orElse(List.of()),
        missingPackage(report),
        report.subject().equals(file.module()),
        report.crash().map(Crash::frame).filter(frame -> !frame.isEmpty()),
        report.gil().map(GilChange::before),
        report.gil().map(GilChange::after),
        report.loadedFrom(),
        phase(report.style()),
        report.definitionOf(file.module()).map(Event.Defined::definition),
        report.exported().map(Event.Exported::slots),
        report.standIns().stream().map(Observations::standIn).toList(),
        report.elapsed().toMillis());
  }

  static Observation.Outcome outcome(WorkerReport report) {
    return switch (report.outcome()) {
      case OK -> Observation.Outcome.OK;
      case EXCEPTION -> Observation.Outcome.EXCEPTION;
      case SIGNAL -> Observation.Outcome.SIGNAL;
      case TIMEOUT -> Observation.Outcome.TIMEOUT;
      case EXIT -> Observation.Outcome.EXIT;
      case NOT_RUN -> Observation.Outcome.NOT_RUN;
    };
  }

  private static Phase phase(InitStyle style) {
    return switch (style) {
      case SINGLE_PHASE -> Phase.SINGLE;
      case MULTI_PHASE -> Phase.MULTI;
      case EXPORT -> Phase.EXPORT;
      case UNKNOWN -> Phase.UNKNOWN;
    };
  }

  private static List<String> lines(PythonError error) {
    List<String> lines = new ArrayList<>();
    lines.add(error.line());
    lines.addAll(error.causes());
    return lines;
  }

  /** The package that was not found: by the module itself, or by a package around it. */
  private static Optional<String> missingPackage(WorkerReport report) {
    if (report.error().isEmpty()) {
      return Optional.empty();
    }
    PythonError error = report.error().get();
    Optional<String> own = missing(error);
    if (own.isPresent() || error.own()) {
      return own;
    }
    // What a stand-in does not have was to come from a package that could not be imported.
    boolean lacking =
        error.type().equals("ImportError")
            || error.type().equals("ModuleNotFoundError")
            || error.type().equals("AttributeError");
    return lacking
        ? report.standIns().stream()
            .flatMap(standIn -> standIn.error().stream())
            .map(Observations::missing)
            .flatMap(Optional::stream)
            .findFirst()
        : Optional.empty();
  }

  private static Optional<String> missing(PythonError error) {
    if (error.type().equals("ModuleNotFoundError")) {
      return error.own() ? Optional.empty() : error.importName().map(Observations::top);
    }
    for (String cause : error.causes()) {
      Matcher matcher = NO_MODULE.matcher(cause);
      if (matcher.find()) {
        return Optional.of(top(matcher.group(1)));
      }
    }
    return Optional.empty();
  }

  private static String top(String module) {
    int dot = module.indexOf('.');
    return dot < 0 ? module : module.substring(0, dot);
  }

  private static String standIn(Event.StandIn standIn) {
    return standIn.error().map(e -> standIn.name() + ": " + e.line()).orElse(standIn.name());
  }
}
