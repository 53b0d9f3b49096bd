package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.CellGroup;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Gap;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.coverage.Target;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What releases cover, row by row: a suite for each release, a row for each cell. */
final class CoverageSuites {

  private CoverageSuites() {}

  static List<Suite> of(Coverage coverage) {
    List<Suite> suites = new ArrayList<>();
    for (Grid grid : coverage.grids()) {
      boolean alone =
          coverage.grids().stream().filter(other -> other.project().equals(grid.project())).count()
              == 1;
      List<Row> rows = new ArrayList<>();
      for (Target target : grid.targets()) {
        for (PythonBuild python : grid.pythons()) {
          row(grid, python, target).ifPresent(rows::add);
        }
      }
      // The same from version to version where it can be, since services compare by it.
      suites.add(
          new Suite(
              alone ? grid.project() : grid.project() + "-" + grid.version(),
              Optional.empty(),
              facts(coverage, grid),
              rows));
    }
    return suites;
  }

  private static Map<String, String> facts(Coverage coverage, Grid grid) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", "coverage");
    facts.put("project", grid.project());
    facts.put("version", grid.version());
    facts.put("expected", coverage.expected().text());
    return facts;
  }

  private static Optional<Row> row(Grid grid, PythonBuild python, Target target) {
    return switch (grid.cell(python, target)) {
      case Cell.NotExpected _ -> Optional.empty();
      case Cell.Hole _ ->
          Optional.of(
              row(
                  python,
                  target,
                  "no wheel",
                  Optional.empty(),
                  grid.gaps().stream()
                      .filter(gap -> isIn(gap.pythons(), gap.targets(), python, target))
                      .findFirst()
                      .map(CoverageSuites::reason)));
      case Cell.Picked picked ->
          Optional.of(
              row(
                  python,
                  target,
                  picked.wheel().fileName() + ": " + CoverageWords.meaning(picked.state()),
                  Optional.of(picked.verdict()),
                  grid.groups().stream()
                      .filter(group -> group.state() == Cell.State.BROKEN)
                      .filter(_ -> picked.state() == Cell.State.BROKEN)
                      .filter(group -> isIn(group.pythons(), group.targets(), python, target))
                      .findFirst()
                      .map(CoverageSuites::reason)));
    };
  }

  private static boolean isIn(
      List<PythonBuild> pythons, List<Target> targets, PythonBuild python, Target target) {
    return pythons.contains(python) && targets.contains(target);
  }

  private static Reason reason(Gap gap) {
    return Reason.failing(Reason.HOLE, gap.message(), gap.help());
  }

  private static Reason reason(CellGroup group) {
    return Reason.failing(Reason.BROKEN_CELL, group.message(), group.help());
  }

  private static Row row(
      PythonBuild python,
      Target target,
      String said,
      Optional<Verdict> verdict,
      Optional<Reason> failing) {
    return new Row(
        target.id(),
        python.id(),
        "",
        failing.isPresent() ? Row.Status.FAILED : Row.Status.PASSED,
        said,
        verdict,
        Optional.empty(),
        "",
        0,
        failing.stream().toList());
  }
}
