package io.abiwarden.junit;

import io.abiwarden.core.judge.Level;
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

  /** So many cases are told of one by one. */
  private static final int MOST = 8;

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
      Optional<String> broken = broken(artifact);
      if (broken.isPresent()) {
        return broken;
      }
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

  /** What could not be read is on no interpreter's account. */
  private static Optional<String> broken(CheckedArtifact artifact) {
    boolean none = artifact.results().stream().allMatch(pair -> pair.extensions().isEmpty());
    if (!none || artifact.findings().stream().noneMatch(f -> f.level() == Level.ERROR)) {
      return Optional.empty();
    }
    Lines lines = new Lines();
    lines.add(
        0, fileName(artifact.artifact()) + " cannot be read, so that nothing is known of it.");
    lines.gap();
    lines.findings(1, artifact.findings());
    lines.add(1, "artifact: " + Evidence.artifact(Path.of(artifact.artifact()), artifact.sha256()));
    return Optional.of(lines.toString());
  }

  private static String message(List<Unmet> unmet, int pairs, String claim) {
    Lines lines = new Lines();
    if (unmet.size() > 1) {
      lines.add(
          0,
          "%s %s in %d of %d cases: on %s."
              .formatted(
                  one(unmet.stream().map(u -> fileName(u.artifact().artifact())).toList()),
                  claim,
                  unmet.size(),
                  pairs,
                  one(unmet.stream().map(u -> u.pair().python().id()).toList())));
    }
    for (Unmet each : unmet.subList(0, Math.min(MOST, unmet.size()))) {
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
    if (unmet.size() > MOST) {
      lines.gap();
      lines.add(0, "and " + (unmet.size() - MOST) + " more");
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
