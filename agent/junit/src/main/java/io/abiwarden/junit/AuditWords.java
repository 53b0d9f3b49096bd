package io.abiwarden.junit;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.judge.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What an audit found, for a failed assertion. */
final class AuditWords {

  private AuditWords() {}

  /**
   * Why an artifact, or a wheel of a folder of such, does not keep its promises; empty if it does.
   */
  static Optional<String> whyNotKept(Path path) {
    try {
      for (Path each : ArtifactGlob.wheelsIn(path)) {
        Optional<String> why = whyNotKept(each, Abiwarden.audit(each));
        if (why.isPresent()) {
          return why;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()) + Evidence.lookedIn(path) + ".");
    }
  }

  private static Optional<String> whyNotKept(Path path, AuditedArtifact audited) {
    if (audited.verdict() == AuditVerdict.KEPT) {
      return audited.kind() == Artifact.Kind.TREE && audited.claims().files().isEmpty()
          ? Optional.of(path + " has no extension modules, so that there is nothing to promise.")
          : Optional.empty();
    }
    boolean broken = audited.verdict() == AuditVerdict.BROKEN;
    Lines lines = new Lines();
    lines.add(
        0,
        ShortNames.fileName(path)
            + (broken
                ? " does not keep its promises: verdict broken."
                : " cannot be told to keep its promises: verdict unknown."));
    lines.gap();
    List<AuditFinding> weighty =
        audited.findings().stream()
            .filter(found -> !broken || found.finding().level() == Level.ERROR)
            .toList();
    lines.findings(1, weighty.stream().map(AuditFinding::finding).toList());
    if (weighty.isEmpty()) {
      lines.add(1, "what a promise rests on is only decided when its code runs: see loads()");
    }
    lines.add(1, "artifact: " + Evidence.artifact(path, audited.sha256()));
    return Optional.of(lines.toString());
  }
}
