package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.Fixture;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The guard in processes that run a Python of this machine, with fixtures of native-fixtures. */
class GuardTest {

  private static final String GOOD =
      "import _bisect, _json\nnote('good', _bisect.bisect_right([1, 2], 1))\n";

  @TempDir Path folder;

  /** The file of a fixture; skips the test visibly where it cannot be built. */
  private static Path fixture(String name) {
    Fixture fixture =
        Fixtures.all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("there is no fixture " + name));
    BuildResult built = FixtureBuilder.onThisMachine().build(fixture);
    Assumptions.assumeTrue(built instanceof BuildResult.Built, () -> name + ": " + built);
    return ((BuildResult.Built) built).file();
  }

  /** What ends a free-threaded Python: laid out for GIL builds, and single-phase. */
  private static Path deadly() {
    return fixture("single_phase@abi3-3.9");
  }

  /** What is for another version, and imports by luck. */
  private static Path lucky(TestPython python) {
    return fixture("multi_phase@" + (python.kind().minor() == 14 ? "3.13" : "3.14"));
  }

  private static String attempt(String note, Path file, String module) {
    return "attempt('%s', load, '%s', '%s')%n".formatted(note, module, file);
  }

  private String report() {
    return ",report=" + folder.resolve("report.jsonl");
  }

  private Path another() throws IOException {
    return Files.createDirectory(folder.resolve("another"));
  }

  @Test
  void whatKillsAHostIsAnImportErrorWithAReason() throws Exception {
    TestPython python = TestPython.freeThreaded();
    Path bad = deadly();
    String code = attempt("bad", bad, "pkg.single_phase") + GOOD;

    HostRun without = HostRun.of(python, another(), "never", "", code);
    assertThat(without.output()).contains("SIGSEGV");
    assertThat(without.exit()).isNotZero();
    assertThat(without.notes()).isEmpty();

    HostRun with = HostRun.of(python, folder, "before", "policy=enforce" + report(), code).alive();
    assertThat(with.note("bad"))
        .startsWith("ImportError: abiwarden: single_phase.abi3.so was laid out for GIL builds; ")
        .contains("t (free-threaded)", "Install a cp3", "(AW201, " + bad + ")");
    assertThat(with.note("good")).isEqualTo("1");
    assertThat(with.note("selfTest")).isEqualTo("true");
    assertThat(with.output())
        .contains("guarding CPython 3.", ", since before it started; policy enforce")
        .contains("refused the import of pkg.single_phase on 3.");
    assertThat(with.notes())
        .contains("heard=pkg.single_phase REFUSED", "heard=_bisect ALLOWED", "heard=_json ALLOWED");

    JsonNode line = with.decision("pkg.single_phase");
    assertThat(line.get("verdict").asString()).isEqualTo("unsafe");
    assertThat(line.get("action").asString()).isEqualTo("refused");
    assertThat(line.get("file").asString()).isEqualTo(bad.toString());
    JsonNode summary = with.summary();
    assertThat(summary.get("actions").get("refused").asInt()).isEqualTo(1);
    assertThat(summary.get("summary").get("unsafe").asInt()).isEqualTo(1);
    assertThat(summary.get("failures").asInt()).isZero();
    JsonNode host = summary.get("pythons").get(0);
    assertThat(host.get("beforeStart").asBoolean()).isTrue();
    assertThat(host.get("warnings").isEmpty()).as(host.toString()).isTrue();
  }

  /** Written before the file is opened, so that it says what killed the host. */
  @Test
  void theReportOutlivesAHostThatOnlyWarns() throws Exception {
    TestPython python = TestPython.freeThreaded();
    String code = attempt("bad", deadly(), "m.single_phase");

    HostRun run = HostRun.of(python, folder, "before", "policy=warn" + report(), code);

    assertThat(run.output()).contains("SIGSEGV");
    assertThat(run.notes()).doesNotContain("end=reached");
    JsonNode last = run.report().getLast();
    assertThat(last.get("module").asString()).isEqualTo("m.single_phase");
    assertThat(last.get("action").asString()).isEqualTo("warned");
    assertThat(last.get("refusedIfEnforced").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"observe,allowed", "warn,warned", "enforce,refused"})
  void aPolicyDecides(String mode, String action) throws Exception {
    TestPython python = TestPython.gil();
    String code = attempt("lucky", lucky(python), "multi_phase");

    HostRun run = HostRun.of(python, folder, "before", "policy=" + mode + report(), code).alive();

    JsonNode line = run.decision("multi_phase");
    assertThat(line.get("verdict").asString()).isEqualTo("unsafe");
    assertThat(line.get("rules").toString()).isEqualTo("[\"AW206\"]");
    assertThat(line.get("action").asString()).isEqualTo(action);
    assertThat(line.get("refusedIfEnforced").asBoolean()).isTrue();
    assertThat(run.note("lucky"))
        .startsWith(mode.equals("enforce") ? "ImportError: abiwarden: " : "ok");
    assertThat(run.output().contains("AW206")).as(run.output()).isEqualTo(!mode.equals("observe"));
  }

  @Test
  void whatIsAcceptedGoesOn() throws Exception {
    TestPython python = TestPython.gil();
    String code =
        attempt("accepted", lucky(python), "pkg.multi_phase")
            + attempt("other", lucky(python), "pkgs.multi_phase");

    HostRun run =
        HostRun.of(python, folder, "before", "policy=enforce,accept=AW206:pkg", code).alive();

    assertThat(run.note("accepted")).isEqualTo("ok");
    assertThat(run.note("other")).startsWith("ImportError: abiwarden: ");
  }

  @Test
  void whatTurnsTheGilOnCanBeDenied() throws Exception {
    TestPython python = TestPython.freeThreaded();
    Path gil = fixture("single_phase@" + python.kind().id());
    String code = attempt("gil", gil, "single_phase") + "note('enabled', sys._is_gil_enabled())\n";

    HostRun denied =
        HostRun.of(python, folder, "before", "policy=enforce,deny=AW301", code).alive();
    assertThat(denied.note("gil")).startsWith("ImportError: abiwarden: ").contains("AW301");
    assertThat(denied.note("enabled")).isEqualTo("False");

    HostRun allowed = HostRun.of(python, another(), "before", "policy=enforce", code).alive();
    assertThat(allowed.note("gil")).isEqualTo("ok");
    assertThat(allowed.note("enabled")).isEqualTo("True");
    assertThat(allowed.summary().get("summary").get("loads-gil").asInt()).isEqualTo(1);
  }

  /** Runs code in a subinterpreter that shares the GIL. */
  private static String inside(String code) {
    return """
    def inside(code):
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        identity = interpreters.create("legacy")
        interpreters.run_string(identity, code)
        interpreters.destroy(identity)
    inside(FOLDER_AND_PRELUDE + %s)
    """
        .formatted("'''" + code + "'''");
  }

  @Test
  void decisionsHoldInSubinterpreters() throws Exception {
    TestPython python = TestPython.gil();
    Path right = fixture("single_phase@abi3-3.9");
    Path wrong = fixture("multi_phase@" + python.kind().id() + "t");
    String code =
        inside(
                attempt("right", right, "single_phase").replace("'", "\"")
                    + attempt("wrong", wrong, "multi_phase").replace("'", "\""))
            + attempt("main", right, "single_phase");

    HostRun run =
        HostRun.of(python, folder, "before", "policy=enforce,deny=AW302" + report(), code).alive();

    assertThat(run.note("main")).isEqualTo("ok");
    assertThat(run.note("right")).startsWith("ImportError: abiwarden: ").contains("AW302");
    assertThat(run.note("wrong")).startsWith("ImportError: abiwarden: ").contains("AW202");
    assertThat(run.decision("multi_phase").get("subinterpreter").asBoolean()).isTrue();
  }

  @Test
  void whatReadingDoesNotDecideCanBeDenied() throws Exception {
    TestPython python = TestPython.gil();
    Path broken = folder.resolve("broken.so");
    Files.write(broken, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    Files.write(broken, new byte[200], StandardOpenOption.APPEND);
    String code = attempt("broken", broken, "broken") + attempt("again", broken, "broken");

    HostRun denied =
        HostRun.of(python, folder, "before", "policy=enforce,unknown=deny", code).alive();
    assertThat(denied.note("broken")).startsWith("ImportError: abiwarden: ").contains("AW502");

    HostRun allowed = HostRun.of(python, another(), "before", "policy=enforce", code).alive();
    // What the dynamic loader says of it.
    assertThat(allowed.note("broken")).startsWith("ImportError: " + broken);
    assertThat(allowed.output())
        .containsOnlyOnce("not decided by reading it, and allowed: " + broken);
  }

  @Test
  void judgesForTheTargetWhileRunningOnAnother() throws Exception {
    TestPython python = TestPython.gil();
    Path stable = fixture("multi_phase@abi3-3.9");
    Path own = fixture("multi_phase@" + python.kind().id());
    String code = attempt("stable", stable, "a.multi_phase") + attempt("own", own, "b.multi_phase");

    HostRun run =
        HostRun.of(python, folder, "before", "policy=enforce,target=3.14t" + report(), code)
            .alive();

    assertThat(run.note("stable")).isEqualTo("ok");
    assertThat(run.note("own")).isEqualTo("ok");
    JsonNode target = run.decision("a.multi_phase").get("target");
    assertThat(target.get("interpreter").asString()).isEqualTo("3.14t");
    assertThat(target.get("verdict").asString()).isEqualTo("unsafe");
    assertThat(target.get("rules").toString()).isEqualTo("[\"AW201\"]");
    assertThat(run.decision("b.multi_phase").get("target").get("verdict").asString())
        .isEqualTo("not-applicable");
    assertThat(run.output())
        .contains("a.multi_phase on the target 3.14t: not with this file. ")
        .doesNotContain("b.multi_phase on the target");
  }

  @Test
  void hearsOfWhatCtypesOpens() throws Exception {
    TestPython python = TestPython.freeThreaded();
    String code =
        "import ctypes\nattempt('libc', ctypes.CDLL, 'libc.so.6')\n"
            + "attempt('bad', ctypes.CDLL, '%s')%n".formatted(deadly());

    HostRun run = HostRun.of(python, folder, "before", "policy=enforce" + report(), code).alive();

    assertThat(run.note("libc")).isEqualTo("ok");
    assertThat(run.note("bad")).startsWith("ImportError: abiwarden: ");
    assertThat(run.decision("single_phase").get("occasion").asString()).isEqualTo("ctypes");
    assertThat(run.report()).noneMatch(line -> line.get("file").asString().contains("libc.so"));
  }

  @Test
  void tellsOfWhatWasThereBefore() throws Exception {
    TestPython python = TestPython.gil();
    Files.writeString(
        folder.resolve("first.py"),
        attempt("lucky", lucky(python), "multi_phase") + "import _json\n");

    HostRun run = HostRun.of(python, folder, "after", "policy=enforce" + report(), GOOD).alive();

    assertThat(run.note("lucky")).isEqualTo("ok");
    JsonNode there = run.decision("multi_phase");
    assertThat(there.get("occasion").asString()).isEqualTo("present");
    assertThat(there.get("action").asString()).isEqualTo("warned");
    assertThat(run.decision("_json").get("occasion").asString()).isEqualTo("present");
    assertThat(run.decision("_bisect").get("occasion").asString()).isEqualTo("import");
    assertThat(run.output()).contains(", since it was running already; policy enforce");
    assertThat(run.note("selfTest")).isEqualTo("true");
  }

  /** Python does not tell whoever adds a hook that another one has refused it. */
  @Test
  void noticesThatItIsKeptOut() throws Exception {
    TestPython python = TestPython.gil();
    Files.writeString(
        folder.resolve("first.py"),
        """
        def hook(event, arguments):
            if event == "sys.addaudithook":
                raise RuntimeError("no more of them")
        sys.addaudithook(hook)
        """);

    HostRun run = HostRun.of(python, folder, "after", "policy=enforce", GOOD).alive();

    assertThat(run.note("selfTest")).isEqualTo("false");
    assertThat(run.output()).contains("imports are NOT guarded");
    JsonNode warning = run.summary().get("pythons").get(0).get("warnings").get(0);
    assertThat(warning.get("message").asString()).contains("another audit hook has kept it out");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isThereAgainWhenPythonStartsAgain(boolean told) throws Exception {
    TestPython python = TestPython.freeThreaded();
    String code = GOOD + "# ---\n" + attempt("bad", deadly(), "single_phase");

    HostRun run =
        HostRun.of(python, folder, "before", "policy=enforce", code, "-Dtold=" + told).alive();

    assertThat(run.note("bad")).startsWith("ImportError: abiwarden: ");
    assertThat(run.note("selfTest")).isEqualTo("true");
  }

  @Test
  void flightRecorderHasEachDecision() throws Exception {
    TestPython python = TestPython.gil();
    Path recording = folder.resolve("a.jfr");
    String option = "-XX:StartFlightRecording:filename=" + recording;

    HostRun.of(python, folder, "before", "policy=observe", GOOD, option).alive();

    List<RecordedEvent> events =
        RecordingFile.readAllEvents(recording).stream()
            .filter(event -> event.getEventType().getName().equals("io.abiwarden.ImportDecision"))
            .filter(event -> event.getString("module").equals("_bisect"))
            .toList();
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().getString("verdict")).isEqualTo("loads");
    assertThat(events.getFirst().getString("action")).isEqualTo("allowed");
    assertThat(events.getFirst().getDuration("cost")).isPositive();
  }

  @Test
  void whatIsSeenBeforeIsNotReadAgain() throws Exception {
    TestPython python = TestPython.gil();
    String code = GOOD + "del sys.modules['_bisect'], _bisect\n" + GOOD;

    HostRun run = HostRun.of(python, folder, "before", "policy=observe" + report(), code).alive();

    assertThat(run.report().stream().filter(l -> l.get("module").asString().equals("_bisect")))
        .extracting(line -> line.get("seenBefore").asBoolean())
        .containsExactly(false, true);
    assertThat(run.summary().get("decisions").asInt()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void warnsOfWhatIsKnownToGoWrong() throws Exception {
    TestPython python = TestPython.freeThreaded();
    Path venv = folder.resolve("venv");
    Files.createDirectories(venv.resolve("lib/python3.12/site-packages"));

    HostRun run =
        HostRun.of(
                python,
                folder,
                "before",
                "policy=warn",
                GOOD,
                Map.of("VIRTUAL_ENV", venv.toString(), "PYTHON_GIL", "1"))
            .alive();

    assertThat(run.output())
        .contains("PYTHON_GIL=1: this free-threaded Python runs with its GIL on")
        .contains("VIRTUAL_ENV is " + venv);
    assertThat(run.summary().get("pythons").get(0).get("warnings").size()).isEqualTo(2);
  }

  /** Python ends the process then, without a word of what home it was told. */
  @Test
  void warnsOfAHomeWithWhichPythonCannotStart() throws Exception {
    TestPython python = TestPython.gil();
    Path home = Files.createDirectories(folder.resolve("home/lib/python3.8"));
    String told = home.resolve("../..").normalize().toString();

    HostRun run =
        HostRun.of(python, folder, "before", "policy=warn", GOOD, Map.of("PYTHONHOME", told));

    assertThat(run.notes()).doesNotContain("end=reached");
    assertThat(run.output())
        .contains("PYTHONHOME is " + told + ", which has no lib/python" + python.kind().id())
        .contains("the prefix that " + python.libpython().toRealPath());
  }

  @Test
  void aReportThatCannotBeWrittenIsSaidAtOnce() throws Exception {
    TestPython python = TestPython.gil();
    Path nowhere = folder.resolve("nowhere/report.jsonl");

    HostRun run = HostRun.of(python, folder, "before", "policy=warn,report=" + nowhere, GOOD);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("report " + nowhere + " cannot be written: ");
  }
}
