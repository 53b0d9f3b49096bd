package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.wheel.Tag;
import java.util.List;

/**
 * One artifact's results.
 *
 * @param artifact its path as given
 * @param kind what it is
 * @param sha256 of the file, empty for a folder
 * @param tags a wheel's tags, expanded
 * @param results one for each interpreter, in the interpreters' order
 * @param findings what is wrong with the artifact whatever the interpreter
 */
public record CheckedArtifact(
    String artifact,
    Artifact.Kind kind,
    String sha256,
    List<Tag> tags,
    List<PairResult> results,
    List<Finding> findings) {

  /** Copies the lists. */
  public CheckedArtifact {
    tags = List.copyOf(tags);
    results = List.copyOf(results);
    findings = List.copyOf(findings);
  }
}
