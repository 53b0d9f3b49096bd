package io.abiwarden.core.coverage;

import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Cells in which one kind of wheel has one outcome for one cause.
 *
 * @param state whether the wheels keep their promise there
 * @param verdict what becomes of them
 * @param pythons the interpreters
 * @param machines the machines, on each of which all of them are given such a wheel
 * @param wheels the wheels
 * @param rules the rules that they break, accepted or not; none where the verdict alone says so
 * @param message one or two sentences
 * @param help what to do
 * @param accepted why they do not count, where the user accepts them
 */
public record CellGroup(
    Cell.State state,
    Verdict verdict,
    List<PythonBuild> pythons,
    List<Machine> machines,
    List<Offer> wheels,
    List<Rule> rules,
    String message,
    String help,
    Optional<Acceptance> accepted) {

  /** Copies the lists. */
  public CellGroup {
    pythons = List.copyOf(pythons);
    machines = List.copyOf(machines);
    wheels = List.copyOf(wheels);
    rules = List.copyOf(rules);
  }

  /** Whether all that is open is which C library the wheels are for: their tags do not say. */
  public boolean isOpenByTag() {
    return state == Cell.State.UNKNOWN && isOpenByTag(wheels, machines);
  }

  static boolean isOpenByTag(List<Offer> wheels, List<Machine> machines) {
    return machines.stream()
        .allMatch(
            machine ->
                wheels.stream()
                    .flatMap(wheel -> wheel.name().tags().stream())
                    .allMatch(tag -> CellState.saysNothingOfMusl(tag, machine)));
  }
}
