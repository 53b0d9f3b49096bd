package io.abiwarden.core.coverage;

import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.List;

/**
 * Cells in which one kind of wheel has one outcome for one cause.
 *
 * @param state whether the wheels keep their promise there
 * @param verdict what becomes of them
 * @param pythons the interpreters
 * @param targets the machines, on each of which all of them are given such a wheel
 * @param wheels the wheels
 * @param rules the rules that they break; none where the verdict alone says so
 * @param message one or two sentences
 * @param help what to do
 */
public record CellGroup(
    Cell.State state,
    Verdict verdict,
    List<PythonBuild> pythons,
    List<Target> targets,
    List<Offer> wheels,
    List<Rule> rules,
    String message,
    String help) {

  /** Copies the lists. */
  public CellGroup {
    pythons = List.copyOf(pythons);
    targets = List.copyOf(targets);
    wheels = List.copyOf(wheels);
    rules = List.copyOf(rules);
  }
}
