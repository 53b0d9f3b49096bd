package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.wheel.Generator;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of an audit.
 *
 * @param path the artifact
 * @param kind what it is
 * @param sha256 of the file, in hexadecimal; empty for a folder
 * @param claims what it says of itself
 * @param verdict whether that is true
 * @param installations the known interpreters that an installer would put it on, oldest first
 * @param findings what was found, errors first, then by file
 * @param builders what its extensions were made with: {@code PyO3 0.29.3}
 */
public record AuditedArtifact(
    Path path,
    Artifact.Kind kind,
    String sha256,
    Claims claims,
    AuditVerdict verdict,
    List<Installation> installations,
    List<AuditFinding> findings,
    List<String> builders) {

  /** Copies the lists. */
  public AuditedArtifact {
    installations = List.copyOf(installations);
    findings = List.copyOf(findings);
    builders = List.copyOf(builders);
  }

  /** One of which nothing says what made it. */
  public AuditedArtifact(
      Path path,
      Artifact.Kind kind,
      String sha256,
      Claims claims,
      AuditVerdict verdict,
      List<Installation> installations,
      List<AuditFinding> findings) {
    this(path, kind, sha256, claims, verdict, installations, findings, List.of());
  }

  /** What made it, in one line: {@code PyO3 0.29.3 (maturin 1.15.0)}. */
  public Optional<String> madeBy() {
    String code = String.join(", ", builders);
    Optional<String> packed =
        claims
            .generator()
            .map(line -> Generator.parse(line).shown())
            .filter(name -> !name.isEmpty());
    return code.isEmpty()
        ? packed
        : Optional.of(packed.map(name -> code + " (" + name + ")").orElse(code));
  }

  /** Whether there is a finding of level error. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(found -> found.finding().level() == Level.ERROR);
  }
}
