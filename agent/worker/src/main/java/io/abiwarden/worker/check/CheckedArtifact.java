package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.inspect.Inspection;
import java.util.List;
import java.util.Optional;

/**
 * One artifact's results.
 *
 * @param artifact its path as given
 * @param kind what it is
 * @param sha256 of the file, empty for a folder
 * @param tags a wheel's tags, expanded
 * @param results one for each interpreter, in the interpreters' order
 * @param findings what is wrong with the artifact whatever the interpreter
 * @param inspection what is baked into it
 */
public record CheckedArtifact(
    String artifact,
    Artifact.Kind kind,
    String sha256,
    List<Tag> tags,
    List<PairResult> results,
    List<Finding> findings,
    Optional<Inspection> inspection) {

  /** Copies the lists. */
  public CheckedArtifact {
    tags = List.copyOf(tags);
    results = List.copyOf(results);
    findings = List.copyOf(findings);
  }

  /** One of which only the results are known. */
  public CheckedArtifact(
      String artifact,
      Artifact.Kind kind,
      String sha256,
      List<Tag> tags,
      List<PairResult> results,
      List<Finding> findings) {
    this(artifact, kind, sha256, tags, results, findings, Optional.empty());
  }

  /** The same under another name: a wheel that was brought here from an index has that of there. */
  public CheckedArtifact named(String name) {
    return new CheckedArtifact(name, kind, sha256, tags, results, findings, inspection);
  }
}
