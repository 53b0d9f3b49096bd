package io.abiwarden.cli.report;

import static io.abiwarden.cli.report.SampleCheck.extension;
import static io.abiwarden.cli.report.SampleCheck.mismatch;
import static io.abiwarden.cli.report.SampleCheck.pair;
import static io.abiwarden.cli.report.SampleCheck.python;
import static io.abiwarden.cli.report.SampleCheck.report;
import static io.abiwarden.cli.report.SampleCheck.wheel;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        .startsWith(
            """
                      3.9  3.10  3.11  3.12  3.13  3.13t  3.14  3.14t
            demo.whl  L    L     L     L     L     U*     L     U*
            L loads   U unsafe: wrong build: memory corruption   * no installer would put it there

            dist/demo.whl
            """)
        .endsWith(
            """

            What does not pass, on interpreters that no installer would put it on
            AW201 unsafe on 3.13t to 3.14t: x.so was laid out for GIL builds; each of them would misread its
              definition.
              help: Install a wheel for it.

            (They count because --python asks for them. Without it, a wheel is checked where its tags promise
            that it loads.)

            6 loads, 2 unsafe
            does not pass; what it means, and how to fix it: abiwarden explain AW201
            """);
  }

  @Test
  void aTerminalHasMarksAndColoursWhereItCanShowThem() {
    CheckReport report = report(demo("a.whl"), demo("b.whl"));
    String marked = table(report, new View(new Style(true, 100), true, false));
    assertThat(marked).contains("\033[32m✔\033[0m", "\033[31;1m✘*\033[0m", "✔ loads");
    String letters = table(report, new View(new Style(true, 100), false, false));
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
          text.lines().filter(line -> line.matches("(a_pro|cp314).*[LU]\\*?( .*)?")).toList();
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
  void whatWasStoppedBeforeHasAMarkOfItsOwn() {
    CheckReport done = report(wheel("a.whl", loads("3.13.0"), loads("3.14.7")), wheel("b.whl"));
    CheckReport stopped =
        new CheckReport(
            done.pythons(),
            done.artifacts(),
            List.of(new NotChecked("b.whl", "3.14.7", "stopped before")),
            List.of(),
            List.of(),
            true);
    assertThat(table(100, false, stopped))
        .startsWith(
            """
                   3.13  3.14
            a.whl  L     L
            b.whl        .
            L loads   . not checked   blank not promised for it
            """);
  }

  @Test
  void aPackageThatIsMissingIsTheCauseAndSaidOnce() {
    Finding missing =
        new Finding(
            Rule.AW410,
            Level.WARNING,
            "Its import on CPython 3.14.7 stopped at package numpy, which is not installed.",
            "Install it.");
    String text =
        table(
            100,
            false,
            report(
                wheel(
                    "a.whl",
                    pair(
                        python("3.14.7"),
                        extension("a/x.so", Verdict.UNKNOWN, missing),
                        extension("a/y.so", Verdict.UNKNOWN, missing)))));
    assertThat(text)
        .endsWith(
            """

            What does not pass
            AW410 unknown in 2 extensions on 3.14: Its import stopped at a package that is not installed. Such
              as: Its import on CPython 3.14.7 stopped at package numpy, which is not installed.
                x, y
              help: Install it.

            1 unknown
            does not pass; what it means, and how to fix it: abiwarden explain AW410
            """);
  }

  @Test
  void wheelsOfOneReleaseKeepTheTagsInWhichTheyDiffer() {
    List<String> release =
        List.of(
            "demo-1.0-cp314-cp314-manylinux_2_28_x86_64.whl",
            "demo-1.0-cp314-cp314t-manylinux_2_28_x86_64.whl");
    assertThat(FittingNames.of(release, 60)).isEqualTo(release);
    assertThat(FittingNames.of(release, 36))
        .containsExactly("cp314-cp314-manylinux_2_28_x86_64", "cp314-cp314t-manylinux_2_28_x86_64");
    assertThat(FittingNames.of(release, 23))
        .containsExactly("cp314-cp314-manyl…86_64", "cp314-cp314t-many…86_64");
    List<String> projects = List.of("a_long_project-1.0-cp314-cp314", "another-1.0-cp314-cp314t");
    assertThat(FittingNames.of(projects, 20))
        .containsExactly("a_l…-1.0-cp314-cp314", "ano…1.0-cp314-cp314t");
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
        .startsWith(
            """
                   3.9  3.14.3  3.14.7
            a.whl  L    L       L
            b.whl               L
            L loads   blank not promised for it
            """)
        .endsWith("\n\n4 loads\n");
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

  @Test
  void interpretersOfOtherPlatformsStandUnderThem() {
    String text =
        table(
            100,
            false,
            report(
                wheel(
                    "a.whl",
                    loads("3.14.7"),
                    loads("3.14.0t@win_amd64"),
                    loads("3.13.0@win_amd64"),
                    loads("3.15.0@manylinux_2_28_aarch64")),
                wheel("b.whl", loads("3.14.7"))));
    assertThat(text)
        .startsWith(
            """
                         manylinux_2_28_aarch64  win_amd64
                   3.14  3.15                    3.13  3.14t
            a.whl  L     L                       L     L
            b.whl  L
            """)
        .endsWith("\n\n5 loads\n");
  }

  @Test
  void namesOfAllScriptsAreAligned() {
    String text =
        table(
            60,
            false,
            report(
                wheel("módulo-1.0.whl", loads("3.13.0")),
                wheel("模块🚀-1.0.whl", loads("3.13.0")),
                wheel("plain.whl", loads("3.13.0")),
                wheel("다" + "模".repeat(60) + "块.whl", loads("3.13.0"))));
    List<String> rows = text.lines().filter(line -> line.endsWith(" L")).toList();
    assertThat(rows).hasSize(4);
    assertThat(rows.stream().map(Columns::of).distinct()).hasSize(1);
    assertThat(Columns.of(rows.getFirst())).isLessThanOrEqualTo(60);
    assertThat(rows.getLast()).startsWith("다模").contains("…").contains("块.whl");
    assertThat(Columns.of("e\u0301")).isEqualTo(1);
  }

  @Test
  void oneCauseInManyExtensionsIsOneParagraphAndTheWorstComesFirst() {
    Interpreter free = python("3.14.7t");
    Interpreter other = python("3.13.5t");
    List<ExtensionResult> unsafe = new ArrayList<>();
    List<ExtensionResult> elsewhere = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String file = "big/m%02d.abi3.so".formatted(i);
      unsafe.add(extension(file, Verdict.UNSAFE, mismatch(file, free)));
      elsewhere.add(extension(file, Verdict.UNSAFE, mismatch(file, other)));
    }
    Finding note = new Finding(Rule.AW409, Level.NOTE, "ok.so uses single-phase init.", "Move on.");
    Finding raises = new Finding(Rule.AW404, Level.ERROR, "ok.so raised: ImportError: no.", "");
    CheckReport report =
        report(
            wheel(
                "dist/fails-1.0-cp314-cp314t-any.whl",
                pair(free, extension("ok.so", Verdict.FAILS, raises, note))),
            wheel(
                "dist/big-1.0-cp39-abi3-any.whl",
                pair(other, elsewhere.toArray(new ExtensionResult[0])),
                pair(free, unsafe.toArray(new ExtensionResult[0]))),
            wheel("dist/small-1.0-cp39-abi3-any.whl", pair(free, unsafe.getFirst())),
            wheel("dist/good-1.0-cp39-abi3-any.whl", loads("3.14.7t")));
    assertThat(table(80, false, report))
        .isEqualTo(
            """
                                    3.13t  3.14t
            fails-1.0-cp314-cp314t         F
            big-1.0-cp39-abi3       U      U
            small-1.0-cp39-abi3            U
            good-1.0-cp39-abi3             L
            L loads   U unsafe: wrong build: memory corruption
            F fails: right build, fails to load   blank not promised for it

            What does not pass
            AW201 unsafe in 41 extensions of 2 wheels: Definition laid out for GIL builds;
              this interpreter is free-threaded. Such as: m00.abi3.so was laid out for GIL
              builds; CPython 3.13.5t (free-threaded) would misread its definition.
                big-1.0-cp39-abi3: 40 extensions: m00, m01, m02 and 37 more on 3.13t to
                3.14t
                small-1.0-cp39-abi3: m00.abi3.so on 3.14t
              help: Install a wheel for it.

            AW404 fails in fails-1.0-cp314-cp314t on 3.14t: ok.so raised: ImportError: no.

            Worth knowing
            AW409 note in fails-1.0-cp314-cp314t on 3.14t: ok.so uses single-phase init.
              help: Move on.

            1 loads, 3 unsafe, 1 fails
            does not pass; what it means, and how to fix it: abiwarden explain AW201
            """);
  }

  @Test
  void theHelpForSeveralInterpretersIsSaidOnce() {
    List<PairResult> pairs = new ArrayList<>();
    for (String id : List.of("3.12.1", "3.13.0", "3.14.7")) {
      pairs.add(
          pair(
              python(id),
              extension(
                  "x.so",
                  Verdict.REFUSED,
                  new Finding(
                      Rule.AW206,
                      Level.ERROR,
                      "x.so was built for 3.9; this is " + python(id).facts().display() + ".",
                      "Install a cp%s or abi3 wheel, or build one with %s."
                          .formatted(tag(id), id.replaceFirst("\\.\\d+$", ""))))));
    }
    assertThat(table(100, false, report(wheel("a.whl", pairs.toArray(new PairResult[0])))))
        .contains(
            """
            AW206 refused on 3.12 to 3.14: x.so was built for 3.9; this is each of them.
              help: Install a cp312, cp313, cp314 or abi3 wheel, or build one with 3.12, 3.13 or 3.14.
            """);
    String command = "Build it: python3.14 -m build --wheel.";
    Row row = row("3.14.7");
    assertThat(Template.forAll(row, command, Set.of("3.14.7"))).isEqualTo(command);
    assertThat(Template.forAll(row, command, Set.of("3.14.7", "3.13.0"))).isEmpty();
    assertThat(Template.forAll(row, "python3.141, 3.14.7, 13.14", Set.of("3.13.0", "3.14.7")))
        .contains("python3.141, ", ", 13.14")
        .containsAnyOf("3.13.0 or 3.14.7", "3.14.7 or 3.13.0");
  }

  private static String tag(String id) {
    return id.replaceFirst("\\.(\\d+)\\..*", "$1");
  }

  private static Row row(String id) {
    return new Row(
        "x.so",
        id,
        python(id).facts().display(),
        Row.Status.FAILED,
        "",
        Optional.empty(),
        Optional.empty(),
        "",
        0,
        List.of());
  }

  @Test
  void detailsOfManyArtifactsAreForThoseWhoWantThem() {
    CheckReport report = report(demo("a.whl"), demo("b.whl"), demo("c.whl"));
    String heading = "wheel, tags cp314-cp314 for linux_x86_64";
    assertThat(table(report, new View(new Style(false, 100), true, false))).doesNotContain(heading);
    String all = table(report, new View(new Style(false, 100), true, true));
    assertThat(all.split(heading, -1)).hasSize(4);
    assertThat(all.indexOf("AW201 unsafe")).isLessThan(all.indexOf(heading));
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
    return table(report, new View(new Style(coloured, width), true, false));
  }

  private static String table(CheckReport report, View view) {
    return CheckTable.of(new CheckRun(report, List.of(), new Strict()), view);
  }

  /** Whatever does not load does not pass. */
  private static final class Strict implements CheckDecisions {
    @Override
    public Optional<Acceptance> acceptance(
        CheckedArtifact artifact, Optional<PairResult> pair, String file, Finding finding) {
      return Optional.empty();
    }

    @Override
    public List<Finding> breaking(CheckedArtifact artifact) {
      return List.of();
    }

    @Override
    public Pair decide(CheckedArtifact artifact, PairResult pair) {
      List<Failing> failing =
          pair.extensions().stream()
              .filter(one -> one.verdict().compareTo(Verdict.LOADS_GIL) < 0)
              .map(
                  one ->
                      new Failing(
                          one,
                          one.findings().stream().filter(f -> f.level() == Level.ERROR).toList()))
              .toList();
      return new Pair(false, failing, false);
    }
  }
}
