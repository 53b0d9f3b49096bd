package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Level;
import java.nio.file.Path;
import java.util.List;

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
 */
public record AuditedArtifact(
    Path path,
    Artifact.Kind kind,
    String sha256,
    Claims claims,
    AuditVerdict verdict,
    List<Installation> installations,
    List<AuditFinding> findings) {

  /** Copies the lists. */
  public AuditedArtifact {
    installations = List.copyOf(installations);
    findings = List.copyOf(findings);
  }

  /** Whether there is a finding of level error. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(found -> found.finding().level() == Level.ERROR);
  }
}
