package io.abiwarden.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {

  @TempDir Path project = Path.of("");

  /** What lies above the temporary folder is nobody's business. */
  @BeforeEach
  void beARepository() throws IOException {
    Files.createDirectory(project.resolve(".git"));
  }

  @Test
  void everythingThatCanBeSetIsRead() throws Exception {
    write(
        "abiwarden.toml",
        """
        python = ["3.11", "3.14t", "3.15t@win_amd64"]
        expect = "3.9-3.15t"
        depth = "probe"
        timeout = 2.5
        jobs = 3
        site = ["deps", "more/../other"]
        with-deps = true
        baseline = "known.json"
        check.fail-on = ["unsafe", "AW301"]

        [audit]
        fail-on = "broken"

        [accept]
        "AW301:_slow.so" = "single-threaded, issue 12"
        AW409 = "known"
        """);
    Settings settings = SettingsFile.nearest(project);
    assertThat(settings)
        .isEqualTo(
            new Settings(
                "abiwarden.toml",
                List.of("3.11", "3.14t", "3.15t@win_amd64"),
                List.of("3.9-3.15t"),
                Optional.of("probe"),
                Optional.of("2.5"),
                Optional.of(3),
                List.of(project.resolve("deps"), project.resolve("other")),
                true,
                List.of("unsafe", "AW301"),
                List.of("broken"),
                Optional.of(project.resolve("known.json")),
                List.of(
                    new Settings.Known("AW301:_slow.so", "single-threaded, issue 12"),
                    new Settings.Known("AW409", "known"))));
  }

  @Test
  void theNearestOneCountsAsFarAsTheRepositoryGoes() throws Exception {
    Path deep = Files.createDirectories(project.resolve("a/b"));
    assertThat(SettingsFile.nearest(deep)).isEqualTo(Settings.NONE);

    write("pyproject.toml", "[project]\nname = 'x'\n\n[tool.abiwarden]\njobs = 1\n");
    assertThat(SettingsFile.nearest(deep).jobs()).contains(1);
    assertThat(SettingsFile.nearest(deep).file())
        .isEqualTo("../../pyproject.toml [tool.abiwarden]");

    write("abiwarden.toml", "jobs = 2\n");
    assertThat(SettingsFile.nearest(deep).jobs()).as("a file of its own").contains(2);

    write("a/pyproject.toml", "[tool.other]\nuses = 'abiwarden'\n");
    assertThat(SettingsFile.nearest(deep).jobs()).as("one that says nothing of it").contains(2);

    write("a/abiwarden.toml", "jobs = 3\n");
    assertThat(SettingsFile.nearest(deep).jobs()).as("nearer").contains(3);

    Files.createDirectory(deep.resolve(".git"));
    assertThat(SettingsFile.nearest(deep)).as("another repository").isEqualTo(Settings.NONE);
  }

  @Test
  void aProjectsFileThatSaysNothingOfItMayBeAnything() throws Exception {
    write("pyproject.toml", "this is = = no TOML");
    assertThat(SettingsFile.nearest(project)).isEqualTo(Settings.NONE);
    write("pyproject.toml", "[tool.abiwarden\n");
    assertThatThrownBy(() -> SettingsFile.nearest(project))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("pyproject.toml, line 1: is not TOML");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timout = 3                  | there is no timout; did you mean timeout?
          Python = "3.14"             | there is no Python; did you mean python?
          with_deps = true            | there is no with_deps; did you mean with-deps?
          colour = "red"              | there is no colour; known are python, expect, depth
          [chekc]                     | there is no chekc; did you mean check?
          check.failon = ["unsafe"]   | there is no check.failon; did you mean check.fail-on?
          [tool.abiwarden]            | its keys stand at the top: take [tool.abiwarden] out, which is for pyproject.toml
          python = 3.10               | python: has to be a text, or several in an array, each in quotes
          python = []                 | python: has to be a text
          python = ["3.14", 3.10]     | python: has to be a text
          expect = ""                 | expect: has to be a text
          depth = 1                   | depth: has to be a text: depth = "static"
          timeout = "60"              | timeout: has to be a number of seconds: timeout = 120
          jobs = 0                    | jobs: has to be a number, 1 or more
          jobs = 99999999999          | jobs: has to be a number, 1 or more
          with-deps = "yes"           | with-deps: has to be true or false
          site = "\\u0000"            | site: is not a path
          check = "unsafe"            | [check] has to be a table, such as [check] and below it fail-on =
          accept = ["AW201"]          | accept: has to be a table of findings and why they are accepted
          accept.AW201 = ""           | accept.AW201: has to be the reason
          accept.AW201 = true         | accept.AW201: has to be the reason
          a = = 2                     | line 1: is not TOML
          """)
  void whatIsWrongIsSaidWithAWayOut(String content, String message) throws Exception {
    write("abiwarden.toml", content);
    assertThatThrownBy(() -> SettingsFile.nearest(project))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("abiwarden.toml")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void filesThatAreNoTextAreSaid() throws Exception {
    Path file = project.resolve("abiwarden.toml");
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThatThrownBy(() -> SettingsFile.nearest(project))
        .hasMessage("abiwarden.toml: is not UTF-8, as TOML has to be; save it as that");
    Files.writeString(file, "jobs = 1\njobs = 2\n");
    assertThatThrownBy(() -> SettingsFile.nearest(project))
        .hasMessageMatching("abiwarden.toml, line \\d: is not TOML: Duplicate key.*");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> SettingsFile.nearest(project))
        .hasMessage("abiwarden.toml: is longer than 1 MiB, as no settings are; name another file");
    // As deep as no hand writes it.
    Files.writeString(file, "a = " + "[".repeat(100_000));
    assertThatThrownBy(() -> SettingsFile.nearest(project)).isInstanceOf(SettingsException.class);
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws Exception {
    assertThatThrownBy(() -> SettingsFile.of(project.resolve("none.toml")))
        .hasMessageStartingWith("--settings ")
        .hasMessageEndingWith(
            "none.toml: no such file; without --settings, abiwarden.toml or [tool.abiwarden] of"
                + " pyproject.toml is read, here or above");
    assertThatThrownBy(() -> SettingsFile.of(project))
        .hasMessageContaining("is a folder; name the file in it: ");
    write("pyproject.toml", "[project]\nname = 'x'\n");
    assertThatThrownBy(() -> SettingsFile.of(project.resolve("pyproject.toml")))
        .hasMessageContaining("pyproject.toml: has no table [tool.abiwarden]; write one");
    assertThatThrownBy(() -> SettingsFile.of(project.resolve("abiwarden.tml")))
        .hasMessageMatching(".*no such file; did you mean .*pyproject.toml\\?");
    write("other.toml", "jobs = 4\n");
    assertThat(SettingsFile.of(project.resolve("other.toml")).jobs()).contains(4);
  }

  private void write(String name, String content) throws IOException {
    Files.write(project.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }
}
