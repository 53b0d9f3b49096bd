package io.abiwarden.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        "check FILE --python 3.14t@win64             | use win_amd64",
        "check FILE --python 3.12t@win_amd64         | use 3.13t@win_amd64 or 3.12@win_amd64",
        "pythons --python 3.14@linux_x86_64          | manylinux_2_28_x86_64",
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
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "AUTO,   -, -, -,    -",
        "AUTO,   '', '', xterm, 1",
        "NEVER,  1, -, -,    -",
        "NEVER,  1, 1, -,    -",
        "ALWAYS, -, 1, -,    -",
        "ALWAYS, '', 3, dumb, 0",
        "AUTO,   -, 0, -,    -",
        "NEVER,  -, -, dumb, -",
        "NEVER,  -, -, -,    0"
      })
  void coloursAreAsTheEnvironmentSays(
      Colours expected,
      @Nullable String noColor,
      @Nullable String force,
      @Nullable String term,
      @Nullable String clicolor) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NO_COLOR", noColor);
    environment.put("FORCE_COLOR", force);
    environment.put("TERM", term);
    environment.put("CLICOLOR", clicolor);
    environment.values().removeIf(value -> value == null);
    assertThat(Colours.of(environment)).isEqualTo(expected);
    if (force != null) {
      environment.put("CLICOLOR_FORCE", environment.remove("FORCE_COLOR"));
      assertThat(Colours.of(environment)).isEqualTo(expected);
    }
  }

  @Test
  void progressIsTakenAwayBeforeAnythingElseIsWritten() throws IOException {
    var terminal = new ByteArrayOutputStream();
    TerminalLine line = new TerminalLine(new PrintStream(terminal, true, UTF_8));
    try (PrintStream notices = new PrintStream(line.before(terminal), true, UTF_8)) {
      line.show("checking 9/40", 13);
      line.show("done 10/40", 10);
      notices.println("a notice");
      notices.println("another");
      line.show("x", 1);
      line.clear();
      line.clear();
    }
    assertThat(terminal.toString(UTF_8).replace("\r", "|"))
        .isEqualTo("|checking 9/40|done 10/40   |          |a notice\nanother\n|x| |");
  }

  @Test
  void progressSaysHowMuchIsDone() {
    Progress.Task wheels = new Progress.Task("checking", " wheels", 1);
    assertThat(wheels.text(12, 40)).isEqualTo("checking 12/40 wheels");
    Progress.Task bytes = new Progress.Task("unpacking", " MB", 1 << 20);
    assertThat(bytes.text(1 << 20, (3 << 20) + 1)).isEqualTo("unpacking 1/4 MB");
    assertThat(Progress.Task.uncounted("reading").text(0, 0)).isEqualTo("reading");
  }
}
