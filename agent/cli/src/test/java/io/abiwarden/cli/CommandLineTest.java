package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is understood, and what is said of the rest. */
class CommandLineTest {

  @TempDir Path folder;

  @Test
  void versionAndHelpAreResults() {
    assertThat(Run.of("--version").out()).startsWith("abiwarden ").doesNotContain("unknown");
    for (String command : new String[] {"check", "audit", "inspect", "pythons", "explain"}) {
      Run help = Run.of(command, "--help");
      assertThat(help.code()).as(command).isZero();
      assertThat(help.out()).contains("Usage: abiwarden " + command);
      assertThat(help.err()).isEmpty();
    }
    assertThat(Run.of("--help").out())
        .contains("check", "audit", "inspect", "pythons", "explain", "Exit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"                                        | which command",
        "chekc x.whl                                 | chekc",
        "check                                       | ARTIFACT",
        "check FILE --format html                    | not built yet",
        "inspect FILE --format junit                 | is for check and audit",
        "pythons --format sarif                      | is for check and audit",
        "check FILE --format yaml                    | unknown",
        "check FILE --depth deep                     | static, probe or import",
        "check FILE --timeout soon                   | number of seconds",
        "check FILE --timeout 0                      | number of seconds",
        "check FILE --jobs -1                        | from 1 to",
        "check FILE --jobs many                      | jobs",
        "check FILE --site nowhere                   | no such folder",
        "check FILE --fail-on never                  | neither a verdict",
        "check FILE --accept AW999                   | no rule AW999",
        "check FILE --python 3.99                    | uv python install 3.99",
        "check FILE --python 3.14t@win_amd64         | not built yet",
        "check FILE --python no/such/python          | no/such/python",
        "check FILE --output no/such/folder/out.json | there is no folder",
        "pythons --format html                       | not built yet",
        "check FILE --platform win_amd64             | none is asked for",
        "audit                                       | ARTIFACT",
        "audit FILE --format html                    | not built yet",
        "audit FILE --format Junit                   | use table, json, jsonl, junit, sarif or",
        "audit FILE --jobs -1                        | from 1 to",
        "audit FILE --fail-on never                  | neither a verdict",
        "audit FILE --accept AW999                   | no rule AW999",
        "audit FILE --accept AW101: --jobs 0x        | jobs",
        "audit FILE --platform win_amd64             | none is asked for",
        "audit FILE --output no/such/folder/out.json | there is no folder",
        "explain AW101 --format jsonl                | people only",
        "explain AW999                               | AW999",
      })
  void whatIsWrongIsOneLineAndExitCode2(String line, String said) throws IOException {
    Path file = Files.writeString(folder.resolve("x.so"), "not a library");
    String[] args =
        line.isEmpty() ? new String[0] : line.replace("FILE", file.toString()).split(" ");
    Run run = Run.of(args);
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("abiwarden: ").contains(said).hasLineCount(1);
  }

  @Test
  void oneBadInputDoesNotStopTheOthers() throws IOException {
    Path good = TestWheel.extension("_json");
    Run run = Run.of("inspect", "missing.whl", good.toString(), "pypi:psutil");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("missing.whl: no such file"))
        .anyMatch(line -> line.contains("pypi:psutil==VERSION"));
    assertThat(run.out()).contains("PyInit__json");
  }

  @Test
  void whatIsNoExtensionIsSaidAndNotShownAsOne() throws IOException {
    Path text = Files.writeString(folder.resolve("y.cpython-314-x86_64-linux-gnu.so"), "text");
    Path zip = Files.writeString(folder.resolve("z-1.0-cp314-cp314-linux_x86_64.whl"), "text");
    for (Path input : new Path[] {text, zip}) {
      for (String command : new String[] {"inspect", "check", "audit"}) {
        Run run = Run.of(command, input.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(input.getFileName().toString()).doesNotContain("\tat ");
      }
    }
  }

  @Test
  void resultsCanGoToAFile() throws IOException {
    Path output = folder.resolve("out.json");
    Run run = Run.of("pythons", "--format", "json", "--output", output.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(output).content().startsWith("{").contains("abiwarden/pythons/1");
  }

  @Test
  void coloursAreForTerminalsOnly() {
    assertThat(Run.at(80, true, "pythons").out()).contains("\033[");
    assertThat(Run.at(80, false, "pythons").out()).doesNotContain("\033");
    assertThat(Console.noColour(java.util.Map.of("NO_COLOR", "1"))).isTrue();
    assertThat(Console.noColour(java.util.Map.of("NO_COLOR", ""))).isFalse();
  }
}
