package io.abiwarden.core.audit;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Audits artifacts. Holds nothing between two of them; safe for several threads. */
public final class Auditor {

  private Auditor() {}

  /**
   * Audits one artifact: a wheel, a single extension, or an installed tree.
   *
   * @param path where it lies
   * @return what was found; what is wrong with the file itself is among the findings
   * @throws IOException if there is nothing to read at that path; the message says so
   */
  public static AuditedArtifact audit(Path path) throws IOException {
    try (Artifact artifact = ArtifactReader.open(path)) {
      List<AuditFinding> findings = artifact.findings().stream().map(AuditFinding::of).toList();
      Optional<WheelName> name = WheelName.parse(String.valueOf(path.getFileName()));
      Claims claims =
          new Claims(
              name.map(WheelName::distribution),
              name.map(WheelName::version),
              artifact.tags(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              List.of());
      return new AuditedArtifact(
          path,
          artifact.kind(),
          artifact.sha256(),
          claims,
          findings.isEmpty() ? AuditVerdict.KEPT : AuditVerdict.UNKNOWN,
          List.of(),
          findings);
    }
  }
}
