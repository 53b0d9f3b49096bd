package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts that are kept as data, where something is known of them. */
class PythonFactsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0x030e07f0 | 3.14 | 3.14.7 | ''  | 0x030e07f0
          0x030f00c1 | 3.15 | 3.15.0 | rc1 | 0x030f00c1
          0x030f00b4 | 3.15 | 3.15.0 | b4  | 0x030f00b4
          0x031000a0 | 3.16 | 3.16.0 | a0  | 0x031000a0
          0xfffffff0 | 255.255 | 255.255.255 | '' | 0xfffffff0
          """)
  void readsVersions(String hex, String minor, String text, String preRelease, String again) {
    PythonVersion version = new PythonVersion(Long.decode(hex).intValue());
    assertThat(version.minorText()).isEqualTo(minor);
    assertThat(version.text()).isEqualTo(text);
    assertThat(version.preRelease()).isEqualTo(preRelease);
    assertThat(version.hexText()).isEqualTo(again);
  }

  @Test
  void ordersVersions() {
    PythonVersion release = PythonVersion.of(3, 15, 0);
    assertThat(new PythonVersion(0x030f00c1)).isLessThan(release);
    assertThat(release)
        .isLessThan(PythonVersion.of(3, 15, 1))
        .isGreaterThan(PythonVersion.of(3, 9, 25));
    assertThat(new PythonVersion(0xff000000)).isGreaterThan(release);
    assertThat(new PythonVersion(0x030f00a1).atLeast(15)).isTrue();
    assertThat(release.atLeast(16)).isFalse();
    assertThat(PythonVersion.of(4, 0, 0).atLeast(99)).isTrue();
    assertThat(PythonVersion.of(2, 99, 0).atLeast(0)).isFalse();
  }

  @Test
  void everySlotHasOneIdInEveryVersion() {
    assertThat(ModuleSlot.named(4)).contains(ModuleSlot.GIL);
    assertThat(ModuleSlot.named(87)).contains(ModuleSlot.GIL);
    assertThat(ModuleSlot.named(109)).contains(ModuleSlot.ABI);
    assertThat(ModuleSlot.named(0)).isEmpty();
    assertThat(ModuleSlot.named(5)).isEmpty();
    assertThat(ModuleSlot.named(93)).as("a slot of types").isEmpty();
    assertThat(ModuleSlot.named(-1)).isEmpty();
    for (int minor = 9; minor <= 16; minor++) {
      PythonVersion version = PythonVersion.of(3, minor, 0);
      Set<Integer> known =
          IntStream.range(0, 200)
              .filter(id -> ModuleSlot.known(id, version).isPresent())
              .boxed()
              .collect(Collectors.toSet());
      int expected = minor < 12 ? 2 : minor == 12 ? 3 : minor < 15 ? 4 : 4 + 15;
      assertThat(known).as("ids of 3.%d: %s", minor, known).hasSize(expected);
    }
    assertThat(Arrays.stream(ModuleSlot.values()).map(ModuleSlot::cName)).doesNotHaveDuplicates();
  }

  /** Counted in CPython's {@code Misc/stable_abi.toml} of 3.15. */
  @Test
  void stableAbiIsWhole() {
    assertThat(StableAbi.symbols()).hasSize(967);
    assertThat(StableAbi.symbols().values().stream().filter(StableAbi.Symbol::data)).hasSize(143);
    assertThat(StableAbi.symbols().values().stream().filter(s -> s.added() == 15)).hasSize(42);
    assertThat(StableAbi.symbols().values())
        .allSatisfy(s -> assertThat(s.added()).isBetween(2, 15));
    assertThat(StableAbi.symbol("PyErr_SetExcFromWindowsErr").orElseThrow().condition())
        .contains("MS_WINDOWS");
    assertThat(StableAbi.symbol("_Py_Dealloc").orElseThrow().abiOnly()).isTrue();
    assertThat(StableAbi.symbol("PyOS_BeforeFork").orElseThrow())
        .matches(StableAbi.Symbol::onUnix)
        .matches(symbol -> !symbol.onWindows());
    assertThat(StableAbi.symbol("_Py_NoneStruct").orElseThrow().data()).isTrue();
    assertThat(StableAbi.symbol("_PyLong_New")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PyList_New, 3.9 3.10 3.11 3.12 3.13 3.13t 3.14 3.14t 3.15 3.15t",
    "_PyUnicode_Ready, 3.9 3.10 3.11",
    "_Py_DecRefShared, 3.13t 3.14t 3.15t",
    "PyUnstable_Module_SetGIL, 3.13t 3.14t 3.15t",
    "PyLong_AsInt32, 3.14 3.14t 3.15 3.15t",
    "PyModule_FromSlotsAndSpec, 3.15 3.15t",
    "PyFuture_Thing, ''",
    "memcpy, ''"
  })
  void saysWhichBuildsExportAName(String name, String builds) {
    assertThat(KnownNames.exportedBy(name))
        .containsExactlyInAnyOrder(builds.isEmpty() ? new String[0] : builds.split(" "));
    assertThat(KnownNames.isPythons(name)).isEqualTo(!builds.isEmpty());
  }

  @Test
  void marksTellTheKindOfBuild() {
    assertThat(KnownNames.freeThreadedOnly("_Py_DecRefShared")).isTrue();
    assertThat(KnownNames.freeThreadedOnly("_Py_MergeZeroLocalRefcount")).isTrue();
    assertThat(KnownNames.freeThreadedOnly("PyCriticalSection_Begin")).isFalse();
    assertThat(KnownNames.freeThreadedOnly("PyList_New")).isFalse();
    assertThat(KnownNames.freeThreadedOnly("PyFuture_Thing")).isFalse();
    assertThat(KnownNames.debugOnly("_Py_NegativeRefcount")).isTrue();
    assertThat(KnownNames.debugOnly("PyList_New")).isFalse();
    assertThat(KnownNames.exportedBy(KnownNames.GIL_MARKER)).contains("3.9", "3.15", "3.15t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PyFoo_Bar", "_PyFoo", "Py_Bar", "_Py_Bar", "Py__x"})
  void newNamesLookLikePythons(String name) {
    assertThat(KnownNames.looksLikePythons(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Py",
        "_Py",
        "Pyramid",
        "python",
        "PyInit_m",
        "PyInitU_x",
        "PyModExport_m",
        "py_foo",
        "__Py_x",
        "Py1"
      })
  void otherNamesDoNot(String name) {
    assertThat(KnownNames.looksLikePythons(name)).isFalse();
  }

  @Test
  void interpretersNameThemselves() {
    assertThat(TestPythons.of("3.14t").display()).isEqualTo("CPython 3.14.7t (free-threaded)");
    assertThat(TestPythons.of("3.14t").shortName()).isEqualTo("3.14t");
    assertThat(TestPythons.of("3.9").display()).isEqualTo("CPython 3.9.7");
    assertThat(TestPythons.of("3.14td").display())
        .isEqualTo("CPython 3.14.7t (free-threaded) (debug)");
    assertThat(TestPythons.of("3.14t").withId("3.14.7t#2").id()).isEqualTo("3.14.7t#2");
    assertThat(TestPythons.of("3.14").withExportedSymbols(Set.of("x")).exportedSymbols())
        .contains(Set.of("x"));
  }
}
