package io.abiwarden.worker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Auditor;
import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.fixtures.AuditCase;
import io.abiwarden.fixtures.AuditCases;
import io.abiwarden.fixtures.AuditExpectation;
import io.abiwarden.fixtures.AuditMember;
import io.abiwarden.fixtures.AuditPacker;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.FixtureBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an audit finds in the artifacts with promises is what their table says is true of them. */
class AuditTableTest {

  private static final int FLOOR = 170;

  /** The answers of other tools that are wrong, and known to be. */
  private static final int OTHERS_FLOOR = 45;

  private static final AuditPacker PACKER = new AuditPacker(FixtureBuilder.onThisMachine());

  @TempDir static Path folder;

  @Test
  void hasEnoughRows() {
    assertThat(AuditCases.all()).hasSizeGreaterThanOrEqualTo(FLOOR);
    assertThat(AuditCases.all().stream().filter(artifact -> !artifact.others().isEmpty()))
        .hasSizeGreaterThanOrEqualTo(OTHERS_FLOOR);
  }

  /** The rules that are about promises; of those about imports, the ones that an audit says. */
  @ParameterizedTest
  @EnumSource(
      value = Rule.class,
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"AW1..", "AW301", "AW408", "AW5..", "AW6.."})
  void hasWhatBreaksARuleAndWhatNearlyDoes(Rule rule) {
    assertThat(AuditCases.all()).anyMatch(artifact -> artifact.expected().finds(rule.id()));
    assertThat(AuditCases.all())
        .anyMatch(artifact -> artifact.nearly().filter(rule.id()::equals).isPresent());
  }

  @TestFactory
  Stream<DynamicTest> findsWhatIsWrongAndNothingElse() {
    int[] number = {0};
    return AuditCases.all().stream()
        .map(
            artifact -> {
              Path place = folder.resolve(Integer.toString(number[0]++));
              return DynamicTest.dynamicTest(
                  artifact.kind() + " " + artifact, () -> agrees(artifact, place));
            });
  }

  private static void agrees(AuditCase artifact, Path place) throws IOException {
    Files.createDirectories(place);
    switch (PACKER.pack(artifact, place)) {
      case BuildResult.Missing(String reason) -> assumeTrue(false, reason);
      case BuildResult.Built(Path file) -> {
        AuditedArtifact audited = Auditor.audit(file);
        AuditExpectation expected = artifact.expected();
        String all =
            audited.findings().stream()
                .map(found -> shown(found.finding()) + " " + found.finding().message())
                .collect(Collectors.joining("\n  ", artifact + "\n  ", "\n"));
        assertThat(findings(audited)).as(all).isEqualTo(new TreeSet<>(expected.findings()));
        assertThat(audited.verdict().word()).as(all).isEqualTo(expected.verdict());
        // What is installed is where it is: no installer is asked where else it would put it.
        assertThat(audited.installations().stream().map(Installation::python))
            .as(all)
            .containsExactlyInAnyOrderElementsOf(
                artifact.kind() == AuditCase.Kind.TREE ? List.of() : expected.installs());
        assertThat(cannotLoad(audited))
            .as(all)
            .containsExactlyInAnyOrderElementsOf(expected.cannotLoad());
        assertThat(audited.findings().stream().flatMap(found -> found.file().stream()))
            .as("files by their whole paths: %s", all)
            .isSubsetOf(artifact.members().stream().map(AuditMember::path).toList());
        assertThat(Auditor.audit(file)).as("the second time").isEqualTo(audited);
      }
    }
  }

  private static Set<String> findings(AuditedArtifact audited) {
    return audited.findings().stream()
        .map(found -> shown(found.finding()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String shown(Finding finding) {
    String mark =
        switch (finding.level()) {
          case ERROR -> "";
          case WARNING -> "~";
          case NOTE -> ".";
        };
    return mark + finding.rule().id();
  }

  private static List<String> cannotLoad(AuditedArtifact audited) {
    return audited.findings().stream()
        .filter(found -> found.finding().rule() == Rule.AW109)
        .map(AuditFinding::names)
        .flatMap(List::stream)
        .toList();
  }
}
