package io.abiwarden.cli;

import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports put together, and with the names that users gave. */
final class Renamed {

  private Renamed() {}

  /** The same report, with wheels of an index named as there, and not as they lie here. */
  static CheckReport report(CheckReport report, Map<Path, Input> inputs) {
    return new CheckReport(
        report.pythons(),
        report.artifacts().stream().map(artifact -> artifact(artifact, inputs)).toList(),
        missing(report.notChecked(), inputs),
        report.unreadable(),
        report.failed(),
        report.stopped());
  }

  /** The same artifact under its name there. */
  static CheckedArtifact artifact(CheckedArtifact artifact, Map<Path, Input> inputs) {
    return artifact.named(name(artifact.artifact(), inputs));
  }

  /** The same lines, about artifacts under their names there. */
  static List<NotChecked> missing(List<NotChecked> missing, Map<Path, Input> inputs) {
    return missing.stream()
        .map(one -> new NotChecked(name(one.artifact(), inputs), one.python(), one.why()))
        .toList();
  }

  private static String name(String here, Map<Path, Input> inputs) {
    Input input = inputs.get(Path.of(here));
    return input == null ? here : input.shown();
  }

  /** Two reports about the same interpreters as one. */
  static CheckReport joined(CheckReport one, CheckReport other) {
    Map<String, Interpreter> pythons = new LinkedHashMap<>();
    Stream.concat(one.pythons().stream(), other.pythons().stream())
        .forEach(python -> pythons.putIfAbsent(python.id(), python));
    return new CheckReport(
        List.copyOf(pythons.values()),
        Stream.concat(one.artifacts().stream(), other.artifacts().stream()).toList(),
        Stream.concat(one.notChecked().stream(), other.notChecked().stream()).toList(),
        Stream.concat(one.unreadable().stream(), other.unreadable().stream()).toList(),
        Stream.concat(one.failed().stream(), other.failed().stream()).toList(),
        one.stopped() || other.stopped());
  }
}
