package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.WheelName;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of an audit. */
class AuditTableTest {

  @Test
  void errorsComeFirstAndOneCauseIsSaidOnce() throws IOException {
    List<AuditFinding> findings = new ArrayList<>();
    findings.add(finding(Rule.AW111, Level.NOTE, "pkg/a.so"));
    for (int i = 0; i < 40; i++) {
      findings.add(finding(Rule.AW105, Level.ERROR, "pkg/m%02d.so".formatted(i)));
    }
    String text = table(100, true, findings);
    assertThat(text).startsWith("✘ broken  demo-1.0-cp315-abi3.abi3t-win_amd64.whl\n");
    assertThat(text)
        .contains("  claims cp315-abi3 and cp315-abi3t for win_amd64; Requires-Python >=3.15")
        .contains("  made by maturin 1.9")
        .contains("  installs on 3.15: should load")
        .contains("AW105 error in 40 extensions: ", "    m00, m01, m02 and 37 more\n")
        .contains("1 broken; 40 errors, 1 note")
        .contains("abiwarden explain AW105");
    assertThat(text.indexOf("AW105")).isLessThan(text.indexOf("AW111"));
    assertThat(text.lines().filter(line -> line.contains("AW105 error"))).hasSize(1);
  }

  @Test
  void whatIsAcceptedIsStillListed() throws IOException {
    String text = table(100, false, List.of(finding(Rule.AW101, Level.ERROR, "pkg/known.so")));
    assertThat(text)
        .startsWith("broken  demo")
        .contains("Known and accepted\nAW101 error: pkg/known.so")
        .contains("1 accepted")
        .doesNotContain("; 1 error");
  }

  @Test
  void linesFitANarrowTerminal() throws IOException {
    String text = table(44, true, List.of(finding(Rule.AW105, Level.ERROR, "pkg/a.so")));
    assertThat(text.lines().filter(line -> !line.contains(".whl")))
        .allMatch(line -> line.length() <= 44);
  }

  @Test
  void manyArtifactsAreAListAndOneCauseIsStillSaidOnce() throws IOException {
    List<AuditFinding> findings = List.of(finding(Rule.AW105, Level.ERROR, "pkg/a.so"));
    String text =
        table(
            80,
            true,
            findings,
            "dist/demo-1.0-cp315-abi3-win_amd64.whl",
            "dist/demo-1.0-cp315-abi3-win_arm64.whl",
            "dist/demo-1.0-cp315-abi3-" + "musllinux_1_2_x86_64.".repeat(3) + "any.whl");
    assertThat(text)
        .isEqualTo(
            """
            ✘ broken  demo-1.0-cp315-abi3-win_amd64.whl                                 3.15
            ✘ broken  demo-1.0-cp315-abi3-win_arm64.whl                                 3.15
            ✘ broken  demo-1.0-cp315-abi3-musllinux_1…_64.musllinux_1_2_x86_64.any.whl  3.15

            What does not pass
            AW105 error in 3 wheels: Wheel tagged ABI none, but an extension in it is
              bound to one ABI. Such as: pkg/a.so is not what the name says.
                demo-1.0-cp315-abi3-win_amd64.whl: a.so
                demo-1.0-cp315-abi3-win_arm64.whl: a.so
                demo-1.0-cp315-abi3-musllinux_1_2_x86_64.musllinux_1_2_x86_64.musllinux_1_2_x86_64.any.whl:
                a.so
              help: Build it again.

            3 broken; 3 errors
            does not pass; what it means, and how to fix it: abiwarden explain AW105
            """);
  }

  @Test
  void helpsThatDifferInATagAreOne() throws IOException {
    List<AuditFinding> findings = new ArrayList<>();
    for (String tag : List.of("cp313", "cp314")) {
      findings.add(
          AuditFinding.of(
              "pkg/a.so",
              new Finding(
                  Rule.AW105, Level.ERROR, "a.so is built for " + tag + ".", "Say " + tag + ".")));
    }
    String text = table(100, true, findings, "a-1.whl", "b-1.whl", "c-1.whl");
    assertThat(text).contains("  help: Say cp313 (cp314 in place of cp313 for the others).\n");
  }

