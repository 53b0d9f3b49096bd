package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What settings and a saved run make of a check and an audit. */
class SettingsTest {

  /** A regular build under a tag that says free-threaded: AW108 and AW109. */
  private static final String WRONG = "demo-1.0-cp314-cp314t-linux_x86_64.whl";

  private static final String RIGHT = "demo-1.0-cp314-cp314-linux_x86_64.whl";

  @TempDir static Path wheels = Path.of("");

  @TempDir Path folder = Path.of("");

  @BeforeAll
  static void pack() throws IOException {
    TestWheel.make(wheels, RIGHT, "_json", "_json.cpython-314-x86_64-linux-gnu.so");
    TestWheel.make(wheels, WRONG, "_json", "_json.cpython-314t-x86_64-linux-gnu.so");
  }

  @Test
  void interpretersOfTheSettingsWantAWheelEachAndNotEachWheel() throws IOException {
    Run both =
        run("python = ['embedded', '3.14@win_amd64']", "check", "--depth", "static", right());
    assertThat(both.code()).as(both.out() + both.err()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(both.err()).contains("settings of ");
    assertThat(both.out())
        .contains(
            "uncovered on 3.14@win_amd64: None of the wheels is for CPython 3.14 on win_amd64");

    Run one = run("python = 'embedded'", "check", "--depth", "static", right());
    assertThat(one.code()).as(one.out() + one.err()).isEqualTo(ExitCode.PASSED);

    Run json =
        run(
            "python = ['embedded', '3.14@win_amd64']",
            "check",
            "--depth",
            "static",
            "--format",
            "json",
            right());
    assertThat(StrictSchema.check("check-1", json.out())).isNotNull();
    assertThat(json.out()).contains("\"uncovered\" : [ \"3.14@win_amd64\" ]");
    assertThat(json.code()).isEqualTo(ExitCode.NOT_PASSED);

    Run named =
        run(
            "python = ['embedded', '3.14@win_amd64']",
            "check",
            "--depth",
            "static",
            "--python",
            "embedded",
            right());
    assertThat(named.code()).as("the command line stands before").isEqualTo(ExitCode.PASSED);
  }

  @Test
  void whatIsAcceptedIsSaidWithItsReason() throws IOException {
    String accepted =
        """
        [accept]
        AW108 = 'renamed on purpose, issue 12'
        AW109 = 'see there'
        AW106 = 'see there'
        AW501 = 'see there'
        AW104 = 'see there'
        """;
    Run run = run(accepted, "audit", wrong());
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("renamed on purpose, issue 12");
    Run json = run(accepted, "audit", "--format", "json", wrong());
    assertThat(StrictSchema.check("audit-1", json.out())).isNotNull();
    assertThat(json.out()).contains("\"why\" : \"renamed on purpose, issue 12\"");
    assertThat(run("", "audit", wrong()).code()).isEqualTo(ExitCode.NOT_PASSED);
  }

  @Test
  void onlyWhatIsNewCounts() throws IOException {
    Path known = folder.resolve("known.json");
    assertThat(run("", "audit", "--format", "json", "-o", known.toString(), wrong()).code())
        .isEqualTo(ExitCode.NOT_PASSED);
    Run again = run("", "audit", "--baseline", known.toString(), wrong());
    assertThat(again.code()).as(again.out()).isEqualTo(ExitCode.PASSED);
    assertThat(again.out().replaceAll("\\s+", " "))
        .contains(
            "broken", "left out, since not new: 4 reasons", "known from " + known, "; 4 known")
        .doesNotContain("help:");
    Run settings = run("baseline = 'known.json'", "audit", wrong());
    assertThat(settings.code()).as(settings.out()).isEqualTo(ExitCode.PASSED);

    Run checked =
        run(
            "",
            "check",
            "--depth",
            "static",
            "--python",
            "embedded",
            "--format",
            "json",
            "-o",
            known.toString(),
            wrong());
    assertThat(checked.code()).isEqualTo(ExitCode.NOT_PASSED);
    Run same =
        run(
            "",
            "check",
            "--depth",
            "static",
            "--python",
            "embedded",
            "--baseline",
            known.toString(),
            wrong());
    assertThat(same.code()).as(same.out()).isEqualTo(ExitCode.PASSED);
    Run otherCommand = run("", "audit", "--baseline", known.toString(), wrong());
    assertThat(otherCommand.code()).isEqualTo(ExitCode.USAGE);
    assertThat(otherCommand.err()).contains("abiwarden/check/1", "abiwarden/audit/1");
  }

  @Test
  void whatACheckAcceptsAndDoesNotFindIsSaid() throws IOException {
    Path dist = Files.createDirectories(folder.resolve("dist"));
    TestWheel.make(dist, RIGHT, "_json", "_json.cpython-314-x86_64-linux-gnu.so");
    String stale =
        "python = 'embedded'\n[accept]\n\"AW201:_jsn.so\" = 'x'\nAW208 = 'x'\nAW402 = 'x'\n";

    Run all = run(stale, "check", dist.toString());
    Run read = run(stale, "check", "--depth", "static", dist.toString());
    Run one = run(stale, "check", right());
    Run some = run(stale, "check", "--python", "embedded", dist.toString());

    assertThat(all.err())
        .contains("accepted, and not found: AW201:_jsn.so (")
        .contains(", AW208 (", "take them out, or correct them")
        .as("what depends on the machine")
        .doesNotContain("AW402");
    assertThat(read.err()).as("names no file that is there").contains("AW201:_jsn.so");
    assertThat(read.err()).doesNotContain("AW208");
    assertThat(one.err()).doesNotContain("not found");
    assertThat(some.err()).doesNotContain("not found: AW208").doesNotContain("accepted, and");
  }

  @Test
  void aCauseOfTheWholeWheelIsSaidOnce() throws IOException {
    Path dist = Files.createDirectories(folder.resolve("dist"));
    Path wheel = TestWheel.make(dist, RIGHT, "_json", "_json.cpython-312-x86_64-linux-gnu.so");

    Run run = run("", "check", "--depth", "static", "--python", "embedded", wheel.toString());

    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(run.out()).containsOnlyOnce("AW208 refused").doesNotContain("AW208 error");

    Run known =
        run(
            "[accept]\nAW208 = 'not loaded there'",
            "check",
            "--depth",
            "static",
            "--python",
            "embedded",
            wheel.toString());
    assertThat(known.code()).as(known.out() + known.err()).isEqualTo(ExitCode.PASSED);
    assertThat(known.out())
        .contains("Known and accepted", "settings: not loaded there")
        .endsWith("passes; what is accepted does not count\n")
        .doesNotContain("does not pass");
  }

  @Test
  void whatIsWrongWithSettingsIsUsageAndNothingRuns() throws IOException {
    Run run = run("timout = 3", "check", right());
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("there is no timout; did you mean timeout?").hasLineCount(1);
    Run rule = run("[accept]\nAW999 = 'x'", "audit", right());
    assertThat(rule.code()).isEqualTo(ExitCode.USAGE);
    assertThat(rule.err()).contains("there is no rule AW999");
    Run none = Run.of("audit", "--no-settings", "--settings", "x.toml", right());
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    Run python = run("python = '3.99'", "check", right());
    assertThat(python.code()).isEqualTo(ExitCode.USAGE);
    assertThat(python.err()).contains(", python: 3.99: no interpreter here is that version");
  }

  private Run run(String settings, String... args) throws IOException {
    Path file = Files.writeString(folder.resolve("abiwarden.toml"), settings);
    List<String> all = new ArrayList<>(List.of(args[0], "--settings", file.toString()));
    all.addAll(Arrays.asList(args).subList(1, args.length));
    return Run.of(all.toArray(String[]::new));
  }

  private static String right() {
    return wheels.resolve(RIGHT).toString();
  }

  private static String wrong() {
    return wheels.resolve(WRONG).toString();
  }
}
