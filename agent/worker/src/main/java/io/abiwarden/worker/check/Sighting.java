package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Observation;
import io.abiwarden.worker.WorkerHost;
import java.util.List;
import java.util.Optional;

/**
 * All that was seen of an extension in workers.
 *
 * @param observation what the judge wants to know
 * @param host what ran it
 * @param statementFailure one line, if the user's statement after the import did not go through
 * @param subinterpreters what became of it in subinterpreters
 * @param withoutDependencies one line, if pip could not bring what it requires
 */
record Sighting(
    Observation observation,
    Optional<WorkerHost> host,
    Optional<String> statementFailure,
    List<Subinterpreter> subinterpreters,
    Optional<String> withoutDependencies) {

  /** Nothing was run. */
  static Sighting none(Observation observation) {
    return new Sighting(
        observation, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
  }

  Sighting with(List<Subinterpreter> tried) {
    return new Sighting(observation, host, statementFailure, tried, withoutDependencies);
  }

  Sighting with(Observation better) {
    return new Sighting(better, host, statementFailure, subinterpreters, withoutDependencies);
  }
}
