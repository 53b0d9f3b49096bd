package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * One extension file on one interpreter.
 *
 * @param file its path in the artifact
 * @param module the module's dotted name
 * @param verdict the verdict
 * @param ifLoaded what would become of it if it were loaded nevertheless, read statically, where
 *     its name alone keeps it from being looked at
 * @param decidedBy what decided the verdict
 * @param findings why, and what else is worth knowing
 * @param observed what happened in a worker
 */
public record ExtensionResult(
    String file,
    String module,
    Verdict verdict,
    Optional<Verdict> ifLoaded,
    Depth decidedBy,
    List<Finding> findings,
    Observation observed) {

  /** Copies the list. */
  public ExtensionResult {
    findings = List.copyOf(findings);
  }
}
