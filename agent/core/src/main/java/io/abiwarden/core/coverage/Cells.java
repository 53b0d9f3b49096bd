package io.abiwarden.core.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cells of a grid: for each machine, and for each interpreter. */
final class Cells {

  private final List<PythonBuild> pythons;
  private final List<Target> targets;
  private final Map<Target, List<Cell>> cells = new LinkedHashMap<>();
  private final Map<Target, List<List<Picker.Choice>>> choices = new LinkedHashMap<>();

  @FunctionalInterface
  interface Visitor {
    void visit(PythonBuild python, Target target, Cell cell);
  }

  /** Picks for every interpreter on every machine. */
  Cells(Expectation expected, List<Target> targets, List<Offer> offers) {
    this.pythons = List.copyOf(expected.pythons());
    this.targets = targets;
    Holes holes = new Holes(offers);
    for (Target target : targets) {
      List<Cell> row = new ArrayList<>();
      List<List<Picker.Choice>> possible = new ArrayList<>();
      for (PythonBuild python : pythons) {
        List<Picker.Choice> accepted = new Picker(python, target.host()).accepted(offers);
        possible.add(accepted);
        row.add(
            expected.expects(python, target)
                ? cell(python, target, accepted, holes)
                : new Cell.NotExpected());
      }
      cells.put(target, row);
      choices.put(target, possible);
    }
  }

  private static Cell cell(
      PythonBuild python, Target target, List<Picker.Choice> accepted, Holes holes) {
    return accepted.stream()
        .filter(choice -> choice.offer().allows(python))
        .findFirst()
        .<Cell>map(choice -> CellState.of(choice.offer(), choice.tag(), python, target))
        .orElseGet(() -> holes.of(python, target, accepted));
  }

  List<PythonBuild> pythons() {
    return pythons;
  }

  List<Target> targets() {
    return targets;
  }

  Map<Target, List<Cell>> map() {
    return cells;
  }

  /** Visits all of them, machine by machine. */
  void forEach(Visitor visitor) {
    cells.forEach(
        (target, row) -> {
          for (int i = 0; i < row.size(); i++) {
            visitor.visit(pythons.get(i), target, row.get(i));
          }
        });
  }

  /** What an interpreter gets on one of the machines. */
  Cell cell(PythonBuild python, Target target) {
    return cells.getOrDefault(target, List.of()).get(pythons.indexOf(python));
  }

  /** What could be taken in a cell, by tags and names alone, the best first. */
  List<Picker.Choice> choices(PythonBuild python, Target target) {
    return choices.getOrDefault(target, List.of()).get(pythons.indexOf(python));
  }
}
