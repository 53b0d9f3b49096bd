package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holes of a release that a project knows and accepts, in every format and in the exit code. */
class AcceptedHolesTest {

  private static final String SETTINGS =
      """
      expect = "3.13-3.14t"
      [accept]
      "hole:3.13t" = "nobody asked for it"
      "hole:3.14t@win_amd64" = "issue 12"
      """;

  @TempDir Path folder = Path.of("");

  private Path wheel(String tags) throws IOException {
    Path dist = Files.createDirectories(folder.resolve("dist"));
    Path wheel = dist.resolve("demo-1.0-" + tags + ".whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      zip.putNextEntry(new ZipEntry("demo-1.0.dist-info/METADATA"));
      zip.write(
          "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("demo-1.0.dist-info/WHEEL"));
      zip.write(
          ("Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: " + tags + "\n")
              .getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("demo-1.0.dist-info/RECORD"));
      for (String name : List.of("METADATA", "WHEEL", "RECORD")) {
        zip.write(("demo-1.0.dist-info/" + name + ",,\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return wheel;
  }

  /** All but 3.13t everywhere and 3.14t on Windows. */
  private void release() throws IOException {
    wheel("cp310-abi3-win_amd64");
    wheel("cp310-abi3-manylinux_2_28_x86_64");
    wheel("cp314-cp314t-manylinux_2_28_x86_64");
  }

  private Run audit(String settings, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("abiwarden.toml"), settings);
    List<String> args = new ArrayList<>(List.of("audit", "--settings", file.toString()));
    if (more.length == 0 || !more[0].endsWith(".whl")) {
      args.add(folder.resolve("dist").toString());
    }
    args.addAll(List.of(more));
    return Run.of(args.toArray(String[]::new));
  }

  @Test
  void anAcceptedHoleStaysInTheGridWithItsReasonAndBreaksNothing() throws IOException {
    release();

    Run run = audit(SETTINGS);
    Run without = audit("expect = '3.13-3.14t'");

    assertThat(without.code()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out())
        .containsPattern("(?m)^win_amd64 +✔ abi3 +✔ abi3 +◌ hole +◌ hole$")
        .contains(
            "◌ no wheel, and accepted",
            "3 accepted holes",
            "Known and accepted",
            "accepted in the project's settings: nobody asked for it",
            "accepted in the project's settings: issue 12")
        .doesNotContain("Holes\n", "explain hole", "○");
  }

  @Test
  void everyFormatSaysTheSame() throws IOException {
    release();

    Run json = audit(SETTINGS, "--format", "json");
    JsonNode grid = StrictSchema.check("audit-1", json.out()).path("coverage").path(0);
    assertThat(json.code()).isZero();
    assertThat(grid.path("passes").asBoolean()).isTrue();
    assertThat(grid.path("summary").path("hole").asInt()).isZero();
    assertThat(grid.path("summary").path("accepted").asInt()).isEqualTo(3);
    assertThat(grid.path("holes").findValuesAsString("why"))
        .containsExactlyInAnyOrder("nobody asked for it", "issue 12");
    assertThat(grid.path("holes").findValues("accepted")).allMatch(JsonNode::booleanValue);
    assertThat(grid.path("cells").valueStream())
        .filteredOn(cell -> cell.path("status").asString().equals("accepted"))
        .hasSize(3)
        .allMatch(cell -> cell.path("reason").isString() && cell.path("why").isString());

    List<String> lines = audit(SETTINGS, "--format", "jsonl").out().lines().toList();
    StrictSchema.check("audit-1", lines.getLast());
    assertThat(lines.getLast()).contains("\"why\":\"issue 12\"");

    assertThat(audit(SETTINGS, "--format", "markdown").out())
        .contains("passes", "| ◌ hole |", "Known and accepted", "issue 12")
        .doesNotContain("**○ hole**");
    assertThat(audit(SETTINGS, "--format", "junit").out())
        .contains("failures=\"0\"", "accepted hole error", "settings: issue 12")
        .doesNotContain("<failure");
    String sarif = audit(SETTINGS, "--format", "sarif").out();
    assertThat(sarif).contains("settings: nobody asked for it; accepted in", "settings: issue 12");
    assertThat(new JsonMapper().readTree(sarif).path("runs").path(0).path("results").valueStream())
        .filteredOn(result -> result.path("ruleId").asString().equals("hole"))
        .isNotEmpty()
        .allMatch(result -> result.path("level").asString().equals("note"))
        .allMatch(result -> result.path("suppressions").size() == 1);
  }

  @Test
  void anOptionAcceptsAsASettingDoes() throws IOException {
    release();

    assertThat(audit("expect = '3.13-3.14t'", "--accept", "hole").code()).isZero();
    assertThat(audit("", "--expect", "3.13t", "--accept", "hole:3.13t").code()).isZero();
    assertThat(audit("", "--expect", "3.13t", "--accept", "hole:3.13t@win_amd64").code())
        .isEqualTo(ExitCode.NOT_PASSED);
    // A family stands for its machines; a machine for itself.
    String machine = "3.13t@manylinux_2_28_x86_64";
    assertThat(audit("", "--expect", machine, "--accept", "hole:3.13t@manylinux_x86_64").code())
        .isZero();
    assertThat(
            audit("", "--expect", "3.13t@manylinux_x86_64", "--accept", "hole:" + machine).code())
        .isEqualTo(ExitCode.NOT_PASSED);
  }

  @Test
  void theHolesOfAnEarlierRunAreKnown() throws IOException {
    release();
    String known = folder.resolve("known.json").toString();
    assertThat(audit("expect = '3.13-3.14t'", "--format", "json", "-o", known).code())
        .isEqualTo(ExitCode.NOT_PASSED);

    Run same = audit("expect = '3.13-3.14t'", "--baseline", known);
    Run more = audit("expect = '3.13-3.15t'", "--baseline", known);

    assertThat(same.code()).as(same.out()).isZero();
    assertThat(same.out()).contains("known from " + known);
    assertThat(more.code()).isEqualTo(ExitCode.NOT_PASSED);
    assertThat(more.out()).contains("2 holes, 3 accepted holes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hole:3.14t@win_amd46 | win_amd46 is not a platform that is known: use win_amd64
          hole:cp314t          | did you mean 3.14t?
          hole:3.12t           | there is no free-threaded 3.12; they begin with 3.13t
          hole:                | there is nothing after the colon; hole alone accepts all of them
          hloe:3.14t           | there is no rule hloe; did you mean hole?
          AW1O4                | there is no rule AW1O4; did you mean AW104?
          nonsense             | write RULE, RULE:SYMBOL or RULE:FILE
          """)
  void whatIsWrongIsSaidWithAWayOut(String accept, String message) throws IOException {
    release();

    Run option = audit("", "--accept", accept);
    Run setting = audit("[accept]\n'" + accept + "' = 'why'");

    assertThat(option.code()).isEqualTo(ExitCode.USAGE);
    assertThat(option.err()).contains("--accept ", message);
    assertThat(setting.code()).isEqualTo(ExitCode.USAGE);
    assertThat(setting.err()).contains("abiwarden.toml, accept: ", message);
  }

  @Test
  void aCheckKnowsNoHoles() throws IOException {
    Run run = Run.of("check", "--accept", "hole:3.14t", wheel("py3-none-any").toString());

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("a check knows no holes; use it with audit --expect");
  }

  @Test
  void whatIsAcceptedAndNotFoundIsSaidOnce() throws IOException {
    release();
    String stale =
        SETTINGS
            + """
            "hole:3.14@win_amd64" = "built since"
            "hole:3.9" = "not expected any more"
            "AW104:_gone.so" = "renamed since"
            "AW301:_gone.pyd" = "likewise"
            """;

    Run run = audit(stale);

    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.err().lines().filter(line -> line.contains("accepted, and not found")))
        .singleElement()
        .asString()
        .contains(
            "hole:3.14@win_amd64 (",
            "abiwarden.toml, accept; there is a wheel)",
            "hole:3.9 (",
            "; no such interpreter is expected)",
            "AW104:_gone.so (",
            "AW301:_gone.pyd (",
            "take them out, or correct them")
        .doesNotContain("hole:3.13t", "issue 12");
  }

  /** Builds audit their wheels one by one, and what a project accepts is about all of them. */
  @Test
  void nothingIsMissedOfOneWheelNorOfWheelsBuiltElsewhere() throws IOException {
    release();
    String elsewhere =
        SETTINGS + "\"hole:3.14t@macosx_arm64\" = 'no runner'\nAW301 = 'check only'\n";

    Run one = audit(elsewhere, wheel("cp310-abi3-win_amd64").toString());
    Run all = audit(elsewhere);
    Run broken = audit(elsewhere + "AW104 = 'x'\n", "none.whl");

    assertThat(one.err()).doesNotContain("not found");
    assertThat(all.err()).doesNotContain("not found");
    assertThat(broken.err()).doesNotContain("accepted, and not found");
  }
}
