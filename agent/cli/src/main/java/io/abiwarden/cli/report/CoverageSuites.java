package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.CellGroup;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Gap;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Level;
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
      for (Machine machine : grid.machines()) {
        for (PythonBuild python : grid.pythons()) {
          row(grid, python, machine).ifPresent(rows::add);
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

  private static Optional<Row> row(Grid grid, PythonBuild python, Machine machine) {
    return switch (grid.cell(python, machine)) {
      case Cell.NotExpected _ -> Optional.empty();
      case Cell.Hole hole ->
          Optional.of(
              row(
                  python,
                  machine,
                  CoverageWords.meaning(hole),
                  Optional.empty(),
                  grid.gaps().stream()
                      .filter(gap -> isIn(gap.pythons(), gap.machines(), python, machine))
                      .findFirst()
                      .map(CoverageSuites::reason)));
      case Cell.Picked picked ->
          Optional.of(
              row(
                  python,
                  machine,
                  picked.wheel().fileName() + ": " + CoverageWords.meaning(picked.state()),
                  Optional.of(picked.verdict()),
                  grid.groups().stream()
                      .filter(group -> group.state() == picked.state())
                      .filter(group -> CoverageWords.isBroken(group.state()))
                      .filter(group -> isIn(group.pythons(), group.machines(), python, machine))
                      .findFirst()
                      .map(CoverageSuites::reason)));
    };
  }

  private static boolean isIn(
      List<PythonBuild> pythons, List<Machine> machines, PythonBuild python, Machine machine) {
    return pythons.contains(python) && machines.contains(machine);
  }

  private static Reason reason(Gap gap) {
    return reason(Reason.HOLE, gap.message(), gap.help(), gap.accepted());
  }

  private static Reason reason(CellGroup group) {
    return reason(Reason.BROKEN_CELL, group.message(), group.help(), group.accepted());
  }

  private static Reason reason(
      String word, String message, String help, Optional<Acceptance> accepted) {
    return new Reason(word, Level.ERROR, message, help, accepted, accepted.isEmpty());
  }

  private static Row row(
      PythonBuild python,
      Machine machine,
      String said,
      Optional<Verdict> verdict,
      Optional<Reason> reason) {
    return new Row(
        machine.id(),
        python.id(),
        "",
        reason.filter(Reason::failing).isPresent() ? Row.Status.FAILED : Row.Status.PASSED,
        said,
        verdict,
        Optional.empty(),
        "",
        0,
        reason.stream().toList());
  }
}
