package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import java.util.List;
import java.util.Optional;

/**
 * What the options of a check make of its results, so that each report calls that a failure which
 * the exit code does.
 */
public interface CheckDecisions {

  /**
   * Why a finding breaks nothing although it is there; empty if nobody has accepted it.
   *
   * @param pair the interpreter it was found on; empty for what is said of the artifact itself
   * @param file the file it is about; empty for the artifact itself
   */
  Optional<Acceptance> acceptance(
      CheckedArtifact artifact, Optional<PairResult> pair, String file, Finding finding);

  /** Those of an artifact's own findings that keep it from passing. */
  List<Finding> breaking(CheckedArtifact artifact);

  /** What keeps an artifact from passing on one interpreter. */
  Pair decide(CheckedArtifact artifact, PairResult pair);

  /**
   * One artifact on one interpreter.
   *
   * @param notInstallable whether it does not pass because no installer would put it there
   * @param failing the extensions that keep it from passing
   * @param unexplained whether its verdict does not pass although that of no extension does so
   */
  record Pair(boolean notInstallable, List<Failing> failing, boolean unexplained) {

    /** Copies the list. */
    public Pair {
      failing = List.copyOf(failing);
    }

    /** Whether nothing keeps it from passing. */
    public boolean passes() {
      return !notInstallable && failing.isEmpty() && !unexplained;
    }
  }

  /**
   * An extension that does not pass.
   *
   * @param extension the extension
   * @param because the findings that weigh; none where its verdict does not pass without one
   */
  record Failing(ExtensionResult extension, List<Finding> because) {

    /** Copies the list. */
    public Failing {
      because = List.copyOf(because);
    }
  }
}
