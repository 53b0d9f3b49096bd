package io.abiwarden.core.coverage;

import io.abiwarden.core.platform.VersionNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the wheels of one release give to each interpreter on each machine.
 *
 * @param project the project's normalized name, {@code rpds-py}, as indexes have it
 * @param version its version, likewise
 * @param pythons the interpreters, regular ones first
 * @param machines the machines
 * @param cells for each machine what each interpreter gets, in the order of {@code pythons}
 * @param asks for each machine the least version of its system on which each interpreter that gets
 *     a wheel here still gets one, the least of all first; nothing where versions do not count
 * @param gaps the holes, those with one cause together
 * @param groups the cells with something to say, those with one cause together, broken ones first
 * @param unpicked the wheels that no cell picks
 * @param sdist whether there is a source distribution beside the wheels, where that is known
 */
public record Grid(
    String project,
    String version,
    List<PythonBuild> pythons,
    List<Machine> machines,
    Map<Machine, List<Cell>> cells,
    Map<Machine, List<VersionNumber>> asks,
    List<Gap> gaps,
    List<CellGroup> groups,
    List<Unpicked> unpicked,
    Optional<Boolean> sdist) {

  /** Copies the collections. */
  public Grid {
    pythons = List.copyOf(pythons);
    machines = List.copyOf(machines);
    cells = Map.copyOf(cells);
    asks = Map.copyOf(asks);
    gaps = List.copyOf(gaps);
    groups = List.copyOf(groups);
    unpicked = List.copyOf(unpicked);
  }

  /** What an interpreter gets on a machine. */
  public Cell cell(PythonBuild python, Machine machine) {
    int place = pythons.indexOf(python);
    List<Cell> row = cells.getOrDefault(machine, List.of());
    return place < 0 || place >= row.size() ? new Cell.NotExpected() : row.get(place);
  }

  /** How many interpreters get no wheel somewhere, counted once for each machine. */
  public int holes() {
    return holes(false);
  }

  /** How many get none, and the user accepts that; these are not among the holes. */
  public int acceptedHoles() {
    return holes(true);
  }

  private int holes(boolean accepted) {
    return (int)
        all()
            .filter(
                cell -> cell instanceof Cell.Hole hole && hole.accepted().isPresent() == accepted)
            .count();
  }

  /** How many get one that does not keep its promise, likewise. */
  public int broken() {
    return in(Cell.State.BROKEN);
  }

  /** How many get one that is in a state. */
  public int in(Cell.State state) {
    return (int)
        all().filter(cell -> cell instanceof Cell.Picked picked && picked.state() == state).count();
  }

  /** Looks at a cell. */
  @FunctionalInterface
  public interface Visitor {

    /** Is told of each cell, machine by machine. */
    void visit(PythonBuild python, Machine machine, Cell cell);
  }

  /** Visits all cells, machine by machine. */
  public void forEach(Visitor visitor) {
    for (Machine machine : machines) {
      for (PythonBuild python : pythons) {
        visitor.visit(python, machine, cell(python, machine));
      }
    }
  }

  /** How many were expected. */
  public int expected() {
    return (int) all().filter(cell -> !(cell instanceof Cell.NotExpected)).count();
  }

  private java.util.stream.Stream<Cell> all() {
    return cells.values().stream().flatMap(List::stream);
  }

  /** Whether every interpreter gets a wheel that keeps its promise, but for what is accepted. */
  public boolean passes() {
    return holes() == 0 && broken() == 0;
  }
}
