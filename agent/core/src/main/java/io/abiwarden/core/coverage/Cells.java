package io.abiwarden.core.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The cells of a grid: for each machine, and for each interpreter. */
final class Cells {

  private final List<PythonBuild> pythons;
  private final List<Machine> machines;
  private final Map<Machine, List<Cell>> cells = new LinkedHashMap<>();
  private final Map<Machine, List<List<Picker.Choice>>> choices = new LinkedHashMap<>();

  @FunctionalInterface
  interface Visitor {
    void visit(PythonBuild python, Machine machine, Cell cell);
  }

  /**
   * Picks for every interpreter on every machine.
   *
   * @param offers the wheels of one release, at least one
   */
  Cells(Expectation expected, List<Machine> machines, List<Offer> offers, KnownHoles known) {
    String project = offers.getFirst().name().normalizedName();
    this.pythons = List.copyOf(expected.pythons());
    this.machines = machines;
    Holes holes = new Holes(offers);
    for (Machine machine : machines) {
      List<Cell> row = new ArrayList<>();
      List<List<Picker.Choice>> possible = new ArrayList<>();
      for (PythonBuild python : pythons) {
        List<Picker.Choice> accepted = new Picker(python, machine.host()).accepted(offers);
        possible.add(accepted);
        row.add(
            expected.expects(python, machine)
                ? cell(
                    python,
                    machine,
                    accepted,
                    () ->
                        holes
                            .of(python, machine, accepted)
                            .accepted(known.of(project, python, machine)))
                : new Cell.NotExpected());
      }
      cells.put(machine, row);
      choices.put(machine, possible);
    }
  }

  private static Cell cell(
      PythonBuild python, Machine machine, List<Picker.Choice> accepted, Supplier<Cell> hole) {
    return accepted.stream()
        .filter(choice -> choice.offer().allows(python))
        .findFirst()
        .<Cell>map(choice -> CellState.of(choice.offer(), choice.tag(), python, machine))
        .orElseGet(hole);
  }

  List<PythonBuild> pythons() {
    return pythons;
  }

  List<Machine> machines() {
    return machines;
  }

  Map<Machine, List<Cell>> map() {
    return cells;
  }

  /** Visits all of them, machine by machine. */
  void forEach(Visitor visitor) {
    cells.forEach(
        (machine, row) -> {
          for (int i = 0; i < row.size(); i++) {
            visitor.visit(pythons.get(i), machine, row.get(i));
          }
        });
  }

  /** What an interpreter gets on one of the machines. */
  Cell cell(PythonBuild python, Machine machine) {
    return cells.getOrDefault(machine, List.of()).get(pythons.indexOf(python));
  }

  /** What could be taken in a cell, by tags and names alone, the best first. */
  List<Picker.Choice> choices(PythonBuild python, Machine machine) {
    return choices.getOrDefault(machine, List.of()).get(pythons.indexOf(python));
  }
}
