package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.wheel.Tag;
import java.util.Optional;

/** An audited artifact as JSON. */
final class AuditFields {

  /** The name of the document, without the program's. */
  static final String SCHEMA = "audit/1";

  private AuditFields() {}

  /** Adds an artifact's fields to an object. */
  static Json.Fields artifact(Json.Fields fields, AuditReport.Audited audited) {
    AuditedArtifact artifact = audited.artifact();
    return fields
        .put("artifact", audited.shown())
        .put("kind", artifact.kind().word())
        .put("sha256", artifact.sha256())
        .put("claims", claims(artifact.claims()).map())
        .put("builders", artifact.builders())
        .put("verdict", audited.verdict().word())
        .put("installs", Json.objects(artifact.installations(), AuditFields::installation))
        .put(
            "findings",
            Json.objects(
                artifact.findings(),
                found ->
                    finding(found)
                        .put("accepted", audited.accepts(found))
                        .put("why", Acceptance.why(audited.acceptance(found)))));
  }

  private static Json.Fields claims(Claims claims) {
    return new Json.Fields()
        .put("project", claims.project())
        .put("version", claims.version())
        .put("tags", claims.tags().stream().map(Tag::toString).toList())
        .put("metadataTags", claims.metadataTags().stream().map(Tag::toString).toList())
        .put("requiresPython", claims.requiresPython())
        .put("generator", claims.generator())
        .put(
            "files",
            Json.objects(
                claims.files(),
                file ->
                    new Json.Fields()
                        .put("file", file.file())
                        .put("module", file.module())
                        .put("suffix", file.suffix())));
  }

  private static Json.Fields installation(Installation installation) {
    return new Json.Fields()
        .put("python", installation.python())
        .put("tags", installation.tags())
        .put("verdict", installation.verdict().word());
  }

  private static Json.Fields finding(AuditFinding found) {
    Finding finding = found.finding();
    return new Json.Fields()
        .put("file", found.file())
        .put("rule", finding.rule().id())
        .put("level", finding.level().word())
        .put("message", finding.message())
        .put("help", finding.help().isEmpty() ? Optional.empty() : finding.help())
        .put("names", found.names());
  }

  /** What could not be looked at. */
  static Json.Fields notRead(Json.Fields fields, String artifact, String why) {
    return fields.put("artifact", artifact).put("why", why);
  }
}
