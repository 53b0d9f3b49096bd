package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.ImportHook.Options;
import io.abiwarden.ffi.TestPythons.TestPython;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hooks in hosts that bring their own Python along, each in a JVM of its own. */
class ImportHookTest {

  static final List<String> SERIES = TestPythons.SERIES;

  /** Those that differ in how threads and their states work; the last is there on any machine. */
  static final List<String> DIFFERENT =
      List.of("3.9", "3.11", "3.12", "3.13t", "3.14", "3.14t", "3.15t", "embedded");

  /** The hook goes in before and after the initialisation. */
  static Stream<Arguments> seriesAndMoments() {
    return SERIES.stream()
        .flatMap(
            series -> Stream.of(Arguments.of(series, "before"), Arguments.of(series, "after")));
  }

  private static final List<String> BUSY = List.of("BUSY");
  private static final List<String> BUSY_OR_HEARD = List.of("BUSY", "HEARD");

  @TempDir static Path scratch;

  private static TestPython python(String series) {
    Optional<TestPython> python = TestPythons.of(series);
    assumeTrue(python.isPresent(), () -> "no libpython of " + series + " on this machine");
    return python.orElseThrow();
  }

  private static TestPython anyPython() {
    assumeTrue(TestPythons.any().isPresent(), "no libpython at all on this machine");
    return TestPythons.any().orElseThrow();
  }

  private static Probe host(TestPython python) {
    return Probe.allowed()
        .main(HostMain.class)
        .environment("PYTHONHOME", python.prefix().toString());
  }

  private static Probe.Result run(Probe host, TestPython python, String scenario, Object... more)
      throws Exception {
    Object[] arguments = Stream.concat(Stream.of(python.libpython()), Stream.of(more)).toArray();
    Probe.Result result = host.run(scratch, scenario, arguments);
    assertThat(result.facts()).as(result.output()).containsEntry("done", "yes");
    assertThat(result.exit()).as(result.output()).isZero();
    return result;
  }

  private static Probe.Result run(String series, String scenario, Object... more) throws Exception {
    TestPython python = python(series);
    return run(host(python), python, scenario, more);
  }

  @ParameterizedTest
  @MethodSource("seriesAndMoments")
  void hearsOfEveryFileBeforeItIsOpened(String series, String moment) throws Exception {
    TestPython python = python(series);
    Probe.Result result = run(host(python), python, moment);
    assertThat(result.fact("filter")).isEqualTo("yes");
    everything(result, python, moment);
  }

  @Test
  void withoutTheFilterItIsTheSame() throws Exception {
    TestPython python = anyPython();
    Probe host = host(python).option("-D" + NativeCode.SWITCH + "=off");
    Probe.Result result = run(host, python, "before");
    assertThat(result.fact("filter")).contains("switched off");
    everything(result, python, "before");
  }

  /** As in the agent's jar, which has no SLF4J. */
  @Test
  void needsNoLogger() throws Exception {
    TestPython python = anyPython();
    everything(run(host(python), python, "before"), python, "before");
  }

  @Test
  void waitsForTheStartWherePythonWouldTakeAnEarlierHookForDamage() throws Exception {
    TestPython python = anyPython();
    Probe.Result result = run(host(python).environment("PYTHONMALLOC", "debug"), python, "before");
    assertThat(result.fact("delayed")).isEqualTo("PYTHONMALLOC=debug");
    assertThat(result.fact("selfTestBefore")).isEqualTo("NOT_RUNNING");
    assertThat(result.fact("ended")).isEqualTo("true 1 false");
    assertThat(result.fact("done")).as("after another start and end").isEqualTo("yes");
  }

