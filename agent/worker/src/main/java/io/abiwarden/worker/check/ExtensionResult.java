package io.abiwarden.worker.check;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.WorkerHost;
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
 * @param host what ran it; empty if it was only read
 * @param subinterpreters what became of it in subinterpreters, if that was asked for
 */
public record ExtensionResult(
    String file,
    String module,
    Verdict verdict,
    Optional<Verdict> ifLoaded,
    Depth decidedBy,
    List<Finding> findings,
    Observation observed,
    Optional<WorkerHost> host,
    List<Subinterpreter> subinterpreters) {

  /** Copies the lists. */
  public ExtensionResult {
    findings = List.copyOf(findings);
    subinterpreters = List.copyOf(subinterpreters);
  }

  /** One that was only read. */
  public ExtensionResult(
      String file,
      String module,
      Verdict verdict,
      Optional<Verdict> ifLoaded,
      Depth decidedBy,
      List<Finding> findings,
      Observation observed) {
    this(
        file,
        module,
        verdict,
        ifLoaded,
        decidedBy,
        findings,
        observed,
        Optional.empty(),
        List.of());
  }

  /** The same with other findings. */
  ExtensionResult withFindings(List<Finding> other) {
    return new ExtensionResult(
        file, module, verdict, ifLoaded, decidedBy, other, observed, host, subinterpreters);
  }
}
