package io.abiwarden.cli;

import static io.abiwarden.cli.report.SampleCheck.extension;
import static io.abiwarden.cli.report.SampleCheck.mismatch;
import static io.abiwarden.cli.report.SampleCheck.pair;
import static io.abiwarden.cli.report.SampleCheck.python;
import static io.abiwarden.cli.report.SampleCheck.report;
import static io.abiwarden.cli.report.SampleCheck.wheel;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.cli.report.CheckFormats;
import io.abiwarden.cli.report.CheckRun;
import io.abiwarden.cli.report.NotRead;
import io.abiwarden.cli.report.SampleCheck;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What other tools read of a check, read by their own readers. */
class CheckFormatsTest {

  private static final Interpreter GIL = python("3.14.7");
  private static final Interpreter FREE = python("3.14.7t");

  /** Whatever is in a report, each format says of it what the exit code does. */
  @Test
  void allFormatsAgreeWithTheExitCode() throws UsageException {
    Random random = new Random(5);
    int failed = 0;
    int read = 0;
    for (int i = 0; i < 150; i++) {
      CheckReport report = SampleCheck.random(random);
      Passing passing = options(random);
      List<NotRead> notRead =
          random.nextInt(8) == 0
              ? List.of(new NotRead(SampleCheck.hostile(random), "no such file"))
              : List.of();
      CheckRun run = new CheckRun(report, notRead, passing);
      boolean unreadable =
          !notRead.isEmpty()
              || report.artifacts().stream()
                  .flatMap(artifact -> artifact.findings().stream())
                  .anyMatch(found -> found.rule().isInput() && found.level() == Level.ERROR);

      String junit = CheckFormats.junit(run);
      List<ReportTestCase> cases = JunitReader.cases(junit);
      assertThat(cases.stream().anyMatch(ReportTestCase::hasError)).isEqualTo(unreadable);
      JsonNode sarif = SarifSchema.check(CheckFormats.sarif(run));
      String markdown = CheckFormats.markdown(run);
      GfmReader gfm = GfmReader.of(markdown);
      JsonNode invocation = sarif.path("invocations").path(0);
      assertThat(invocation.path("executionSuccessful").asBoolean()).isEqualTo(!unreadable);
      if (unreadable) {
        assertThat(markdown).startsWith("## abiwarden check: not everything could be read");
      } else {
        read++;
        boolean passes = passing.passes(report);
        failed += passes ? 0 : 1;
        assertThat(cases.stream().anyMatch(ReportTestCase::hasFailure))
            .as(junit)
            .isEqualTo(!passes);
        assertThat(markdown)
            .startsWith("## abiwarden check: " + (passes ? "passes" : "does not pass"));
        assertThat(markdown.contains("### What does not pass")).isEqualTo(!passes);
        boolean said =
            !sarif.path("results").isEmpty()
                || !invocation.path("toolExecutionNotifications").isEmpty();
        assertThat(passes || said).isTrue();
      }
      assertThat(uniqueNames(cases)).isTrue();
      assertThat(junit).isEqualTo(CheckFormats.junit(run));
      assertThat(CheckFormats.sarif(run)).isEqualTo(CheckFormats.sarif(run));
      assertHarmless(gfm);
    }
    assertThat(failed).isGreaterThan(50);
    assertThat(read - failed).isGreaterThan(5);
  }

  private static Passing options(Random random) throws UsageException {
    List<Accepted> accepted = new ArrayList<>();
    for (String rule : new String[] {"AW201", "AW301", "AW404", "AW501"}) {
      if (random.nextInt(3) == 0) {
        accepted.add(Accepted.parse(rule));
      }
    }
    List<String> failOn = new ArrayList<>();
    for (String word : new String[] {"unsafe", "loads", "unknown", "AW409", "AW501"}) {
      if (random.nextInt(3) == 0) {
        failOn.add(word);
      }
    }
    boolean own = random.nextBoolean() && !failOn.isEmpty();
    boolean named = random.nextBoolean();
    return new Passing(
        own ? Optional.of(Passing.FailOn.parse(failOn)) : Optional.empty(),
        accepted,
        (artifact, pair) -> named);
  }

