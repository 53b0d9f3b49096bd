package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.judge.Acceptance;
import java.io.IOException;
import java.util.Optional;

/**
 * An audit as it is written: artifact by artifact, so that nothing of one is kept once it is out.
 * For one thread.
 */
public interface AuditReport {

  /**
   * An artifact that was audited.
   *
   * @param shown how the user named it
   * @param artifact what was found
   * @param decisions what the audit's options make of that
   */
  record Audited(String shown, AuditedArtifact artifact, AuditDecisions decisions) {

    /** The verdict, once what the user accepts breaks nothing. */
    public AuditVerdict verdict() {
      return decisions.verdict(artifact);
    }

    /** Whether a finding is one that the user accepts. */
    public boolean accepts(AuditFinding found) {
      return acceptance(found).isPresent();
    }

    /** Whether a finding keeps the artifact from passing. */
    public boolean breaks(AuditFinding found) {
      return decisions.breaks(artifact, found);
    }

    /** Why the user accepts a finding, if that is so. */
    public Optional<Acceptance> acceptance(AuditFinding found) {
      return decisions.acceptance(artifact, found);
    }
  }

  /** Writes what stands before all artifacts. */
  void begin() throws IOException;

  /** Writes one artifact. */
  void audited(Audited audited) throws IOException;

  /**
   * Writes down something that could not be looked at.
   *
   * @param artifact how the user named it
   * @param why one line
   */
  void notRead(String artifact, String why) throws IOException;

  /**
   * Writes what the artifacts cover, once all were written; only where that was asked.
   *
   * @param coverage what they cover
   */
  void covered(Coverage coverage) throws IOException;

  /** Writes what stands after all artifacts. */
  void end() throws IOException;
}
