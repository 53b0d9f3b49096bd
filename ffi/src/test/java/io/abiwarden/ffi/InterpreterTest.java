package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.TestPythons.TestPython;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Real libpythons, each in a JVM of its own. */
class InterpreterTest {

  /** The parameters: those that are not here are skipped visibly. */
  static final List<String> SERIES = TestPythons.SERIES;

  @TempDir static Path scratch;

  @BeforeAll
  static void tellWhatIsHere() {
    System.out.println(
        "libpythons here: "
            + SERIES.stream()
                .flatMap(series -> TestPythons.of(series).stream())
                .map(TestPython::libpython)
                .toList());
  }

  private static TestPython python(String series) {
    Optional<TestPython> python = TestPythons.of(series);
    assumeTrue(python.isPresent(), () -> "no libpython of " + series + " on this machine");
    return python.orElseThrow();
  }

  private static TestPython anyPython() {
    assumeTrue(TestPythons.any().isPresent(), "no libpython at all on this machine");
    return TestPythons.any().orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("SERIES")
  void runsAsItShould(String series) throws Exception {
    TestPython python = python(series);
    // The C locale: Python is to speak UTF-8 whatever the process does.
    Probe.Result result =
        Probe.allowed()
            .environment("LC_ALL", "C")
            .environment("PYTHONHOME", "/nonexistent")
            .run(scratch, "everything", python.libpython(), python.prefix());
    assertThat(result.facts()).as(result.output()).containsEntry("done", "yes");
    assertThat(result.exit()).isZero();
    SoftAssertions soft = new SoftAssertions();
    boolean freeThreaded = Boolean.parseBoolean(result.fact("freeThreaded"));
    soft.assertThat(result.fact("kind"))
        .isEqualTo(
            "LibPythonKind[hexVersion=%s, freeThreaded=%s, debug=%s]",
            result.fact("hexversion"), freeThreaded, result.fact("debug"));
    if (!series.equals("embedded")) {
      soft.assertThat(freeThreaded).isEqualTo(series.endsWith("t"));
      soft.assertThat(result.fact("display")).startsWith(series.replace("t", ""));
    }
    soft.assertThat(result.fact("flags")).isEqualTo("(1, 1, True)");
    soft.assertThat(result.fact("encoding")).isEqualTo("utf-8 utf-8");
    soft.assertThat(result.fact("signals"))
        .as("the JVM's signal handlers are untouched")
        .isEqualTo("true");
    soft.assertThat(result.fact("texts")).isEqualTo("6/6");
    soft.assertThat(result.fact("bytes")).isEqualTo("true");
    soft.assertThat(result.fact("list"))
        .isEqualTo("[-9223372036854775808, True, None]-9223372036854775808true");
    soft.assertThat(result.fact("notText")).isEqualTo("TypeError");
    soft.assertThat(result.fact("threads")).isEqualTo("true");
    soft.assertThat(result.fact("nested")).isEqualTo("x");
    soft.assertThat(result.fact("interrupt")).isEqualTo("true");
    soft.assertThat(result.fact("objectOutside")).contains("only inside Interpreter.call");
    soft.assertThat(result.fact("recursion"))
        .isEqualTo("['plain', 'c', 'nested', 'deep', 'audited', 'thread']");
    soft.assertThat(result.output()).contains("atexit ran");
    exceptions(soft, result);
    audit(soft, result);
    definition(soft, result, python);
    soft.assertAll();
  }

  private static void exceptions(SoftAssertions soft, Probe.Result result) {
    soft.assertThat(result.fact("unprintable.message"))
        .isEqualTo("probe.Unprintable: <exception str() failed>");
    soft.assertThat(result.fact("chained.message")).isEqualTo("RuntimeError: two\nlines é");
    soft.assertThat(result.fact("chained.traceback"))
        .contains(
            "ZeroDivisionError", "direct cause", "exceptions.py\", line", "RuntimeError: two");
    soft.assertThat(result.fact("chained.isImportError")).isEqualTo("false");
    soft.assertThat(result.fact("absent.message"))
        .isEqualTo("ModuleNotFoundError: No module named 'a_module_that_is_not'");
    soft.assertThat(result.fact("absent.isImportError")).isEqualTo("true");
    soft.assertThat(result.fact("absent.name")).isEqualTo("a_module_that_is_not");
    soft.assertThat(result.fact("leave.message")).isEqualTo("SystemExit: 3");
    soft.assertThat(result.fact("names.name")).as("a name that is no text").isEmpty();
    soft.assertThat(result.fact("names.path")).isEqualTo("/p<dcff>");
    soft.assertThat(result.fact("syntax")).isEqualTo("SyntaxError");
    soft.assertThat(result.fact("cleared")).isEqualTo("2");
  }

  private static void audit(SoftAssertions soft, Probe.Result result) {
    soft.assertThat(result.fact("vetoEvent")).startsWith("_bisect /");
    soft.assertThat(result.fact("veto.message")).isEqualTo("ImportError: wrong build: é");
    soft.assertThat(result.fact("veto.name")).isEqualTo("_bisect");
    soft.assertThat(result.fact("veto.path")).contains("/_bisect.");
    soft.assertThat(result.fact("veto.mapped")).as("the file was opened").isEqualTo("false");
    soft.assertThat(result.fact("firstEvent")).isNotEmpty();
    soft.assertThat(result.fact("failingListener")).isEqualTo("true");
    soft.assertThat(result.output()).contains("an audit listener failed");
  }

  private static void definition(SoftAssertions soft, Probe.Result result, TestPython python) {
    soft.assertThat(result.fact("absentLibrary"))
        .contains("cannot open /nonexistent/x.so:", "No such file");
    soft.assertThat(result.fact("entryError")).isEqualTo("false");
    soft.assertThat(result.fact("isDefinition")).isEqualTo("true");
    soft.assertThat(result.fact("others")).isEqualTo("false");
    soft.assertThat(result.fact("m_name")).isEqualTo("_json");
    // Py_mod_abi comes first in 3.15's own modules, Py_mod_exec before.
    soft.assertThat(result.fact("firstSlot"))
        .isEqualTo(python.series().startsWith("3.15") ? "109" : "2");
    soft.assertThat(result.fact("sameDefinition")).isEqualTo("true");
    soft.assertThat(result.fact("noModule")).isEqualTo("true");
  }

  @ParameterizedTest
  @FieldSource("SERIES")
  void aWrongHomeIsSaidAndNoCrash(String series) throws Exception {
    TestPython python = python(series);
    Path absent = scratch.resolve("absent-home");
    Path empty = Files.createDirectories(scratch.resolve("empty-home"));
    Probe.Result result = Probe.allowed().run(scratch, "home", python.libpython(), absent);
    assertThat(result.fact("start"))
        .endsWith(
            "(" + python.libpython() + ") does not start: its home " + absent + " is no folder");

    result = Probe.allowed().run(scratch, "home", python.libpython(), empty);
    assertThat(result.exit()).isZero();
    // Since 3.15 the codecs are frozen into libpython, and it starts without a standard library.
    if (!series.startsWith("3.15")) {
      assertThat(result.fact("start"))
          .contains("(" + python.libpython() + ") does not start: ")
          .containsAnyOf("encodings", "codec")
          .doesNotContain("\n");
    }
  }

  @Test
  void aVirtualEnvironmentAndOddFolders() throws Exception {
    TestPython python = anyPython();
    Path environment = Files.createDirectories(scratch.resolve("vénv 😀"));
    Path executable = environment.resolve("bin/python");
    Files.createDirectories(executable.getParent());
    Path base = python.prefix().resolve("bin/python3");
    Files.createSymbolicLink(executable, base);
    Files.writeString(environment.resolve("pyvenv.cfg"), "home = " + base.getParent() + "\n");
    Path folder = Files.createDirectory(scratch.resolve("ordner é"));
    Files.writeString(folder.resolve("found_by_path.py"), "value = 'ü'\n");
    Probe.Result result =
        Probe.allowed()
            .run(scratch, "environment", python.libpython(), python.prefix(), executable, folder);
    assertThat(result.fact("prefix")).isEqualTo(environment.toString());
    assertThat(result.fact("base_prefix")).isEqualTo(python.prefix().toString());
    assertThat(result.fact("executable")).isEqualTo(executable.toString());
    assertThat(result.fact("path")).isEqualTo(folder.toString());
    assertThat(result.fact("module")).isEqualTo("ü");
    assertThat(result.fact("site")).isEqualTo("0");
    assertThat(folder.resolve("__pycache__")).doesNotExist();
  }

  @Test
  void anAbandonedInterpreterRunsNothingMore() throws Exception {
    TestPython python = anyPython();
    Probe.Result result =
        Probe.allowed().run(scratch, "abandon", python.libpython(), python.prefix());
    assertThat(result.fact("done")).isEqualTo("yes");
    assertThat(result.fact("noSite")).isEqualTo("1");
    assertThat(result.fact("after")).isEqualTo("this interpreter has ended");
    assertThat(result.output()).doesNotContain("never");
    assertThat(result.exit()).isZero();
  }

  @Test
  void wrongFilesAndASecondLibpython() throws Exception {
    TestPython python = anyPython();
    Path text =
        Files.writeString(
            scratch.resolve("text.so"), "not an ELF file, but long enough for one\n".repeat(9));
    Path folder = Files.createDirectory(scratch.resolve("folder.so"));
    Path other = Path.of(System.getProperty("java.home"), "lib", "libverify.so");
    Path absent = scratch.resolve("absent.so");
    Probe.Result result =
        Probe.allowed().run(scratch, "open", python.libpython(), text, folder, other, absent);
    assertThat(result.fact(text.toString()))
        .isEqualTo("cannot open " + text + ": invalid ELF header");
    assertThat(result.fact(folder.toString())).startsWith("cannot open " + folder + ": ");
    assertThat(result.fact(other.toString())).contains("it is not a libpython");
    assertThat(result.fact(absent.toString())).contains("No such file");
    assertThat(result.fact("again")).isEqualTo("true");
    assertThat(result.fact("missing")).isEqualTo("true");
    assertThat(result.fact("second")).contains("a process has one libpython");
  }

  @Test
  void missingNativeAccessIsOneLineWithTheFlag() throws Exception {
    Path file = anyPython().libpython();
    Probe.Result result = Probe.withoutNativeAccess().run(scratch, "open", file, file);
    assertThat(result.fact(file.toString()))
        .contains("--enable-native-access=ALL-UNNAMED")
        .doesNotContain("\n");
    assertThat(NativeAccess.message("io.abiwarden.ffi"))
        .contains("--enable-native-access=io.abiwarden.ffi");
  }
}