  private static void everything(Probe.Result result, TestPython python, String moment) {
    SoftAssertions soft = new SoftAssertions();
    host(soft, result, python);
    if (moment.equals("before")) {
      soft.assertThat(result.fact("aliveBefore")).isEqualTo("false");
      soft.assertThat(result.fact("selfTestBefore")).isEqualTo("NOT_RUNNING");
    }
    soft.assertThat(result.fact("delayed")).isEqualTo("no");
    for (String test : List.of("selfTest", "selfTestDetached", "selfTestElsewhere")) {
      soft.assertThat(result.fact(test)).as(test).isEqualTo("HEARD");
    }
    soft.assertThat(result.fact("installed")).isEqualTo("true");
    soft.assertThat(result.fact("state")).isEqualTo("true false 0");

    soft.assertThat(result.fact("vetoed")).isEqualTo("ImportError: wrong build: é");
    soft.assertThat(result.fact("vetoed.name")).isEqualTo("_bisect");
    soft.assertThat(result.fact("vetoed.path")).contains("/_bisect.");
    soft.assertThat(result.fact("good")).isEqualTo("ok");
    soft.assertThat(result.fact("dlopen")).isEqualTo("ok");
    soft.assertThat(result.fact("dlopenBytes")).isEqualTo("ok");
    soft.assertThat(result.fact("dlopenVetoed")).isEqualTo("ImportError: wrong build: é");
    soft.assertThat(result.fact("dlopenVetoed.path")).isEqualTo("/nowhere/libveto.so");
    soft.assertThat(result.fact("odd")).isEqualTo("ok");
    soft.assertThat(result.fact("within")).isEqualTo("ok");
    soft.assertThat(result.fact("failure")).contains("a listener that fails");
    List<String> heard = List.of(result.fact("heard").split("\\|", -1));
    soft.assertThat(heard)
        .contains(
            "CTYPES_DLOPEN  libm.so.6",
            "CTYPES_DLOPEN  /nowhere/libveto.so",
            "IMPORT  /odd/name.so",
            "IMPORT x /y.so",
            "IMPORT s /<dcff>/s.so",
            "IMPORT fails /fails.so",
            "IMPORT within /within.so in a subinterpreter")
        .noneMatch(line -> line.contains("/z.so"));
    soft.assertThat(heard.stream().filter(line -> line.endsWith(" libm.so.6"))).hasSize(2);
    soft.assertThat(heard)
        .anyMatch(line -> line.startsWith("IMPORT _heapq /"))
        .anyMatch(line -> line.matches("IMPORT _queue /.* in a subinterpreter"));

    soft.assertThat(result.fact("ended")).isEqualTo("true 1 false");
    soft.assertThat(result.fact("selfTestAfter")).isEqualTo("NOT_RUNNING");
    soft.assertThat(result.fact("again")).as("after another start").isEqualTo("HEARD false");
    soft.assertThat(result.fact("announced")).as("by somebody else").isEqualTo("false");
    soft.assertThat(result.fact("secondHeard"))
        .contains("IMPORT second /second.so", "IMPORT third /third.so");
    soft.assertThat(result.fact("secondEnded")).isEqualTo("true 3");
    soft.assertThat(result.output()).doesNotContain("NoClassDefFoundError");
    soft.assertAll();
  }

