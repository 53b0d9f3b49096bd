package io.abiwarden.cli.report;

import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The causes of a check. */
final class CheckCauses {

  private CheckCauses() {}

  /**
   * Puts the reasons together.
   *
   * @param suites the check as rows
   */
  static Causes of(CheckRun run, List<Suite> suites) {
    Set<List<String>> nowhere = new HashSet<>();
    for (CheckedArtifact artifact : run.report().artifacts()) {
      for (PairResult pair : artifact.results()) {
        // Where somebody asked for just this pair, it counts like any other.
        if (pair.installable().equals(Optional.of(false))
            && !run.decisions().decide(artifact, pair).notInstallable()) {
          nowhere.add(List.of(artifact.artifact(), pair.python().id()));
        }
      }
    }
    Causes causes = new Causes();
    for (Suite suite : suites) {
      causes.add(suite, row -> nowhere.contains(List.of(suite.artifact(), row.python())));
    }
    return causes;
  }
}
