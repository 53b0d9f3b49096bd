package io.abiwarden.cli;

import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reports put together, and with the names that users gave. */
final class Renamed {

  private Renamed() {}

  /** The same report, with wheels of an index named as there, and not as they lie here. */
  static CheckReport report(CheckReport report, Map<Path, Input> inputs) {
    Map<String, String> names = new HashMap<>();
    inputs.forEach((path, input) -> names.put(path.toString(), input.shown()));
    return new CheckReport(
        report.pythons(),
        report.artifacts().stream()
            .map(
                artifact ->
                    new CheckedArtifact(
                        names.getOrDefault(artifact.artifact(), artifact.artifact()),
                        artifact.kind(),
                        artifact.sha256(),
                        artifact.tags(),
                        artifact.results(),
                        artifact.findings()))
            .toList(),
        report.notChecked().stream()
            .map(
                missing ->
                    new NotChecked(
                        names.getOrDefault(missing.artifact(), missing.artifact()),
                        missing.python(),
                        missing.why()))
            .toList(),
        report.unreadable());
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
        Stream.concat(one.unreadable().stream(), other.unreadable().stream()).toList());
  }
}