  private static boolean uniqueNames(List<ReportTestCase> cases) {
    Set<String> names = new HashSet<>();
    return cases.stream().allMatch(one -> names.add(one.getFullClassName() + "\0" + one.getName()));
  }

  private static void assertHarmless(GfmReader gfm) {
    assertThat(gfm.html)
        .allMatch(html -> html.matches("<details><summary>[^<>@`]*</summary>|</details>"));
    assertThat(gfm.links).isEmpty();
    assertThat(gfm.text.toString())
        .doesNotContain("@", "#1", "://", "$x$", ":smile:", "\0", "\033");
    if (!gfm.rows.isEmpty()) {
      int columns = gfm.rows.getFirst().size();
      assertThat(gfm.rows).allMatch(row -> row.size() == columns);
    }
  }

  @Test
  void aTestReportHasACaseForEachExtensionOnEachInterpreter() {
    ExtensionResult good = extension("demo/a.so", Verdict.LOADS);
    ExtensionResult bad = extension("demo/a.so", Verdict.UNSAFE, mismatch("demo/a.so", FREE));
    ExtensionResult other = extension("demo/a.cp39.so", Verdict.NOT_APPLICABLE, "other suffix");
    CheckReport report =
        report(wheel("dist/demo-1.0-cp314-cp314-any.whl", pair(GIL, good, other), pair(FREE, bad)));
    report =
        new CheckReport(
            report.pythons(),
            report.artifacts(),
            List.of(new NotChecked("dist/demo-1.0-cp314-cp314-any.whl", "3.15t", "is not here")),
            List.of());
    String xml = CheckFormats.junit(new CheckRun(report, List.of(), passing()));
    List<ReportTestCase> cases = JunitReader.cases(xml);
    assertThat(cases.stream().map(ReportTestCase::getName))
        .containsExactly(
            "demo/a.so on 3.14.7",
            "demo/a.cp39.so on 3.14.7",
            "demo/a.so on 3.14.7t",
            "the wheel itself on 3.15t");
    assertThat(cases.stream().map(CheckFormatsTest::status))
        .containsExactly("passed", "skipped", "failed", "skipped");
    ReportTestCase failure = cases.get(2);
    assertThat(failure.getFailureType()).isEqualTo("AW201");
    assertThat(failure.getFailureMessage())
        .isEqualTo(
            "a.so was laid out for GIL builds; CPython 3.14.7t (free-threaded) would misread its"
                + " definition. Install a wheel for it.");
    assertThat(failure.getFailureDetail())
        .contains("wrong build: memory corruption", "AW201 error");
    assertThat(xml)
        .contains("python: 3.14.7t\nverdict: unsafe\ndecidedBy: static")
        .contains("<property name=\"verdict on 3.14.7t\" value=\"unsafe\"/>");
  }

  private static String status(ReportTestCase one) {
    return one.hasFailure()
        ? "failed"
        : one.hasError() ? "error" : one.hasSkipped() ? "skipped" : "passed";
  }

  @Test
  void whatCannotBeReadIsAnErrorAndANotification() {
    CheckedArtifact torn =
        new CheckedArtifact(
            "z.whl",
            Artifact.Kind.WHEEL,
            "",
            List.of(),
            List.of(),
            List.of(new Finding(Rule.AW502, Level.ERROR, "z.whl is not a zip file", "")));
    CheckRun run =
        new CheckRun(report(torn), List.of(new NotRead("missing.whl", "no such file")), passing());
    List<ReportTestCase> cases = JunitReader.cases(CheckFormats.junit(run));
    assertThat(cases.stream().map(ReportTestCase::getFailureMessage))
        .containsExactly("z.whl is not a zip file", "no such file");
    assertThat(cases).allMatch(ReportTestCase::hasError);
    JsonNode sarif = SarifSchema.check(CheckFormats.sarif(run));
    JsonNode invocation = sarif.path("invocations").path(0);
    assertThat(invocation.path("executionSuccessful").asBoolean()).isFalse();
    assertThat(
            invocation
                .path("toolExecutionNotifications")
                .valueStream()
                .map(one -> one.path("message").path("text").asString()))
        .containsExactly("z.whl: z.whl is not a zip file", "missing.whl: no such file");
    assertThat(sarif.path("results").path(0).path("ruleId").asString()).isEqualTo("AW502");
    assertThat(CheckFormats.markdown(run)).contains("- `missing.whl`: no such file");
  }

