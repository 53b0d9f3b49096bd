package io.abiwarden.cli;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.cli.text.Nearest;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks which of what is accepted was met, so that a line that is misspelt, or that nothing needs
 * any more, does not stay for ever. A line counts as met if it is about something that was found,
 * even where another line says the same. Only what a run is bound to find is missed: not what
 * another command finds, nor what depends on the machine. For one thread.
 */
final class Unmatched {

  /** So many names are kept of each rule, for what somebody may have meant. */
  private static final int MOST_NAMES = 500;

  private final List<Accepted> left;
  private final String settings;
  private final Map<Rule, Set<String>> found = new EnumMap<>(Rule.class);
  private final Set<String> files = new LinkedHashSet<>();
  private final Map<Accepted, String> holes = new LinkedHashMap<>();

  /**
   * Without having seen anything.
   *
   * @param accepted all that is accepted
   * @param settings how messages call the project's settings
   */
  Unmatched(List<Accepted> accepted, String settings) {
    this.left = new ArrayList<>(accepted);
    this.settings = settings;
  }

  /** Takes what an audit found. */
  void see(AuditedArtifact artifact) {
    if (left.isEmpty()) {
      return;
    }
    artifact.claims().files().stream().map(Claims.FileClaim::file).forEach(this::file);
    for (AuditFinding finding : artifact.findings()) {
      finding.file().ifPresent(this::file);
      finding.names().forEach(name -> name(finding.finding().rule(), name));
      finding.file().ifPresent(file -> name(finding.finding().rule(), BaseName.of(file)));
      left.removeIf(one -> one.isAbout(finding));
    }
  }

  /** Takes what a check found. */
  void see(CheckReport report) {
    for (CheckedArtifact artifact : report.artifacts()) {
      artifact.findings().forEach(finding -> finding("", finding));
      for (PairResult pair : artifact.results()) {
        for (ExtensionResult extension : pair.extensions()) {
          file(extension.file());
          extension.findings().forEach(finding -> finding(extension.file(), finding));
        }
      }
    }
  }

  /** Takes what releases cover. */
  void see(Coverage coverage) {
    for (Accepted one : List.copyOf(left)) {
      if (one instanceof AcceptedHole hole && !coverage.grids().isEmpty()) {
        if (coverage.grids().stream().noneMatch(grid -> isAbout(hole, grid))) {
          holes.put(hole, "; no such interpreter is expected");
        }
        coverage.grids().forEach(grid -> see(hole, grid));
      }
    }
  }

  /** A platform that the grid does not have may well be that of wheels built elsewhere. */
  private static boolean isAbout(AcceptedHole hole, Grid grid) {
    return hole.where()
        .map(where -> !Collections.disjoint(where.pythons(), grid.pythons()))
        .orElse(true);
  }

  private void see(AcceptedHole hole, Grid grid) {
    grid.forEach(
        (python, machine, cell) -> {
          if (hole.covers(python, machine)) {
            met(hole, cell);
          }
        });
  }

  private void met(AcceptedHole hole, Cell cell) {
    switch (cell) {
      case Cell.Hole _ -> left.remove(hole);
      case Cell.Picked _ -> holes.put(hole, "; there is a wheel");
      case Cell.NotExpected _ -> {
        // As if it were no line of the grid.
      }
    }
  }

  private void finding(String file, Finding finding) {
    name(finding.rule(), BaseName.of(file));
    left.removeIf(one -> one.covers(file, finding));
  }

  private void name(Rule rule, String name) {
    Set<String> names = found.computeIfAbsent(rule, _ -> new LinkedHashSet<>());
    if (!name.isEmpty() && names.size() < MOST_NAMES) {
      names.add(name);
    }
  }

  private void file(String file) {
    if (files.size() < MOST_NAMES) {
      files.add(BaseName.of(file));
    }
  }

  /** One line about all that was not met by an audit; empty if all was. */
  Optional<String> ofAudit() {
    return notice(rule -> List.of('1', '5', '6').contains(rule.id().charAt("AW".length())));
  }

  /**
   * The same of a check.
   *
   * @param imported whether everything was imported, where that was not unsafe
   */
  Optional<String> ofCheck(boolean imported) {
    return notice(
        rule ->
            imported
                && switch (rule) {
                  case AW201, AW202, AW203, AW204, AW205, AW206, AW207, AW208, AW209 -> true;
                  case AW301, AW302, AW408, AW409 -> true;
                  default -> false;
                });
  }

  private interface Bound {
    boolean toFind(Rule rule);
  }

  private Optional<String> notice(Bound bound) {
    List<String> parts = new ArrayList<>();
    for (Accepted one : left) {
      why(one, bound).ifPresent(why -> parts.add(one.text() + " (" + origin(one) + why + ")"));
    }
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        "accepted, and not found: "
            + String.join(", ", parts)
            + (parts.size() == 1
                ? "; take it out, or correct it"
                : "; take them out, or correct them"));
  }

  private String origin(Accepted one) {
    return one.acceptance().source() == Acceptance.Source.OPTION ? "--accept" : settings;
  }

  /** What to say of one that was not met; empty where that says nothing. */
  private Optional<String> why(Accepted one, Bound bound) {
    return switch (one) {
      case AcceptedHole _ -> Optional.ofNullable(holes.get(one));
      case AcceptedFinding finding -> {
        boolean noSuchFile =
            finding
                .subject()
                .filter(subject -> subject.matches(".*\\.(so|pyd|dylib)"))
                .filter(subject -> !files.contains(BaseName.of(subject)))
                .isPresent();
        Set<String> names = found.getOrDefault(finding.rule(), noSuchFile ? files : Set.of());
        yield noSuchFile || bound.toFind(finding.rule())
            ? Optional.of(finding.subject().map(subject -> Nearest.hint(subject, names)).orElse(""))
            : Optional.empty();
      }
    };
  }
}
