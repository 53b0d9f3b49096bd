package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real runs, their documents held against the published schemas. */
class OutputsTest {

  private static final String GIL_FILE = "_json.cpython-314-x86_64-linux-gnu.so";

  @TempDir Path folder;

  @Test
  void pythons() throws IOException {
    Run run = Run.of("pythons", "--format", "json");
    assertThat(run.code()).isZero();
    JsonNode document = StrictSchema.check("pythons-1", run.out());
    assertThat(document.path("pythons").size()).isPositive();
    List<String> usable = new ArrayList<>();
    for (JsonNode python : document.path("pythons")) {
      String version = python.path("version").asString();
      if (python.path("embeddable").asBoolean() || python.path("runnable").asBoolean()) {
        usable.add(
            version.substring(0, version.lastIndexOf('.'))
                + (python.path("freeThreaded").asBoolean() ? "t" : ""));
      }
    }
    for (JsonNode missing : document.path("missing")) {
      String name = missing.path("python").asString();
      assertThat(usable).doesNotContain(name);
      assertThat(missing.path("help").asString()).contains("uv python install " + name);
    }
    Run one = Run.of("pythons", "--format", "json", "--python", "embedded");
    assertThat(StrictSchema.check("pythons-1", one.out()).path("missing").size()).isZero();
  }

