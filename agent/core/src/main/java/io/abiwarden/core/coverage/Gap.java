package io.abiwarden.core.coverage;

import java.util.List;

/**
 * Holes with one cause.
 *
 * @param reason why there is no wheel
 * @param pythons the interpreters
 * @param targets the machines, for each of which all of them get none
 * @param wheels the wheels that it is about; often none
 * @param message one or two sentences that name both sides
 * @param help what to do
 */
public record Gap(
    Cell.Reason reason,
    List<PythonBuild> pythons,
    List<Target> targets,
    List<Offer> wheels,
    String message,
    String help) {

  /** Copies the lists. */
  public Gap {
    pythons = List.copyOf(pythons);
    targets = List.copyOf(targets);
    wheels = List.copyOf(wheels);
  }
}
