package io.abiwarden.core.coverage;

import io.abiwarden.core.platform.VersionNumber;
import io.abiwarden.core.wheel.ProjectVersion;
import io.abiwarden.core.wheel.WheelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * What releases cover.
 *
 * @param expected what was asked for
 * @param grids one for each project and version, in the order in which they came
 */
public record Coverage(Expectation expected, List<Grid> grids) {

  /** Copies the list. */
  public Coverage {
    grids = List.copyOf(grids);
  }

  /** Whether every interpreter gets a wheel that keeps its promise. */
  public boolean passes() {
    return grids.stream().allMatch(Grid::passes);
  }

  /**
   * Finds out what wheels cover; where there is none, nothing is drawn.
   *
   * @param offers the wheels, of whatever projects and versions
   * @param sdist whether a project's version has a source distribution; empty if nobody knows
   * @param known the holes that do not count
   */
  public static Coverage of(
      Expectation expected,
      List<Offer> offers,
      BiFunction<String, String, Optional<Boolean>> sdist,
      KnownHoles known) {
    Map<List<String>, List<Offer>> releases = new LinkedHashMap<>();
    for (Offer offer : offers) {
      releases.computeIfAbsent(release(offer.name()), _ -> new ArrayList<>()).add(offer);
    }
    return new Coverage(
        expected, releases.values().stream().map(of -> grid(expected, of, sdist, known)).toList());
  }

  /** The same for all spellings of a project's name and of a version. */
  private static List<String> release(WheelName name) {
    return List.of(
        name.normalizedName(),
        ProjectVersion.parse(name.version())
            .map(v -> v.epoch() + "!" + v.release() + v.phase() + v.post() + v.dev() + v.local())
            .orElse(name.version()));
  }

  private static Grid grid(
      Expectation expected,
      List<Offer> offers,
      BiFunction<String, String, Optional<Boolean>> sdist,
      KnownHoles known) {
    List<Machine> machines = expected.machines(Machine.ofWheels(offers));
    Cells cells = new Cells(expected, machines, offers, known);
    WheelName name = offers.getFirst().name();
    return new Grid(
        name.normalizedName(),
        name.version(),
        cells.pythons(),
        machines,
        cells.map(),
        asks(cells),
        Gaps.of(cells),
        Groups.of(cells),
        Leftovers.of(cells, offers),
        sdist.apply(name.normalizedName(), name.version()));
  }

  /** The least that each interpreter's wheels, picked here or on older systems, ask of a system. */
  private static Map<Machine, List<VersionNumber>> asks(Cells cells) {
    Map<Machine, TreeSet<VersionNumber>> asks = new LinkedHashMap<>();
    cells.forEach(
        (python, machine, cell) -> {
          if (cell instanceof Cell.Picked) {
            cells.choices(python, machine).stream()
                .map(Picker.Choice::offer)
                .filter(offer -> offer.allows(python))
                .flatMap(offer -> Systems.needed(offer.name().tags(), python, machine).stream())
                .min(VersionNumber::compareTo)
                .ifPresent(
                    version -> asks.computeIfAbsent(machine, _ -> new TreeSet<>()).add(version));
          }
        });
    Map<Machine, List<VersionNumber>> sorted = new LinkedHashMap<>();
    asks.forEach((machine, versions) -> sorted.put(machine, List.copyOf(versions)));
    return sorted;
  }
}