  @Test
  void inspectOfAWheelAFileAndAFolder() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    Path tree = Files.createDirectories(folder.resolve("tree/demo"));
    Files.copy(TestWheel.extension("_json"), tree.resolve(GIL_FILE));
    Run run =
        Run.of(
            "inspect",
            "--format",
            "json",
            wheel.toString(),
            tree.resolve(GIL_FILE).toString(),
            folder.resolve("tree").toString());
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode artifacts = StrictSchema.check("inspect-1", run.out()).path("artifacts");
    assertThat(kinds(artifacts)).containsExactly("wheel", "file", "tree");
    JsonNode extension = artifacts.path(0).path("extensions").path(0);
    assertThat(extension.path("module").asString()).isEqualTo("demo._json");
    assertThat(extension.path("entries").path(0).path("symbol").asString())
        .isEqualTo("PyInit__json");
    assertThat(extension.path("definitions").path(0).path("layout").asString()).isEqualTo("gil");
    assertThat(artifacts.path(0).path("sha256").asString()).hasSize(64);
    assertThat(artifacts.path(2).path("sha256").asString()).isEmpty();
  }

  @Test
  void auditOfWheelsAndOfWhatIsNone() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    Path broken =
        Files.writeString(folder.resolve("z-1.0-cp314-cp314-linux_x86_64.whl"), "not a zip");
    Run run = Run.of("audit", folder.toString(), "missing.whl", "--format", "json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .anyMatch(line -> line.contains("missing.whl: no such file"))
        .anyMatch(line -> line.contains(broken.toString()));
    JsonNode document = StrictSchema.check("audit-1", run.out());
    JsonNode artifacts = document.path("artifacts");
    assertThat(artifacts.valueStream().map(one -> one.path("artifact").asString()))
        .containsExactly(wheel.toString(), broken.toString());
    assertThat(artifacts.path(0).path("claims").path("tags").path(0).asString())
        .isEqualTo("cp314-cp314-linux_x86_64");
    assertThat(artifacts.path(1).path("findings").path(0).path("rule").asString())
        .isEqualTo("AW502");
    assertThat(document.path("notRead").path(0).path("why").asString()).contains("no such file");
    assertThat(document.path("summary").path("notRead").asInt()).isEqualTo(1);
  }

  @Test
  void linesStandForThemselvesAndComeInTheOrderOfTheInputs() throws IOException {
    for (int i = 0; i < 20; i++) {
      wheel("demo-1.%02d-cp314-cp314-linux_x86_64.whl".formatted(i), GIL_FILE);
    }
    List<String> expected = new ArrayList<>();
    for (int jobs : new int[] {1, 2, 7}) {
      Run run =
          Run.of("audit", folder.toString(), "--format", "jsonl", "--jobs", Integer.toString(jobs));
      List<String> artifacts = new ArrayList<>();
      for (String line : run.out().lines().toList()) {
        artifacts.add(StrictSchema.check("audit-1", line).path("artifact").asString());
      }
      assertThat(artifacts).hasSize(20).isSorted();
      if (expected.isEmpty()) {
        expected.add(run.out());
      }
      assertThat(run.out()).isEqualTo(expected.getFirst());
    }
    Run missing = Run.of("audit", folder + "/nothing*.whl", "--format", "jsonl");
    assertThat(missing.code()).isEqualTo(2);
    JsonNode line = StrictSchema.check("audit-1", missing.out());
    assertThat(line.path("notRead").path("why").asString()).isEqualTo("matches no file");
  }

  @Test
  void theOtherCommandsHaveLinesToo() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    Run inspect = Run.of("inspect", wheel.toString(), wheel.toString(), "--format", "jsonl");
    Run check =
        Run.of(
            "check",
            wheel.toString(),
            "--python",
            "embedded",
            "--depth",
            "static",
            "--format",
            "jsonl");
    Run pythons = Run.of("pythons", "--format", "jsonl");
    assertThat(inspect.out()).hasLineCount(2);
    assertThat(check.out()).hasLineCount(1);
    for (String line : inspect.out().lines().toList()) {
      StrictSchema.check("inspect-1", line);
    }
    JsonNode checked = StrictSchema.check("check-1", check.out());
    assertThat(checked.path("pythons").path(0).path("id").asString())
        .isEqualTo(checked.path("results").path(0).path("python").asString());
    for (String line : pythons.out().lines().toList()) {
      StrictSchema.check("pythons-1", line);
    }
  }

  @Test
  void otherToolsReadWhatACheckFound() throws IOException {
    Path good = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    Path wrong = wheel("wrong-1.0-cp314-cp314-linux_x86_64.whl", "other" + GIL_FILE);
    String[] check = {
      "check", good.toString(), wrong.toString(), "--python", "embedded", "--format"
    };
    Run junit = Run.of(with(check, "junit"));
    assertThat(junit.code()).isEqualTo(1);
    assertThat(JunitReader.cases(junit.out()).stream().map(ReportTestCase::hasFailure))
        .containsExactly(false, true);
    Run sarif = Run.of(with(check, "sarif"));
    assertThat(sarif.code()).isEqualTo(1);
    assertThat(SarifSchema.check(sarif.out()).path("results").toString())
        .contains("AW205", wrong.getFileName().toString());
    Run markdown = Run.of(with(check, "markdown"));
    assertThat(markdown.code()).isEqualTo(1);
    assertThat(GfmReader.of(markdown.out()).rows)
        .containsExactly(
            List.of("artifact", "3.14"),
            List.of("demo-1.0-cp314-cp314-linux_x86_64.whl", "✔ loads"),
            List.of("wrong-1.0-cp314-cp314-linux_x86_64.whl", "⊘ refused"));
    assertThat(Run.of(with(check, "sarif")).out()).isEqualTo(sarif.out());
    Run table = Run.of(with(check, "table"));
    assertThat(table.out()).contains("demo-1.0-cp314-cp314   L\n");
  }

  @Test
  void otherToolsReadWhatAnAuditFound() throws IOException {
    Path none = wheel("demo-1.0-cp314-none-linux_x86_64.whl", GIL_FILE);
    String[] audit = {"audit", none.toString(), "missing.whl", "--format"};
    List<ReportTestCase> cases = JunitReader.cases(Run.of(with(audit, "junit")).out());
    assertThat(cases).anyMatch(ReportTestCase::hasFailure).anyMatch(ReportTestCase::hasError);
    JsonNode sarif = SarifSchema.check(Run.of(with(audit, "sarif")).out());
    assertThat(sarif.path("results").toString()).contains("AW105");
    assertThat(sarif.path("invocations").toString()).contains("missing.whl: no such file");
    Run markdown = Run.of(with(audit, "markdown"));
    assertThat(markdown.code()).isEqualTo(2);
    assertThat(GfmReader.of(markdown.out()).rows.get(1))
        .contains("✘ broken", "cp314-none for linux_x86_64");
  }

  @Test
  void factsAreTablesOfMarkdown() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    List<List<String>> inspected =
        GfmReader.of(Run.of("inspect", wheel.toString(), "--format", "markdown").out()).rows;
    assertThat(inspected).hasSize(2);
    assertThat(inspected.get(1)).startsWith("demo/" + GIL_FILE, "demo._json");
    List<List<String>> pythons = GfmReader.of(Run.of("pythons", "--format", "markdown").out()).rows;
    assertThat(pythons).hasSizeGreaterThan(1).allMatch(row -> row.size() == 5);
  }

  private static String[] with(String[] command, String format) {
    String[] whole = Arrays.copyOf(command, command.length + 1);
    whole[command.length] = format;
    return whole;
  }

  @Test
  void aPatternThatTheShellLeftAloneIsFollowed() throws IOException {
    wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    wheel("demo-1.1-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    Run run = Run.of("inspect", folder + "/demo-1.?-*.whl", "--format", "jsonl");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).hasLineCount(2);
  }

  @Test
  void peopleSeeWhatAnAuditFound() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    for (int width : new int[] {50, 80, 140}) {
      Run run = Run.at(width, false, "audit", wheel.toString());
      assertThat(run.out()).contains("claims cp314-cp314 for linux_x86_64", "demo-1.0");
      assertThat(run.out()).doesNotContain("\033");
      assertThat(run.out().lines())
          .filteredOn(line -> line.strip().contains(" ") && !line.contains(".whl"))
          .allMatch(line -> line.length() <= width);
    }
    assertThat(Run.at(80, true, "audit", wheel.toString()).out()).contains("\033[");
  }

  @Test
  void everyDepthOfACheck() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    for (String depth : new String[] {"static", "probe", "import"}) {
      Run run =
          Run.of(
              "check",
              wheel.toString(),
              "--python",
              "embedded",
              "--depth",
              depth,
              "--format",
              "json");
      JsonNode document = StrictSchema.check("check-1", run.out());
      assertThat(run.code()).as(run.out()).isZero();
      JsonNode extension =
          document.path("artifacts").path(0).path("results").path(0).path("extensions").path(0);
      assertThat(extension.path("verdict").asString()).isEqualTo("loads");
      assertThat(extension.path("observed").path("outcome").asString())
          .isEqualTo(depth.equals("static") ? "not-run" : "ok");
      assertThat(document.path("summary").path("loads").asInt()).isEqualTo(1);
      assertThat(run.err().contains("running code of 1 wheel in workers (sandbox: none)"))
          .isEqualTo(!depth.equals("static"));
    }
  }

  @Test
  void whatDoesNotPassHasExitCode1() throws IOException {
    Path wrong = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", "other" + GIL_FILE);
    Run run = Run.of("check", wrong.toString(), "--python", "embedded", "--format", "json");
    StrictSchema.check("check-1", run.out());
    assertThat(run.code()).as(run.out()).isEqualTo(1);
    assertThat(run.out()).contains("AW205").contains("\"refused\"");

    Run accepted =
        Run.of(
            "check",
            wrong.toString(),
            "--python",
            "embedded",
            "--depth",
            "static",
            "--accept",
            "AW205:demo/other" + GIL_FILE);
    assertThat(accepted.code()).as(accepted.out()).isZero();
    assertThat(accepted.out()).contains("AW205");
    Run other = Run.of("check", wrong.toString(), "--python", "embedded", "--fail-on", "unsafe");
    assertThat(other.code()).as(other.out()).isZero();
  }

  @Test
  void aWheelThatNoInstallerWouldPutThereFailsOnlyWhereItWasAskedFor() throws IOException {
    Path foreign = wheel("demo-1.0-cp313-cp313-linux_x86_64.whl", GIL_FILE);
    Run named = Run.of("check", foreign.toString(), "--python", "embedded", "--depth", "static");
    assertThat(named.code()).isEqualTo(1);
    assertThat(named.out()).contains("no installer would put it there");
  }

  @Test
  void aRunThatJudgedNothingDoesNotPass() throws IOException {
    Path newer = wheel("demo-1.0-cp399-cp399-linux_x86_64.whl", GIL_FILE);
    Run run = Run.of("check", newer.toString(), "--format", "json", "--depth", "static");
    StrictSchema.check("check-1", run.out());
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void peopleSeeWhatIsBakedInAndWhetherItMatches() throws IOException {
    Path wheel = wheel("demo-1.0-cp314-cp314-linux_x86_64.whl", GIL_FILE);
    for (int width : new int[] {50, 80, 140}) {
      Run run = Run.at(width, false, "check", wheel.toString(), "--python", "embedded");
      assertThat(run.out()).contains("multi-phase", "laid out for GIL", "CPython 3.14.3", "loads");
      List<String> tooLong =
          run.out()
              .lines()
              .filter(line -> line.length() > width && line.strip().contains(" "))
              .filter(line -> !line.contains(folder.toString()))
              .toList();
      assertThat(tooLong).as("width " + width).isEmpty();
    }
  }

  private Path wheel(String name, String file) throws IOException {
    return TestWheel.make(folder, name, "_json", file);
  }

  private static List<String> kinds(JsonNode artifacts) {
    return artifacts.valueStream().map(artifact -> artifact.path("kind").asString()).toList();
  }
}
