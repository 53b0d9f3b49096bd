package io.abiwarden.core.coverage;

import io.abiwarden.core.judge.Acceptance;
import java.util.List;
import java.util.Optional;

/**
 * Holes with one cause.
 *
 * @param reason why there is no wheel
 * @param pythons the interpreters
 * @param machines the machines, for each of which all of them get none
 * @param wheels the wheels that it is about; often none
 * @param message one or two sentences that name both sides
 * @param help what to do
 * @param accepted why they do not count, if the user knows and accepts them
 */
public record Gap(
    Cell.Reason reason,
    List<PythonBuild> pythons,
    List<Machine> machines,
    List<Offer> wheels,
    String message,
    String help,
    Optional<Acceptance> accepted) {

  /** Copies the lists. */
  public Gap {
    pythons = List.copyOf(pythons);
    machines = List.copyOf(machines);
    wheels = List.copyOf(wheels);
  }
}