  @Test
  void untidyMetadataIsNotCalledUnreadable() throws IOException {
    AuditFinding untidy =
        AuditFinding.of("pkg/a.so", new Finding(Rule.AW502, Level.WARNING, "WHEEL is odd.", ""));
    assertThat(table(100, true, List.of(untidy), "a-1.whl", "b-1.whl", "c-1.whl"))
        .contains("AW502 warning in 3 wheels: Could be read, and is not as it should be. Such as: ")
        .doesNotContain("Not a readable");
  }

  @Test
  void ofVeryManyThoseThatPassAreOnlyCounted() throws IOException {
    String[] names = new String[70];
    for (int i = 0; i < names.length; i++) {
      names[i] = "dist/demo-1." + i + "-cp315-abi3-win_amd64.whl";
    }
    assertThat(table(80, true, List.of(), names))
        .isEqualTo("✔ kept  70 (-v lists them)\n\n70 kept\n");
    List<AuditFinding> findings = List.of(finding(Rule.AW105, Level.ERROR, "pkg/a.so"));
    assertThat(table(80, true, findings, names))
        .startsWith("✘ broken  demo-1.0-cp315-abi3 ")
        .contains("    and 60 more: demo-1.10-cp315-abi3, ");
  }

  @Test
  void versionsInARowAreARange() {
    assertThat(Installs.ranges(List.of("3.9", "3.10", "3.11", "3.13", "3.13t", "3.14t", "3.16t")))
        .isEqualTo("3.9 to 3.11, 3.13, 3.13t to 3.14t, 3.16t");
  }

  private static String table(int width, boolean glyphs, List<AuditFinding> findings)
      throws IOException {
    return table(width, glyphs, findings, "demo-1.0-cp315-abi3.abi3t-win_amd64.whl");
  }

  private static String table(
      int width, boolean glyphs, List<AuditFinding> findings, String... artifacts)
      throws IOException {
    WheelName name = WheelName.parse("demo-1.0-cp315-abi3.abi3t-win_amd64.whl").orElseThrow();
    AuditedArtifact artifact =
        new AuditedArtifact(
            Path.of("demo-1.0-cp315-abi3.abi3t-win_amd64.whl"),
            Artifact.Kind.WHEEL,
            "0".repeat(64),
            new Claims(
                Optional.of("demo"),
                Optional.of("1.0"),
                name.tags(),
                List.of(),
                Optional.of(">=3.15"),
                Optional.of("maturin (1.9)"),
                List.of()),
            findings.isEmpty() ? AuditVerdict.KEPT : AuditVerdict.BROKEN,
            List.of(new Installation("3.15", List.of("cp315-abi3"), Verdict.LOADS)),
            findings);
    StringWriter out = new StringWriter();
    AuditTable table = new AuditTable(out, new View(new Style(false, width), glyphs, false));
    table.begin();
    for (String shown : artifacts) {
      table.audited(new AuditReport.Audited(shown, artifact, new KnownFile()));
    }
    table.end();
    return out.toString();
  }

  /** Accepts all that is about one file, and nothing else. */
  private static final class KnownFile implements AuditDecisions {
    @Override
    public AuditVerdict verdict(AuditedArtifact artifact) {
      return artifact.verdict();
    }

    @Override
    public Optional<Acceptance> acceptance(AuditedArtifact artifact, AuditFinding found) {
      return found.file().equals(Optional.of("pkg/known.so"))
          ? Optional.of(Acceptance.BY_OPTION)
          : Optional.empty();
    }

    @Override
    public boolean breaks(AuditedArtifact artifact, AuditFinding found) {
      return acceptance(artifact, found).isEmpty();
    }

    @Override
    public boolean verdictBreaks(AuditedArtifact artifact) {
      return false;
    }

    @Override
    public Optional<String> unreadable(AuditedArtifact artifact) {
      return Optional.empty();
    }
  }

  private static AuditFinding finding(Rule rule, Level level, String file) {
    return AuditFinding.of(
        file, new Finding(rule, level, file + " is not what the name says.", "Build it again."));
  }
}
