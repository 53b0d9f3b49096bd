package io.abiwarden.junit;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Observation.Outcome;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.check.Subinterpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What was found of an artifact on an interpreter, for a failed assertion. */
final class Evidence {

  /** So many files are told of one by one. */
  private static final int IN_FULL = 5;

  private static final int NAMED = 8;
  private static final int HASH = 16;

  private Evidence() {}

  /** Adds it to a message. */
  static void add(Lines lines, CheckedArtifact artifact, PairResult pair) {
    List<ExtensionResult> telling = telling(pair);
    telling.stream().limit(IN_FULL).forEach(extension -> extension(lines, extension));
    if (telling.size() > IN_FULL) {
      List<String> others = telling.stream().skip(IN_FULL).map(ExtensionResult::file).toList();
      lines.add(
          1,
          "and as bad or better: "
              + String.join(", ", others.subList(0, Math.min(NAMED, others.size())))
              + (others.size() > NAMED ? " and " + (others.size() - NAMED) + " more" : ""));
    }
    lines.findings(1, artifact.findings());
    if (pair.installable().equals(Optional.of(false))) {
      lines.add(
          1,
          "no installer would put it there: "
              + tags(artifact)
              + " is nothing that "
              + pair.python().id()
              + " accepts");
      boolean said =
          telling.stream().flatMap(e -> weighty(e).stream()).anyMatch(f -> !f.help().isEmpty());
      if (!said) {
        lines.add(2, "help: Build a wheel for it, or correct the wheel's tags.");
      }
    }
    lines.add(1, "artifact: " + artifact(Path.of(artifact.artifact()), artifact.sha256()));
  }

  /** Those that the verdict comes from; all, where it is a good one. */
  private static List<ExtensionResult> telling(PairResult pair) {
    List<ExtensionResult> worstFirst =
        pair.extensions().stream().sorted(Comparator.comparing(ExtensionResult::verdict)).toList();
    List<ExtensionResult> bad =
        worstFirst.stream()
            .filter(
                e ->
                    (e.verdict() != Verdict.LOADS && e.verdict() != Verdict.NOT_APPLICABLE)
                        || weighty(e).stream().anyMatch(f -> f.level() != Level.NOTE))
            .toList();
    return bad.isEmpty() ? worstFirst : bad;
  }

  private static void extension(Lines lines, ExtensionResult extension) {
    lines.add(1, extension.file() + ": " + extension.verdict().word());
    lines.findings(2, weighty(extension));
    Observation seen = extension.observed();
    observed(lines, seen);
    extension
        .ifLoaded()
        .ifPresent(
            would ->
                lines.add(
                    2,
                    "loaded by its path it would be: "
                        + would.word()
                        + " ("
                        + would.shown()
                        + "); byPath() asks for that"));
    for (Subinterpreter tried : extension.subinterpreters()) {
      lines.add(
          2,
          "in a subinterpreter "
              + (tried.ownGil() ? "with a GIL of its own: " : "that shares the GIL: ")
              + tried.outcome().word()
              + (tried.outcome() == Outcome.OK ? "" : ", " + tried.detail()));
    }
  }

  /** Notes are left out unless they are why nothing was decided. */
  private static List<Finding> weighty(ExtensionResult extension) {
    return extension.findings().stream()
        .filter(f -> f.level() != Level.NOTE || extension.verdict() == Verdict.UNKNOWN)
        .toList();
  }

  private static void observed(Lines lines, Observation seen) {
    if (seen.outcome() == Outcome.NOT_RUN) {
      if (!seen.detail().isEmpty()) {
        lines.add(2, seen.detail());
      }
      return;
    }
    if (seen.outcome() == Outcome.OK) {
      if (seen.turnedGilOn()) {
        lines.add(2, "observed: the GIL was off before its init, and on after it");
      }
      return;
    }
    lines.add(
        2,
        "observed: "
            + seen.outcome().word()
            + (seen.detail().isEmpty() ? "" : ", " + seen.detail())
            + (seen.ownInit() ? "" : " (not in its own init)"));
    seen.exception().stream().skip(1).forEach(cause -> lines.add(3, "caused by " + cause));
    seen.frame()
        .filter(frame -> !seen.detail().contains(frame))
        .ifPresent(frame -> lines.add(3, "in " + frame));
    seen.standIns().forEach(standIn -> lines.add(3, "stand-in for " + standIn));
  }

  private static String tags(CheckedArtifact artifact) {
    Set<String> tags = new LinkedHashSet<>();
    for (Tag tag : artifact.tags()) {
      tags.add(tag.python() + "-" + tag.abi());
    }
    return tags.isEmpty() ? "its name" : String.join(", ", tags);
  }

  /** The whole path, so that nobody wonders which of two files it was. */
  static String artifact(Path path, String sha256) {
    return path.toAbsolutePath().normalize()
        + (sha256.length() < HASH ? "" : " (sha256 " + sha256.substring(0, HASH) + "...)");
  }

  /** Where a relative path was looked for; empty where that is no question. */
  static String lookedIn(Path path) {
    return path.isAbsolute() || Files.exists(path)
        ? ""
        : " in " + Path.of("").toAbsolutePath().normalize();
  }
}
