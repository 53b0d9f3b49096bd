package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * {@code audit --expect}: the same holes and broken cells in every format, and in the exit code.
 */
class AuditExpectTest {

  private static final String STRUCT = "_struct.cpython-314-x86_64-linux-gnu.so";

  @TempDir Path dist;

  /** A wheel without extensions, which nothing speaks against. */
  private void pure(String tags) throws IOException {
    try (OutputStream file = Files.newOutputStream(dist.resolve("demo-1.0-" + tags + ".whl"));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      add(zip, "demo/__init__.py", "");
      add(
          zip,
          "demo-1.0.dist-info/METADATA",
          "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\nRequires-Python: >=3.10\n");
      String[] parts = tags.split("-", -1);
      StringBuilder wheel = new StringBuilder("Wheel-Version: 1.0\nRoot-Is-Purelib: false\n");
      for (String abi : parts[1].split("\\.", -1)) {
        wheel.append("Tag: " + parts[0] + "-" + abi + "-" + parts[2] + "\n");
      }
      add(zip, "demo-1.0.dist-info/WHEEL", wheel.toString());
      add(
          zip,
          "demo-1.0.dist-info/RECORD",
          """
          demo/__init__.py,,
          demo-1.0.dist-info/METADATA,,
          demo-1.0.dist-info/WHEEL,,
          demo-1.0.dist-info/RECORD,,
          """);
    }
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private Run expect(String range, String... more) {
    List<String> args = new ArrayList<>(List.of("audit", dist.toString()));
    args.addAll(List.of("--expect", range, "--no-progress", "--accept", "AW501"));
    args.addAll(List.of(more));
    return Run.of(args.toArray(String[]::new));
  }

  @Test
  void drawsAGridThatFitsATerminal() throws IOException {
    for (String platform :
        List.of(
            "manylinux_2_28_x86_64",
            "manylinux_2_28_aarch64",
            "musllinux_1_2_x86_64",
            "macosx_11_0_arm64",
            "macosx_11_0_x86_64",
            "win_amd64",
            "win_arm64",
            "win32")) {
      pure("cp310-abi3-" + platform);
      pure("cp314-cp314t-" + platform);
    }
    Files.writeString(dist.resolve("demo-1.0.tar.gz"), "");

    Run run =
        Run.at(80, false, "audit", dist.toString(), "--expect", "3.9-3.15t", "--accept", "AW501");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out().lines().takeWhile(line -> !line.startsWith("Wheel by wheel")))
        .allMatch(line -> line.length() <= 80);
    assertThat(run.out())
        .startsWith("demo 1.0: what 3.9-3.15t gets\n")
        .containsPattern("(?m)^win_amd64 +○ ?hole +✔ ?abi3 .*✔ ?cp +○ ?hole$")
        .contains(
            "3.9 gets no wheel on any platform: Requires-Python >=3.10 leaves it out.",
            "3.13t and 3.15t get no wheel on any platform: none was published;",
            "56 of 80 cells keep their promise, 24 holes.",
            "installers take the source distribution")
        .contains("16 kept");
  }

  @Test
  void passesWhereAllIsThere() throws IOException {
    pure("cp310-abi3-win_amd64");

    assertThat(expect("3.10-3.15").code()).isZero();
    assertThat(expect("3.10-3.15t").code()).isEqualTo(1);
    assertThat(expect("3.10-3.15,3.14@win_arm64").code()).isEqualTo(1);
  }

  @Test
  void findsTheCellsWhoseWheelDoesNotKeepItsPromise() throws IOException {
    TestWheel.make(dist, "demo-1.0-cp314-none-manylinux_2_28_x86_64.whl", "_struct", STRUCT);

    Run run = expect("3.14t", "--accept", "AW502");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("✘ none", "Broken", "3.14t on manylinux x86_64 gets demo-1.0", "AW105");
  }

  @Test
  void saysTheSameInEveryFormat() throws IOException {
    pure("cp310-abi3-win_amd64");
    pure("cp314t-cp314t-win_amd64");
    pure("pp311-pypy311_pp73-win_amd64");

    Run json = expect("3.10-3.14t", "--format", "json");
    JsonNode document = StrictSchema.check("audit-1", json.out());
    JsonNode grid = document.path("coverage").path(0);
    assertThat(json.code()).isEqualTo(1);
    assertThat(grid.path("passes").asBoolean()).isFalse();
    assertThat(grid.path("summary").path("hole").asInt()).isEqualTo(2);
    assertThat(grid.path("cells")).hasSize(7);
    assertThat(grid.path("holes").findValuesAsString("reason"))
        .containsExactlyInAnyOrder("tag", "not-published");
    assertThat(grid.path("unpicked").findValuesAsString("why"))
        .containsExactlyInAnyOrder("never", "other-python");

    List<String> lines = expect("3.10-3.14t", "--format", "jsonl").out().lines().toList();
    assertThat(lines).hasSize(4);
    for (String line : lines) {
      StrictSchema.check("audit-1", line);
    }
    assertThat(lines.getLast()).contains("\"coverage\":[{");

    assertThat(expect("3.10-3.14t", "--format", "junit").out())
        .contains("tests=\"7\" failures=\"2\"", "win_amd64 on 3.13t", "type=\"hole\"");
    assertThat(expect("3.10-3.14t", "--format", "sarif").out()).contains("\"ruleId\" : \"hole\"");
    assertThat(expect("3.10-3.14t", "--format", "markdown").out())
        .contains("does not pass", "| platform | 3.10 |", "**○ hole**", "`demo 1.0`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.9-3.16", "banana", "3.14@moon", "3.9t"})
  void saysWhatIsWrongWithARangeInOneLine(String range) throws IOException {
    pure("py3-none-any");

    Run run = expect(range);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> line.contains("--expect " + range + ": ")))
        .hasSize(1);
  }

  @Test
  void saysThatThereIsNoWheelAtAll() {
    Run run = expect("3.14");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--expect 3.14: there is no wheel among the artifacts");
  }

  /** A build audits each wheel as it is made, in the project whose settings are for all of them. */
  @Test
  void holdsOneWheelNotToWhatAProjectExpectsOfAll() throws IOException {
    pure("cp310-abi3-win_amd64");
    Path settings = Files.writeString(dist.resolve("abiwarden.toml"), "expect = \"3.9-3.15t\"\n");
    String wheel = dist.resolve("demo-1.0-cp310-abi3-win_amd64.whl").toString();
    List<String> args = List.of("--settings", settings.toString(), "--accept", "AW501");

    Run one = audit(wheel, args);
    Run all = audit(dist.toString(), args);

    assertThat(one.code()).isZero();
    assertThat(one.err()).containsOnlyOnce("expect: one wheel is no release");
    assertThat(all.code()).isEqualTo(1);
    assertThat(all.out()).contains("hole");
    assertThat(all.err()).doesNotContain("one wheel");
  }

  private static Run audit(String artifact, List<String> more) {
    List<String> args = new ArrayList<>(List.of("audit", artifact));
    args.addAll(more);
    return Run.of(args.toArray(String[]::new));
  }

  @Test
  void drawsNothingUnlessAsked() throws IOException {
    pure("py3-none-any");

    Run run = Run.of("audit", dist.toString(), "--accept", "AW501", "--format", "json");

    assertThat(run.code()).isZero();
    assertThat(run.out()).doesNotContain("coverage");
  }
}
