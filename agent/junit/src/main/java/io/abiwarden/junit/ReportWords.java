package io.abiwarden.junit;

import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Holds a report against what a test wants, and says in which way it is not that. */
final class ReportWords {

  private record Unmet(CheckedArtifact artifact, PairResult pair, String why) {}

  private ReportWords() {}

  /** Which of the interpreters that are named are not here; empty if all are. */
  static Optional<String> absent(CheckRequest request) {
    Set<String> absent = new LinkedHashSet<>();
    for (String name : request.pythons()) {
      for (NamedPython python : PythonNames.of(name)) {
        switch (python) {
          case NamedPython.Missing missing -> absent.add(missing.why());
          case NamedPython.Wrong wrong -> absent.add(wrong.why());
          case NamedPython.Here _, NamedPython.Unusable _ -> {
            // It can be read for, at least.
          }
        }
      }
    }
    return absent.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", absent));
  }

  /**
   * The message of a failure; empty if all is as it is wanted.
   *
   * @param claim what is not true then: {@code does not load}
   */
  static Optional<String> unmet(CheckReport report, String claim, Objection objection) {
    for (UnreadableInput input : report.unreadable()) {
      return Optional.of(
          input.path()
              + " cannot be checked: "
              + input.why()
              + Evidence.lookedIn(input.path())
              + ".");
    }
    for (UnreadableInput input : report.failed()) {
      return Optional.of("abiwarden itself failed at " + input.path() + ": " + input.why() + ".");
    }
    List<Unmet> unmet = new ArrayList<>();
    int pairs = 0;
    for (CheckedArtifact artifact : report.artifacts()) {
      for (PairResult pair : artifact.results()) {
        pairs++;
        objection.to(pair).ifPresent(why -> unmet.add(new Unmet(artifact, pair, why)));
      }
    }
    if (!unmet.isEmpty()) {
      return Optional.of(message(unmet, pairs, claim));
    }
    if (!report.notChecked().isEmpty()) {
      CheckReport.NotChecked first = report.notChecked().getFirst();
      return Optional.of(
          "%s was not checked on %s: %s."
              .formatted(fileName(first.artifact()), first.python(), first.why()));
    }
    return pairs > 0
        ? Optional.empty()
        : Optional.of(
            "nothing was checked: no interpreter is promised by the names of "
                + names(report)
                + "; name one with on(...).");
  }

  private static String message(List<Unmet> unmet, int pairs, String claim) {
    Lines lines = new Lines();
    if (unmet.size() > 1) {
      lines.add(
          0,
          "%s %s on %d of %d: %s."
              .formatted(
                  one(unmet.stream().map(u -> fileName(u.artifact().artifact())).toList()),
                  claim,
                  unmet.size(),
                  pairs,
                  one(unmet.stream().map(u -> u.pair().python().id()).toList())));
    }
    for (Unmet each : unmet) {
      if (unmet.size() > 1) {
        lines.gap();
      }
      lines.add(
          0,
          "%s %s on %s: %s."
              .formatted(
                  fileName(each.artifact().artifact()),
                  claim,
                  each.pair().python().facts().display(),
                  each.why()));
      lines.gap();
      Evidence.add(lines, each.artifact(), each.pair());
    }
    return lines.toString();
  }

  private static String names(CheckReport report) {
    return one(report.artifacts().stream().map(a -> fileName(a.artifact())).toList());
  }

  private static String one(List<String> names) {
    return String.join(", ", new LinkedHashSet<>(names));
  }

  private static String fileName(String path) {
    return ShortNames.fileName(Path.of(path));
  }
}
