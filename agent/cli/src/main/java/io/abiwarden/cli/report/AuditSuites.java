package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.wheel.Tag;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit in a format that is written row by row: the artifact itself, then each of its files. */
public final class AuditSuites implements AuditReport {

  private final SuiteWriter writer;

  private AuditSuites(SuiteWriter writer) {
    this.writer = writer;
  }

  /** As a test report; written to a writer, which the caller flushes and closes. */
  public static AuditReport junit(Writer out) {
    return new AuditSuites(new JunitXml("abiwarden audit", out));
  }

  /** As SARIF 2.1.0; written to a writer, which the caller flushes and closes. */
  public static AuditReport sarif(Writer out) {
    return new AuditSuites(new Sarif(out, List.of()));
  }

  @Override
  public void begin() throws IOException {
    writer.begin();
  }

  @Override
  public void audited(Audited audited) throws IOException {
    writer.suite(of(audited));
  }

  @Override
  public void notRead(String artifact, String why) throws IOException {
    writer.suite(Suite.notRead(new NotRead(artifact, why)));
  }

  @Override
  public void covered(Coverage coverage) throws IOException {
    for (Suite suite : CoverageSuites.of(coverage)) {
      writer.suite(suite);
    }
  }

  @Override
  public void end() throws IOException {
    writer.end();
  }

  /** One artifact's rows. */
  static Suite of(Audited audited) {
    AuditedArtifact artifact = audited.artifact();
    AuditDecisions decisions = audited.decisions();
    Map<String, List<AuditFinding>> byFile = new LinkedHashMap<>();
    byFile.put("", new ArrayList<>());
    for (Claims.FileClaim claim : artifact.claims().files()) {
      byFile.put(claim.file(), new ArrayList<>());
    }
    for (AuditFinding found : artifact.findings()) {
      byFile.computeIfAbsent(found.file().orElse(""), file -> new ArrayList<>()).add(found);
    }
    Optional<String> unreadable = decisions.unreadable(artifact);
    boolean verdictBreaks = decisions.verdictBreaks(artifact);
    List<Row> rows = new ArrayList<>();
    byFile.forEach(
        (file, findings) -> {
          boolean itself = file.isEmpty();
          boolean fails =
              findings.stream().anyMatch(found -> decisions.breaks(artifact, found))
                  || (itself && verdictBreaks);
          Row.Status status =
              itself && unreadable.isPresent()
                  ? Row.Status.UNREADABLE
                  : fails ? Row.Status.FAILED : Row.Status.PASSED;
          String said =
              itself
                  ? unreadable.orElse(audited.verdict().word())
                  : fails ? "not what was promised" : "nothing speaks against it";
          rows.add(
              Row.of(file, status, said, reasons(findings, audited))
                  .explained(
                      Reason.failing(
                          audited.verdict().word(),
                          "The verdict on "
                              + BaseName.of(audited.shown())
                              + " is "
                              + audited.verdict().word()
                              + ", which --fail-on names.",
                          "")));
        });
    return new Suite(audited.shown(), Optional.of(artifact.kind()), facts(audited), rows);
  }

  private static Map<String, String> facts(Audited audited) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", audited.artifact().kind().word());
    facts.put("verdict", audited.verdict().word());
    if (!audited.artifact().sha256().isEmpty()) {
      facts.put("sha256", audited.artifact().sha256());
    }
    List<Tag> tags = audited.artifact().claims().tags();
    if (!tags.isEmpty()) {
      facts.put("tags", String.join(" ", tags.stream().map(Tag::toString).toList()));
    }
    return facts;
  }

  private static List<Reason> reasons(List<AuditFinding> findings, Audited audited) {
    return findings.stream()
        .map(
            found ->
                Reason.of(
                    found.finding(),
                    audited.acceptance(found),
                    audited.decisions().breaks(audited.artifact(), found)))
        .toList();
  }
}
