package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.MissingPython;
import io.abiwarden.worker.python.MissingPython.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of the interpreters that are here, and of those that are not. */
class PythonsReportTest {

  private static final String STATIC = "it has no shared libpython";

  @Test
  void whatEachCanBeUsedForAndWhyNot() {
    String table =
        table(
            List.of(
                python("3.8.18", 8, false, "it is older than 3.9", "it is older than 3.9"),
                python("3.12.1", 12, false, STATIC, ""),
                python("3.14.7t", 14, true, "", "it has no command"),
                python("3.15.0t", 15, true, "", "")),
            List.of(),
            100);
    assertThat(table.lines().map(String::strip))
        .anyMatch(line -> line.matches("3\\.8\\.18 +GIL +read +test +/some/prefix"))
        .contains("only read: it is older than 3.9")
        .anyMatch(line -> line.matches("3\\.12\\.1 +GIL +run +.*"))
        .contains("not embedded: " + STATIC)
        .anyMatch(line -> line.matches("3\\.14\\.7t +free-threaded +embed +.*"))
        .contains("not run: it has no command")
        .anyMatch(line -> line.matches("3\\.15\\.0t +free-threaded +embed, run +.*"));
    assertThat(table.lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  @Test
  void missingOnesThatAreGotAlikeStandTogether() {
    String table =
        table(
            List.of(),
            List.of(
                missing("3.13t", new Way("pyenv install", "3.13t", true)),
                missing("3.15", new Way("apt install", "python3.15", true)),
                missing("3.15t", new Way("pyenv install", "3.15t", true))),
            200);
    assertThat(table)
        .contains(
            "not here: 3.13t, 3.15t: pyenv install 3.13t 3.15t, or uv python install 3.13t 3.15t\n",
            "not here: 3.15: apt install python3.15, or uv python install 3.15\n");
    assertThat(table.lines().filter(line -> line.startsWith("not here: "))).hasSize(2);
  }

  @Test
  void aCommandForOneAtATimeIsShownOnce() {
    String table =
        table(
            List.of(),
            List.of(
                missing("3.9", new Way("conda create -n", "py39 python=3.9", false)),
                missing("3.10", new Way("conda create -n", "py310 python=3.10", false))),
            200);
    assertThat(table)
        .contains(
            "3.9, 3.10: conda create -n py39 python=3.9 (one for each), or uv python install");
  }

  @Test
  void linesFit() {
    for (int width : new int[] {50, 80, 120}) {
      String table =
          table(
              List.of(python("3.12.1", 12, false, STATIC.repeat(3), "")),
              List.of(missing("3.13t", new Way("pyenv install", "3.13t", true))),
              width);
      assertThat(table.lines().skip(2)).allMatch(line -> line.length() <= width);
    }
  }

  private static String table(List<Interpreter> pythons, List<MissingPython> missing, int width) {
    return new PythonsReport(pythons, missing, Optional.empty()).table(new Style(false, width));
  }

  private static MissingPython missing(String name, Way way) {
    return new MissingPython(name, List.of(way, new Way("uv python install", name, true)));
  }

  private static Interpreter python(
      String id, int minor, boolean freeThreaded, String why, String whyNotRun) {
    InterpreterFacts facts =
        new InterpreterFacts(
            id,
            PythonVersion.of(3, minor, 0),
            freeThreaded,
            false,
            "linux_x86_64",
            Optional.empty(),
            List.of(".so"),
            Optional.empty());
    return new Interpreter(
        facts,
        Optional.empty(),
        Optional.empty(),
        Path.of("/some/prefix"),
        Optional.empty(),
        "test",
        why.isEmpty(),
        why,
        whyNotRun);
  }
}