  @Test
  void whatWasStoppedOrFailedInternallyDoesNotLookDone() {
    CheckReport report = report(wheel("done.whl", pair(GIL, extension("a.so", Verdict.LOADS))));
    CheckReport stopped =
        new CheckReport(
            report.pythons(),
            report.artifacts(),
            List.of(new NotChecked("later.whl", "3.14.7", "stopped before")),
            List.of(),
            List.of(new UnreadableInput(Path.of("odd.whl"), "internal failure: of its own")),
            true);
    CheckRun run = new CheckRun(stopped, List.of(), passing());
    JsonNode invocation = SarifSchema.check(CheckFormats.sarif(run)).path("invocations").path(0);
    assertThat(invocation.path("executionSuccessful").asBoolean()).isFalse();
    assertThat(invocation.toString())
        .contains("stopped before its end", "odd.whl: internal failure", "later.whl was not");
    List<ReportTestCase> cases = JunitReader.cases(CheckFormats.junit(run));
    assertThat(cases.stream().map(CheckFormatsTest::status))
        .containsExactly("passed", "skipped", "error", "error");
    assertThat(CheckFormats.markdown(run))
        .startsWith("## abiwarden check: was stopped before its end")
        .contains("- `later.whl`: 3.14.7, stopped before");
  }

  @Test
  void oneRuleInOneFileIsOneResultHoweverManyTheInterpreters() {
    JsonNode sarif = SarifSchema.check(CheckFormats.sarif(run(40, 10)));
    assertThat(sarif.path("results").size()).isEqualTo(40);
    JsonNode result = sarif.path("results").path(7);
    assertThat(result.path("level").asString()).isEqualTo("error");
    assertThat(result.path("message").path("text").asString())
        .startsWith("m7.so was laid out for GIL builds; CPython 3.9.1t (free-threaded) would")
        .contains("Interpreters: 3.9.1t, 3.10.1t, ", "Help: Install a wheel for it.");
    assertThat(result.path("properties").path("pythons").size()).isEqualTo(10);
    JsonNode location = result.path("locations").path(0);
    assertThat(location.path("physicalLocation").path("artifactLocation").path("uri").asString())
        .isEqualTo("dist/demo%20x-1.0-cp314-cp314-any.whl");
    assertThat(location.path("logicalLocations").path(0).path("fullyQualifiedName").asString())
        .isEqualTo("./dist/demo x-1.0-cp314-cp314-any.whl!/demo/m7.so");
    assertThat(sarif.path("tool").path("driver").path("rules").size()).isEqualTo(1);
    JsonNode rule = sarif.path("tool").path("driver").path("rules").path(0);
    assertThat(rule.path("help").path("markdown").asString())
        .contains("```text\npip download", "\n```");
    assertThat(sarif.path("properties").path("pythons").size()).isEqualTo(10);
  }

  /** 40 extensions on 10 interpreters. */
  private static CheckRun run(int extensions, int pythons) {
    List<PairResult> pairs = new ArrayList<>();
    for (int p = 0; p < pythons; p++) {
      Interpreter python = python("3." + (9 + p) + ".1t");
      List<ExtensionResult> all = new ArrayList<>();
      for (int e = 0; e < extensions; e++) {
        String file = "demo/m" + e + ".so";
        all.add(extension(file, Verdict.UNSAFE, mismatch(file, python)));
      }
      pairs.add(pair(python, all.toArray(new ExtensionResult[0])));
    }
    return new CheckRun(
        report(wheel("./dist/demo x-1.0-cp314-cp314-any.whl", pairs.toArray(new PairResult[0]))),
        List.of(),
        passing());
  }

