package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes, by the contract's words. */
class PassingTest {

  private static final Finding ERROR =
      new Finding(Rule.AW201, Level.ERROR, "needs foo_bar, he", "");
  private static final Finding GIL = new Finding(Rule.AW301, Level.WARNING, "turns it on", "");

  @ParameterizedTest
  @CsvSource({
    "loads,          cp314-cp314, true",
    "loads-gil,      cp314-cp314, true",
    "loads-gil,      cp314-cp314t, false",
    "loads-gil,      cp315-abi3t, false",
    "not-applicable, cp314-cp314, true",
    "unsafe,         cp314-cp314, false",
    "fails,          cp314-cp314, false",
    "refused,        cp314-cp314, false",
    "unknown,        cp314-cp314, false",
  })
  void byDefault(String verdict, String tag, boolean passes) {
    CheckReport report = report(tag, Optional.of(true), result(verdict, List.of()));
    assertThat(passing(Optional.empty()).passes(report)).isEqualTo(passes);
  }

  @Test
  void nothingJudgedDoesNotPass() {
    CheckReport nothing = new CheckReport(List.of(), List.of(), List.of(), List.of());
    assertThat(passing(Optional.empty()).passes(nothing)).isFalse();
  }

  @Test
  void notInstallableCountsWhereTheInterpreterWasNamed() {
    CheckReport report = report("cp314-cp314", Optional.of(false), result("loads", List.of()));
    assertThat(new Passing(Optional.empty(), List.of(), (artifact, pair) -> true).passes(report))
        .isFalse();
    assertThat(new Passing(Optional.empty(), List.of(), (artifact, pair) -> false).passes(report))
        .isTrue();
  }

  @Test
  void failOnReplacesTheDefault() throws UsageException {
    CheckReport unsafe = report("cp314-cp314", Optional.of(true), result("unsafe", List.of(ERROR)));
    assertThat(failOn("fails").passes(unsafe)).isTrue();
    assertThat(failOn("fails", "AW201").passes(unsafe)).isFalse();
    CheckReport gil = report("cp314-cp314", Optional.of(true), result("loads-gil", List.of(GIL)));
    assertThat(failOn("AW301").passes(gil)).isFalse();
    assertThat(failOn("loads-gil").passes(gil)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AW201, true",
    "AW201:demo/x.so, true",
    "AW201:x.so, true",
    "AW201:foo_bar, true",
    "AW201:foo, false",
    "AW201:y.so, false",
    "AW202, false",
  })
  void acceptedFindingsDoNotCount(String accept, boolean passes) throws UsageException {
    CheckReport report = report("cp314-cp314", Optional.of(true), result("unsafe", List.of(ERROR)));
    Passing passing =
        new Passing(Optional.empty(), List.of(Accepted.parse(accept)), (artifact, pair) -> false);
    assertThat(passing.passes(report)).isEqualTo(passes);
  }

  @Test
  void anAcceptedFindingDoesNotExcuseAnother() throws UsageException {
    Finding other = new Finding(Rule.AW401, Level.ERROR, "needs more", "");
    CheckReport report =
        report("cp314-cp314", Optional.of(true), result("unsafe", List.of(ERROR, other)));
    Passing passing =
        new Passing(Optional.empty(), List.of(Accepted.parse("AW201")), (artifact, pair) -> false);
    assertThat(passing.passes(report)).isFalse();
  }

  private static Passing passing(Optional<Passing.FailOn> failOn) {
    return new Passing(failOn, List.of(), (artifact, pair) -> false);
  }

  private static Passing failOn(String... words) throws UsageException {
    return passing(Optional.of(Passing.FailOn.parse(List.of(words))));
  }

  private static ExtensionResult result(String verdict, List<Finding> findings) {
    return new ExtensionResult(
        "demo/x.so",
        "demo.x",
        WordsOf.verdict(verdict).orElseThrow(),
        Optional.empty(),
        Depth.STATIC,
        findings,
        Observation.notRun(Depth.STATIC, ""));
  }

  private static CheckReport report(
      String tag, Optional<Boolean> installable, ExtensionResult extension) {
    InterpreterFacts facts =
        new InterpreterFacts(
            "3.14.7t",
            PythonVersion.of(3, 14, 7),
            true,
            false,
            "linux_x86_64",
            Optional.empty(),
            List.of(".so"),
            Optional.empty());
    Interpreter python =
        new Interpreter(
            facts,
            Optional.empty(),
            Optional.empty(),
            Path.of("/"),
            Optional.empty(),
            "test",
            true,
            "",
            "");
    String[] parts = tag.split("-");
    Verdict verdict = extension.verdict();
    return new CheckReport(
        List.of(python),
        List.of(
            new CheckedArtifact(
                "demo.whl",
                Artifact.Kind.WHEEL,
                "",
                List.of(new Tag(parts[0], parts[1], "linux_x86_64")),
                List.of(
                    new PairResult(
                        python, installable, Optional.empty(), verdict, List.of(extension))),
                List.of())),
        List.of(),
        List.of());
  }
}
