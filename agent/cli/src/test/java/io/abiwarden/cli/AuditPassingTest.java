package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Claims;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What passes an audit, and what users can make of that. */
class AuditPassingTest {

  private static final AuditFinding SYMBOLS =
      finding(Rule.AW101, Level.ERROR, "pkg/_a.abi3.so", "PyFrame_GetBack", "_PyLong_Sign");
  private static final AuditFinding GIL = finding(Rule.AW301, Level.WARNING, "pkg/_a.abi3.so");
  private static final AuditFinding TORN =
      AuditFinding.of(new Finding(Rule.AW502, Level.ERROR, "x.whl is not a zip file", ""));

  @Test
  void anErrorDoesNotPassAndAWarningDoes() throws UsageException {
    AuditPassing plain = passing("", "");
    assertThat(plain.passes(artifact(AuditVerdict.BROKEN, SYMBOLS))).isFalse();
    assertThat(plain.passes(artifact(AuditVerdict.KEPT, GIL))).isTrue();
    assertThat(plain.passes(artifact(AuditVerdict.UNKNOWN))).isTrue();
  }

  @Test
  void failOnReplacesTheDefault() throws UsageException {
    AuditedArtifact broken = artifact(AuditVerdict.BROKEN, SYMBOLS);
    AuditedArtifact warned = artifact(AuditVerdict.KEPT, GIL);
    AuditedArtifact unknown = artifact(AuditVerdict.UNKNOWN);
    assertThat(passing("AW301", "").passes(broken)).isTrue();
    assertThat(passing("aw301", "").passes(warned)).isFalse();
    assertThat(passing("warning", "").passes(warned)).isFalse();
    assertThat(passing("unknown,broken", "").passes(unknown)).isFalse();
    assertThat(passing("unknown,broken", "").passes(broken)).isFalse();
    assertThat(passing("warning", "AW301").passes(warned)).isTrue();
  }

  @Test
  void aFindingIsAcceptedByRuleByFileOrByAllOfItsNames() throws UsageException {
    AuditedArtifact artifact = artifact(AuditVerdict.BROKEN, SYMBOLS);
    for (String accepted :
        new String[] {
          "AW101",
          "AW101:_a.abi3.so",
          "AW101:pkg/_a.abi3.so",
          "AW101:PyFrame_GetBack,AW101:_PyLong_Sign"
        }) {
      AuditPassing passing = passing("", accepted);
      assertThat(passing.acceptance(artifact, SYMBOLS)).as(accepted).isPresent();
      assertThat(passing.passes(artifact)).as(accepted).isTrue();
      assertThat(passing.verdict(artifact)).as(accepted).isEqualTo(AuditVerdict.KEPT);
    }
    for (String other :
        new String[] {"AW102", "AW101:a.abi3.so", "AW101:PyFrame_GetBack", "AW101:PyFrame"}) {
      assertThat(passing("", other).acceptance(artifact, SYMBOLS)).as(other).isEmpty();
    }
  }

  @Test
  void whatIsAcceptedDoesNotHideTheRest() throws UsageException {
    AuditPassing passing = passing("", "AW101");
    AuditFinding other = finding(Rule.AW105, Level.ERROR, "pkg/_b.so");
    AuditedArtifact artifact = artifact(AuditVerdict.BROKEN, SYMBOLS, other);
    assertThat(passing.passes(artifact)).isFalse();
    assertThat(passing.verdict(artifact)).isEqualTo(AuditVerdict.BROKEN);
  }

  @Test
  void aFileThatIsNotWhatItsNameSaysIsAnInputThatCannotBeRead() throws UsageException {
    AuditPassing plain = passing("", "");
    assertThat(plain.unreadable(artifact(AuditVerdict.UNKNOWN, TORN)))
        .contains("x.whl is not a zip file");
    AuditFinding inside = finding(Rule.AW502, Level.ERROR, "pkg/_a.so");
    assertThat(plain.unreadable(artifact(AuditVerdict.BROKEN, inside))).isEmpty();
    assertThat(passing("", "AW502").unreadable(artifact(AuditVerdict.UNKNOWN, TORN))).isEmpty();
    assertThat(passing("", "AW502").verdict(artifact(AuditVerdict.BROKEN, TORN)))
        .isEqualTo(AuditVerdict.UNKNOWN);
  }

  private static AuditPassing passing(String failOn, String accept) throws UsageException {
    List<Accepted> accepted = new ArrayList<>();
    for (String one : words(accept)) {
      accepted.add(Accepted.parse(one));
    }
    return new AuditPassing(
        failOn.isEmpty() ? Optional.empty() : Optional.of(AuditPassing.FailOn.parse(words(failOn))),
        accepted);
  }

  private static List<String> words(String list) {
    return list.isEmpty() ? List.of() : Arrays.asList(list.split(","));
  }

  private static AuditFinding finding(Rule rule, Level level, String file, String... names) {
    return new AuditFinding(
        Optional.of(file), new Finding(rule, level, file + " is wrong", ""), List.of(names));
  }

  private static AuditedArtifact artifact(AuditVerdict verdict, AuditFinding... findings) {
    return new AuditedArtifact(
        Path.of("x.whl"),
        Artifact.Kind.WHEEL,
        "",
        Claims.none(),
        verdict,
        List.of(),
        List.of(findings));
  }
}
