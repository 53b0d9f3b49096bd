package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.judge.Acceptance;
import java.util.Optional;

/** What the options of an audit make of its results. */
public interface AuditDecisions {

  /** The verdict, once what the user accepts breaks nothing. */
  AuditVerdict verdict(AuditedArtifact artifact);

  /** Why a finding breaks nothing although it is there; empty if nobody has accepted it. */
  Optional<Acceptance> acceptance(AuditedArtifact artifact, AuditFinding finding);

  /** Whether a finding keeps its artifact from passing. */
  boolean breaks(AuditedArtifact artifact, AuditFinding finding);

  /** Whether the verdict alone keeps an artifact from passing. */
  boolean verdictBreaks(AuditedArtifact artifact);

  /** What stands in the way of reading an artifact at all, if something does. */
  Optional<String> unreadable(AuditedArtifact artifact);
}