  private static void host(SoftAssertions soft, Probe.Result result, TestPython python) {
    soft.assertThat(result.fact("earlier")).isEqualTo("0");
    soft.assertThat(result.fact("found")).isEqualTo("1");
    soft.assertThat(result.fact("same")).isEqualTo("true");
    soft.assertThat(result.fact("mapped")).isEqualTo("true");
    if (!python.series().equals("embedded")) {
      soft.assertThat(result.fact("kind")).startsWith(python.series().replace("t", ""));
    }
    soft.assertThat(result.fact("initialized")).isEqualTo("false false");
    soft.assertThat(result.fact("prefixBefore")).isEqualTo("false");
    soft.assertThat(result.fact("global")).isEqualTo("true");
    for (String path : List.of("prefix", "execPrefix", "home")) {
      soft.assertThat(result.fact(path)).as(path).isEqualTo(python.prefix().toString());
    }
    soft.assertThat(result.fact("program")).isEqualTo("true");
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void aHookThatAnEarlierOneKeepsOutIsNoticed(String series) throws Exception {
    Probe.Result result = run(series, "refused");
    assertThat(result.fact("selfTest")).isEqualTo("SILENT false");
    assertThat(result.fact("thrown")).endsWith("refuses an audit hook").doesNotContain("\n");
    assertThat(result.fact("goesOn")).isEqualTo("yes");
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void aHostThatKeepsTheGilIsNotWaitedForForEver(String series) throws Exception {
    Probe.Result result = run(series, "busy");
    boolean later = series.equals("3.9") || series.equals("3.11");
    assertThat(result.fact("installed")).isEqualTo(later ? "false" : "true");
    // Without a GIL there is nothing to wait for, but for a world that a new thread wants stopped.
    assertThat(result.fact("selfTestBusy")).isIn(series.endsWith("t") ? BUSY_OR_HEARD : BUSY);
    assertThat(result.fact("installedLater")).isEqualTo("true");
    assertThat(result.fact("selfTest")).isEqualTo("HEARD");
    assertThat(result.fact("heard")).as("one hook, not two").isEqualTo("[IMPORT once /once.so]");
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void aThreadInASubinterpreterMayInstallIt(String series) throws Exception {
    Probe.Result result = run(series, "subinterpreter");
    assertThat(result.fact("selfTest")).isEqualTo("HEARD");
    assertThat(result.fact("selfTestDetached")).isEqualTo("HEARD");
    assertThat(result.fact("heard"))
        .isEqualTo("[IMPORT m /m.so in a subinterpreter, IMPORT m /m.so]");
  }

  /** On Java's default stack of 1 MB, and on that of a thread that Python makes. */
  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void whereTheStackHasNoRoomJavaIsNotCalled(String series) throws Exception {
    Probe.Result result = run(series, "deep");
    assertThat(result.fact("shallowHeard")).isEqualTo("true");
    // Before, the limit on calls ends a recursion while there is room.
    boolean byStack = series.startsWith("3.14") || series.startsWith("3.15");
    if (byStack) {
      assertThat(Integer.parseInt(result.fact("unjudged.false"))).isPositive();
      assertThat(Integer.parseInt(result.fact("unjudged.true"))).isPositive();
      assertThat(result.fact("refusals")).isEqualTo(result.fact("unjudged.true"));
    }
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void aForkedChildGoesOnWithoutJava(String series) throws Exception {
    Probe.Result result = run(series, "fork");
    assertThat(result.fact("child")).isEqualTo("7");
    assertThat(result.fact("parent")).isEqualTo("true");
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void theJvmEndsWhileThreadsOfPythonImport(String series) throws Exception {
    assertThat(run(series, "leave").fact("heardSome")).isEqualTo("true");
  }

  @ParameterizedTest
  @FieldSource("DIFFERENT")
  void threadsThatPythonMadeLeaveNothingBehind(String series) throws Exception {
    Probe.Result result = run(series, "threads", 1024);
    assertThat(Integer.parseInt(result.fact("count"))).isGreaterThanOrEqualTo(512 + 1024);
    assertThat(result.fact("unjudged")).isEqualTo("0");
    assertThat(Integer.parseInt(result.fact("threads"))).isLessThan(5);
    assertThat(Long.parseLong(result.fact("grown"))).as("KiB").isLessThan(16 << 10);
  }

  @Test
  void aLibraryThatTheHostKeepsToItselfStaysSo() throws Exception {
    TestPython python = anyPython();
    Probe.Result result = run(host(python), python, "local");
    assertThat(result.fact("global")).isEqualTo("false");
    assertThat(result.fact("globalAfter")).isEqualTo("false");
    assertThat(result.fact("selfTest")).isEqualTo("HEARD");
  }

  @Test
  void thePermissionIsTakenWhereItIsNotDenied() throws Exception {
    Probe.Result taken = permission(Probe.withoutNativeAccess());
    assertThat(taken.fact("permission")).isEqualTo("TAKEN");
    assertThat(taken.fact("pythons")).isEqualTo("[]");
    assertThat(taken.output()).contains(NativePermission.class.getName());

    Probe.Result denied =
        permission(Probe.withoutNativeAccess().option("--illegal-native-access=deny"));
    assertThat(denied.fact("permission")).isEqualTo("DENIED");
    assertThat(denied.fact("pythons")).contains("--enable-native-access=ALL-UNNAMED");

    assertThat(permission(Probe.allowed()).fact("permission")).isEqualTo("GIVEN");
    assertThat(NativePermission.flag()).startsWith("--enable-native-access=");
  }

  private static Probe.Result permission(Probe probe) throws Exception {
    Probe.Result result = probe.main(HostMain.class).run(scratch, "permission", "/none");
    assertThat(result.facts()).as(result.output()).containsEntry("done", "yes");
    return result;
  }

  @Test
  void theRoomHasBounds() {
    assertThat(Options.DEFAULT.withRefuseWithoutRoom(true)).isEqualTo(new Options(true, 256 << 10));
    assertThatThrownBy(() -> new Options(false, 100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128 KiB");
  }
}
