package io.abiwarden.cli.report;

import static io.abiwarden.cli.report.SampleCheck.extension;
import static io.abiwarden.cli.report.SampleCheck.mismatch;
import static io.abiwarden.cli.report.SampleCheck.pair;
import static io.abiwarden.cli.report.SampleCheck.python;
import static io.abiwarden.cli.report.SampleCheck.report;
import static io.abiwarden.cli.report.SampleCheck.wheel;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of a check on many interpreters. */
class CheckTableTest {

  private static final String[] ALL = {
    "3.13.5t", "3.9.18", "3.10.13", "3.11.7", "3.12.1", "3.13.0", "3.14.7", "3.14.7t"
  };

  @Test
  void fewInterpretersAreSaidOneByOneAndWithoutAPicture() {
    String text = table(100, false, report(wheel("demo.whl", loads("3.13.0"), loads("3.14.7"))));
    assertThat(text)
        .contains("  on CPython 3.13.0 (GIL, test)                           should load\n")
        .contains("  on CPython 3.14.7 (GIL, test)                           should load\n")
        .endsWith("\n\n2 loads\n")
        .doesNotContain("interpreters)", " L");
  }

  @Test
  void whatIsTheSameOnManyInterpretersIsSaidOnce() {
    String text = table(100, false, report(demo("dist/demo.whl")));
    assertThat(text)
        .contains("  on 3.9 to 3.14 (6 interpreters)                         should load\n")
        .contains("  on 3.13t to 3.14t (2 interpreters)                      wrong build")
        .contains("of its tags is one that they accept")
        .contains("laid out for GIL builds; each of them would misread its definition")
        .endsWith(
            """

                      3.9  3.10  3.11  3.12  3.13  3.13t  3.14  3.14t
            demo.whl  L    L     L     L     L     U*     L     U*
            L loads   U unsafe: wrong build: memory corruption   * no installer would put it there

            6 loads, 2 unsafe
            """);
  }

  @Test
  void aTerminalHasMarksAndColoursWhereItCanShowThem() {
    CheckReport report = report(demo("a.whl"), demo("b.whl"));
    String marked = CheckTable.of(report, new Style(true, 100), true);
    assertThat(marked).contains("\033[32m✔\033[0m", "\033[31;1m✘*\033[0m", "✔ loads");
    String letters = CheckTable.of(report, new Style(true, 100), false);
    assertThat(letters).contains("\033[32mL\033[0m").doesNotContain("✔");
  }

  @Test
  void aNarrowTerminalGetsShorterNamesAndMoreGrids() {
    List<CheckedArtifact> wheels = new ArrayList<>();
    for (String platform : new String[] {"manylinux_2_28_x86_64", "manylinux_2_17_x86_64"}) {
      wheels.add(demo("dist/a_project_with_a_long_name-1.0.0-cp314-cp314-" + platform + ".whl"));
    }
    CheckReport report = report(wheels.toArray(new CheckedArtifact[0]));
    for (int width : new int[] {40, 60, 80, 100, 160}) {
      String text = table(width, false, report);
      List<String> rows =
          text.lines().filter(line -> line.matches("a_pro.*[LU]\\*?( .*)?")).toList();
      assertThat(rows).as("width " + width).hasSizeGreaterThanOrEqualTo(2);
      assertThat(rows).allMatch(line -> line.length() <= width);
      assertThat(rows.stream().map(row -> row.substring(0, row.indexOf(' '))).distinct())
          .hasSize(2);
      long verdicts = rows.stream().flatMap(row -> Arrays.stream(row.split(" +")).skip(1)).count();
      assertThat(verdicts).isEqualTo(16);
      assertThat(rows.size() > 2).isEqualTo(width < 80);
    }
  }

  @Test
  void interpretersOfOneMinorVersionAreToldApart() {
    String text =
        table(
            100,
            false,
            report(
                wheel("a.whl", loads("3.14.3"), loads("3.14.7"), loads("3.9.18")),
                wheel("b.whl", loads("3.14.7"))));
    assertThat(text)
        .endsWith(
            """

                   3.9  3.14.3  3.14.7
            a.whl  L    L       L
            b.whl               L
            L loads   blank not promised for it

            4 loads
            """);
  }

  @Test
  void namesLoseWhatDoesNotTellThemApart() {
    List<String> wheels =
        List.of("demo-1.0-cp314-cp314-win_amd64.whl", "demo-1.0-cp314-cp314t-win_amd64.whl");
    assertThat(CheckMatrix.withoutPlatforms(wheels))
        .containsExactly("demo-1.0-cp314-cp314", "demo-1.0-cp314-cp314t");
    List<String> platforms =
        List.of("demo-1.0-cp314-cp314-win_amd64.whl", "demo-1.0-cp314-cp314-win_arm64.whl");
    assertThat(CheckMatrix.withoutPlatforms(platforms)).isEqualTo(platforms);
    assertThat(CheckMatrix.names(List.of("a/x.whl", "a/y.whl", "b/y.whl", "a/x.whl")))
        .containsExactly("x.whl", "a/y.whl", "b/y.whl", "x.whl");
  }

  @Test
  void aRangeStandsForNoOthersThanThese() {
    List<Interpreter> all =
        List.of(python("3.11.2"), python("3.11.7"), python("3.12.1"), python("3.13.0"));
    assertThat(CheckMatrix.ranges(all, all)).isEqualTo("3.11 to 3.13");
    assertThat(CheckMatrix.ranges(all.subList(1, 4), all)).isEqualTo("3.12 to 3.13, 3.11.7");
  }

  private static CheckedArtifact demo(String name) {
    List<PairResult> pairs = new ArrayList<>();
    for (String id : ALL) {
      Interpreter python = python(id);
      PairResult unsafe =
          pair(python, extension("demo/x.so", Verdict.UNSAFE, mismatch("demo/x.so", python)));
      pairs.add(
          id.endsWith("t")
              ? new PairResult(
                  python,
                  Optional.of(false),
                  Optional.empty(),
                  unsafe.verdict(),
                  unsafe.extensions())
              : loads(id));
    }
    return wheel(name, pairs.toArray(new PairResult[0]));
  }

  private static PairResult loads(String id) {
    return pair(python(id), extension("demo/x.so", Verdict.LOADS));
  }

  private static String table(int width, boolean coloured, CheckReport report) {
    return CheckTable.of(report, new Style(coloured, width), true);
  }
}
