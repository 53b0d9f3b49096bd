package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.cli.report.AuditMarkdown;
import io.abiwarden.cli.report.AuditReport;
import io.abiwarden.cli.report.AuditSuites;
import io.abiwarden.cli.report.SampleCheck;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What other tools read of an audit, read by their own readers. */
class AuditFormatsTest {

  @Test
  void allFormatsAgreeWithTheExitCode() throws IOException, UsageException {
    Random random = new Random(11);
    int failed = 0;
    int passed = 0;
    for (int i = 0; i < 300; i++) {
      List<AuditedArtifact> artifacts = new ArrayList<>();
      for (int j = random.nextInt(3); j >= 0; j--) {
        artifacts.add(random(random, j));
      }
      AuditPassing passing = options(random);
      boolean missing = random.nextInt(8) == 0;
      String junit = written(AuditSuites::junit, artifacts, passing, missing);
      List<ReportTestCase> cases = JunitReader.cases(junit);
      String markdown = written(AuditMarkdown::new, artifacts, passing, missing);
      JsonNode sarif = SarifSchema.check(written(AuditSuites::sarif, artifacts, passing, missing));
      boolean unreadable =
          missing || artifacts.stream().anyMatch(one -> passing.unreadable(one).isPresent());
      boolean passes = artifacts.stream().allMatch(passing::passes);
      assertThat(cases.stream().anyMatch(ReportTestCase::hasError)).isEqualTo(unreadable);
      assertThat(sarif.path("invocations").path(0).path("executionSuccessful").asBoolean())
          .isEqualTo(!unreadable);
      if (!unreadable) {
        failed += passes ? 0 : 1;
        passed += passes ? 1 : 0;
        assertThat(cases.stream().anyMatch(ReportTestCase::hasFailure)).isEqualTo(!passes);
        assertThat(markdown)
            .startsWith("## abiwarden audit: " + (passes ? "passes" : "does not pass"));
        assertThat(passes || !sarif.path("results").isEmpty()).isTrue();
      }
      GfmReader gfm = GfmReader.of(markdown);
      assertThat(gfm.rows).hasSize(artifacts.size() + 1).allMatch(row -> row.size() == 4);
      assertThat(gfm.links).isEmpty();
      assertThat(gfm.html).allMatch(html -> html.contains("details"));
    }
    assertThat(failed).isGreaterThan(50);
    assertThat(passed).isGreaterThan(20);
  }

  @Test
  void eachFileOfAWheelIsACase() throws IOException, UsageException {
    AuditedArtifact artifact =
        artifact(
            "demo-1.0-cp310-abi3-any.whl",
            AuditVerdict.BROKEN,
            AuditFinding.of(new Finding(Rule.AW109, Level.ERROR, "Installs on 3.11.", "Mend it.")),
            AuditFinding.of("demo/b.so", new Finding(Rule.AW104, Level.ERROR, "Not abi3.", "")));
    List<AuditedArtifact> artifacts = List.of(artifact);
    AuditPassing passing = new AuditPassing(Optional.empty(), List.of(Accepted.parse("AW104")));
    String xml = written(AuditSuites::junit, artifacts, passing, false);
    List<ReportTestCase> cases = JunitReader.cases(xml);
    assertThat(cases.stream().map(ReportTestCase::getName))
        .containsExactly("the wheel itself", "demo/a.so", "demo/b.so");
    assertThat(cases.stream().map(ReportTestCase::hasFailure)).containsExactly(true, false, false);
    assertThat(cases.getFirst().getFailureMessage()).isEqualTo("Installs on 3.11. Mend it.");
    assertThat(xml).contains("accepted AW104 error: Not abi3.");
    List<List<String>> rows =
        GfmReader.of(written(AuditMarkdown::new, artifacts, passing, false)).rows;
    assertThat(rows.get(1))
        .containsExactly(
            "demo-1.0-cp310-abi3-any.whl",
            "✘ broken",
            "",
            "3.10: should load; 3.11: Python refuses it");
  }

  private static String written(
      Function<Writer, AuditReport> format,
      List<AuditedArtifact> artifacts,
      AuditPassing passing,
      boolean missing)
      throws IOException {
    StringWriter out = new StringWriter();
    AuditReport report = format.apply(out);
    report.begin();
    for (AuditedArtifact artifact : artifacts) {
      report.audited(new AuditReport.Audited(artifact.path().toString(), artifact, passing));
    }
    if (missing) {
      report.notRead("missing|@x.whl", "no such file");
    }
    report.end();
    return out.toString();
  }

  private static AuditPassing options(Random random) throws UsageException {
    List<Accepted> accepted = random.nextBoolean() ? List.of(Accepted.parse("AW101")) : List.of();
    return switch (random.nextInt(4)) {
      case 0 ->
          new AuditPassing(Optional.of(AuditPassing.FailOn.parse(List.of("unknown"))), accepted);
      case 1 ->
          new AuditPassing(
              Optional.of(AuditPassing.FailOn.parse(List.of("warning", "AW111"))), accepted);
      default -> new AuditPassing(Optional.empty(), accepted);
    };
  }

  private static AuditedArtifact random(Random random, int number) {
    Rule[] rules = {Rule.AW101, Rule.AW104, Rule.AW111, Rule.AW501, Rule.AW502};
    List<AuditFinding> findings = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      Finding finding =
          new Finding(
              SampleCheck.one(random, rules),
              SampleCheck.one(random, Level.values()),
              "It says " + SampleCheck.hostile(random) + ".",
              SampleCheck.hostile(random));
      findings.add(
          random.nextInt(3) == 0
              ? AuditFinding.of(finding)
              : AuditFinding.of("demo/" + SampleCheck.hostile(random) + ".so", finding));
    }
    boolean broken = findings.stream().anyMatch(f -> f.finding().level() == Level.ERROR);
    return artifact(
        "w%d.whl".formatted(number),
        broken
            ? AuditVerdict.BROKEN
            : random.nextInt(4) == 0 ? AuditVerdict.UNKNOWN : AuditVerdict.KEPT,
        findings.toArray(new AuditFinding[0]));
  }

  private static AuditedArtifact artifact(
      String name, AuditVerdict verdict, AuditFinding... findings) {
    Claims claims =
        new Claims(
            Optional.of("demo"),
            Optional.of("1.0"),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                new Claims.FileClaim("demo/a.so", "demo.a", ".so"),
                new Claims.FileClaim("demo/b.so", "demo.b", ".so")));
    return new AuditedArtifact(
        Path.of(name),
        Artifact.Kind.WHEEL,
        "",
        claims,
        verdict,
        List.of(
            new Installation("3.10", List.of("cp310-abi3"), Verdict.LOADS),
            new Installation("3.11", List.of("cp310-abi3"), Verdict.REFUSED)),
        List.of(findings));
  }
}