  @Test
  void oneCauseInManyFilesIsOneParagraph() {
    String markdown = CheckFormats.markdown(run(40, 10));
    assertThat(Stream.of(markdown.split("\\*\\*AW201\\*\\*", -1))).hasSize(2);
    assertThat(markdown).contains("`demo/m0.so`", "and 34 more on 3.9t to 3.18t");
    assertThat(markdown.length()).isLessThan(4000);
    List<List<String>> rows = GfmReader.of(markdown).rows;
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst())
        .startsWith("artifact", "3.9t", "3.10t")
        .endsWith("3.18t")
        .hasSize(11);
    assertThat(rows.get(1)).startsWith("demo x-1.0-cp314-cp314-any.whl", "✘ unsafe").hasSize(11);
  }

  @Test
  void oneCauseKeepsTheHelpOfEachInterpreter() {
    List<PairResult> pairs = new ArrayList<>();
    for (String id : new String[] {"3.13.5t", "3.14.7t"}) {
      Interpreter python = python(id);
      Finding found = mismatch("a.so", python);
      Finding own =
          new Finding(found.rule(), found.level(), found.message(), "Install one for " + id + ".");
      pairs.add(pair(python, extension("a.so", Verdict.UNSAFE, own)));
    }
    CheckReport report = report(wheel("demo.whl", pairs.toArray(new PairResult[0])));
    assertThat(CheckFormats.markdown(new CheckRun(report, List.of(), passing())))
        .containsOnlyOnce("**AW201**")
        .contains("Install one for 3.13.5t or 3.14.7t.");
  }

  @Test
  void whatIsAcceptedIsSuppressedAndFailsNothing() throws UsageException {
    CheckRun plain = run(2, 2);
    Passing accepting =
        new Passing(
            Optional.empty(), List.of(Accepted.parse("AW201:m1.so")), (artifact, pair) -> false);
    JsonNode sarif =
        SarifSchema.check(CheckFormats.sarif(new CheckRun(plain.report(), List.of(), accepting)));
    JsonNode open = sarif.path("results").path(0);
    JsonNode known = sarif.path("results").path(1);
    assertThat(open.path("suppressions").isArray()).isTrue();
    assertThat(open.path("suppressions")).isEmpty();
    assertThat(known.path("level").asString()).isEqualTo("note");
    assertThat(known.path("suppressions").path(0).path("status").asString()).isEqualTo("accepted");
    assertThat(known.path("suppressions").path(0).path("justification").asString())
        .isEqualTo("accepted by --accept");
    assertThat(known.path("properties").path("levelIfNotAccepted").asString()).isEqualTo("error");
  }

  @Test
  void fingerprintsOutliveAVersionAndAFolder() {
    Set<String> prints = new HashSet<>();
    for (String name :
        new String[] {
          "dist/demo-1.0-cp314-cp314-any.whl", "/tmp/x/demo-1.1.dev3-cp314-cp314-any.whl"
        }) {
      CheckReport report =
          report(
              wheel(name, pair(FREE, extension("a.so", Verdict.UNSAFE, mismatch("a.so", FREE)))));
      JsonNode sarif =
          SarifSchema.check(CheckFormats.sarif(new CheckRun(report, List.of(), passing())));
      prints.add(sarif.path("results").path(0).path("partialFingerprints").toString());
    }
    assertThat(prints).hasSize(1);
  }

  @Test
  void whatIsUndecidedWithoutAFindingIsAResultToo() {
    CheckReport report =
        report(
            wheel(
                "demo-1.0-cp314-cp314-any.whl",
                pair(
                    GIL,
                    extension("a.so", Verdict.UNKNOWN, "its definition is made at run time"))));
    CheckRun run = new CheckRun(report, List.of(), passing());
    JsonNode result = SarifSchema.check(CheckFormats.sarif(run)).path("results").path(0);
    assertThat(result.path("ruleId").asString()).isEqualTo("unknown");
    assertThat(result.path("message").path("text").asString())
        .startsWith("a.so on CPython 3.14.7: not decided; its definition is made at run time.");
    assertThat(CheckFormats.markdown(run))
        .contains("**unknown** error: a.so on CPython 3.14.7: not decided; its definition");
  }

  @Test
  void thereAreNoMoreResultsThanCodeScanningTakes() {
    List<ExtensionResult> all = new ArrayList<>();
    Finding note = new Finding(Rule.AW409, Level.NOTE, "It uses single-phase init.", "");
    for (int e = 0; e < 25_010; e++) {
      all.add(
          e % 5000 == 4999
              ? extension("m" + e + ".so", Verdict.UNSAFE, mismatch("m" + e + ".so", FREE), note)
              : extension("m" + e + ".so", Verdict.LOADS, note));
    }
    CheckReport report =
        report(wheel("d-1.0-cp314-cp314-any.whl", pair(FREE, all.toArray(new ExtensionResult[0]))));
    CheckRun run = new CheckRun(report, List.of(), passing());
    JsonNode sarif = SarifSchema.checkLimits(CheckFormats.sarif(run));
    assertThat(sarif.path("results").size()).isEqualTo(25_000);
    assertThat(
            sarif
                .path("results")
                .valueStream()
                .filter(result -> result.path("level").asString().equals("error")))
        .hasSize(5);
    assertThat(sarif.path("invocations").toString()).contains("15 results are left out");
    assertThat(CheckFormats.markdown(run).length()).isLessThan(65_536);
  }

  @Test
  void aCommentHasRoomForWhatDoesNotPass() {
    List<CheckedArtifact> wheels = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String name = "dist/wheel_with_a_long_name_%04d-1.0-cp314-cp314-any.whl".formatted(i);
      Finding own = new Finding(Rule.AW404, Level.ERROR, "Cause " + "x".repeat(i) + ".", "");
      wheels.add(
          wheel(
              name,
              pair(
                  GIL,
                  i % 100 == 99
                      ? extension("a.so", Verdict.FAILS, own)
                      : extension("a.so", Verdict.LOADS))));
    }
    CheckReport report = report(wheels.toArray(new CheckedArtifact[0]));
    String markdown = CheckFormats.markdown(new CheckRun(report, List.of(), passing()));
    assertThat(markdown.length()).isLessThan(65_536);
    assertThat(markdown).contains("**Shortened**", "lines have no room here");
    assertThat(GfmReader.of(markdown).rows.stream().filter(row -> row.getLast().contains("fails")))
        .hasSize(20);
    assertThat(GfmReader.tables(markdown)).isEqualTo(1);
  }

  /** A name is shown as it is, or so that one can see what is in it. */
  @Test
  void hostileNamesStayInTheirCells() {
    List<CheckedArtifact> wheels = new ArrayList<>();
    for (String name : SampleCheck.HOSTILE) {
      wheels.add(
          wheel(
              "w" + name,
              pair(GIL, extension(name + ".so", Verdict.FAILS, mismatch(name + ".so", GIL)))));
    }
    CheckReport report = report(wheels.toArray(new CheckedArtifact[0]));
    GfmReader gfm = GfmReader.of(CheckFormats.markdown(new CheckRun(report, List.of(), passing())));
    assertHarmless(gfm);
    List<String> names = gfm.rows.stream().skip(1).map(List::getFirst).toList();
    assertThat(names).hasSize(SampleCheck.HOSTILE.size());
    assertThat(names)
        .contains(
            "wa\\x7cb",
            "wa\\x60b\\x60\\x60c",
            "w@octocat",
            "wmódulo_模块",
            "whalf\\ud800",
            "wnull\\x00bell\\x07esc\\x1b[31m");
    String rest = names.stream().collect(Collectors.joining());
    assertThat(rest).doesNotContain("\n", "\0", "\u202e", "\u2028");
  }

  private static Passing passing() {
    return new Passing(Optional.empty(), List.of(), (artifact, pair) -> false);
  }
}
