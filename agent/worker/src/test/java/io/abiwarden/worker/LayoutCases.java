package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.worker.WorkerReport.GilChange;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.WorkerTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules on every kind of interpreter, laid out for it and for the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LayoutCases {

  private static final WorkerTask BY_PATH = new WorkerTask.Import(true, true);
  private static final WorkerTask PROBE = new WorkerTask.Probe("PyInit_m", Style.PY_INIT, true);
  private static final String MULTI =
      """
      static PyModuleDef_Slot slots[] = {
      #ifdef Py_mod_gil
        {Py_mod_gil, Py_MOD_GIL_NOT_USED},
      #endif
        {0, NULL}};
      static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "m", .m_slots = slots};
      PyMODINIT_FUNC PyInit_m(void) { return PyModuleDef_Init(&def); }
      """;
  private static final String SINGLE =
      """
      static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "%1$s", .m_size = -1};
      PyMODINIT_FUNC PyInit_%1$s(void) { %2$s return PyModule_Create(&def); }
      """;

  @TempDir Path folder;

  private Workers workers;

  @BeforeAll
  void start() {
    workers = new Workers();
  }

  @AfterAll
  void stop() {
    workers.close();
  }

  /** An interpreter, as it is to be used. */
  abstract TestPython chosen(TestPython python);

  private TestPython python(String name) throws Exception {
    return chosen(name.equals("embedded") ? TestPython.embedded() : TestPython.installed(name));
  }

  private static boolean freeThreaded(String name) {
    return name.endsWith("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"embedded", "3.9", "3.12", "3.13", "3.13t", "3.14", "3.14t", "3.15", "3.15t"})
  void whatIsLaidOutForItLoads(String name) throws Exception {
    TestPython python = python(name);
    DefinitionLayout layout =
        freeThreaded(name) ? DefinitionLayout.FREE_THREADED : DefinitionLayout.GIL;
    Path multi = python.compile(folder.resolve(name), "m", MULTI);
    for (WorkerTask task : List.of(BY_PATH, PROBE)) {
      WorkerReport report = workers.run(python.job(multi, "m", task));
      assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
      assertThat(report.style()).isEqualTo(InitStyle.MULTI_PHASE);
      assertThat(report.definitionOf("m").orElseThrow().definition().layout()).isEqualTo(layout);
      assertThat(report.mismatch()).isEmpty();
    }
    Path single = python.compile(folder.resolve(name), "s", SINGLE.formatted("s", ""));
    WorkerReport report = workers.run(python.job(single, "s", BY_PATH));
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.style()).isEqualTo(InitStyle.SINGLE_PHASE);
    assertThat(report.gil()).contains(new GilChange(!freeThreaded(name), true));
    assertThat(report.gilEnabledBy()).isEqualTo(freeThreaded(name) ? List.of("s") : List.of());
  }

  /** 3.13t and 3.14t hand it on as "uninitialized"; 3.15t notices by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"3.13t", "3.14t", "3.15t"})
  void aGilDefinitionIsSeenOnFreeThreadedBuilds(String name) throws Exception {
    TestPython python = python(name);
    Path file = TestPython.embedded().compile(folder.resolve("gil"), "m", MULTI);
    WorkerReport imported = workers.run(python.job(file, "m", BY_PATH));
    assertThat(imported.outcome()).isEqualTo(Outcome.EXCEPTION);
    assertThat(imported.error().orElseThrow().type()).isEqualTo("SystemError");
    WorkerReport probed = workers.run(python.job(file, "m", PROBE));
    if (name.equals("3.15t")) {
      assertThat(probed.outcome()).isEqualTo(Outcome.EXCEPTION);
    } else {
      assertThat(probed.outcome()).isEqualTo(Outcome.NOT_RUN);
      assertThat(probed.mismatch())
          .get()
          .asString()
          .contains("GIL builds")
          .contains(name.substring(0, 4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.13t", "3.14t"})
  void aGilSinglePhaseModuleDiesThere(String name) throws Exception {
    TestPython python = python(name);
    Path file =
        TestPython.embedded().compile(folder.resolve("gil"), "s", SINGLE.formatted("s", ""));
    WorkerReport report = workers.run(python.job(file, "s", BY_PATH));
    assertThat(report.outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(report.crash().orElseThrow().name()).isEqualTo("SIGSEGV");
  }

  /** It links, is created, and would be executed: CPython has no check here. */
  @ParameterizedTest
  @ValueSource(strings = {"3.14t", "3.15t"})
  void aFreeThreadedDefinitionIsNotExecutedOnAGilBuild(String name) throws Exception {
    Path file = python(name).compile(folder.resolve("free"), "m", MULTI);
    TestPython embedded = python("embedded");
    for (WorkerTask task : List.of(BY_PATH, PROBE)) {
      WorkerReport report = workers.run(embedded.job(file, "m", task));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.NOT_RUN);
      assertThat(report.mismatch())
          .get()
          .asString()
          .contains("free-threaded builds")
          .contains("CPython 3.14.3 is a GIL build");
      assertThat(report.definitionOf("m").orElseThrow().definition().layout())
          .isEqualTo(DefinitionLayout.FREE_THREADED);
    }
  }

  /** The GIL is on while an entry function runs, so before and after do not tell who did it. */
  @ParameterizedTest
  @ValueSource(strings = {"3.13t", "3.14t", "3.15t"})
  void theGilIsPutDownToTheModuleThatTurnedItOn(String name) throws Exception {
    TestPython python = python(name);
    Path place = folder.resolve("gil" + name);
    python.compile(place, "inner", SINGLE.formatted("inner", ""));
    String importing = "if (!PyImport_ImportModule(\"inner\")) return NULL;";
    Path outer =
        python.compile(
            place,
            "m",
            MULTI.replace("return PyModuleDef_Init", importing + " return PyModuleDef_Init"));
    WorkerReport report = workers.run(python.job(outer, "m", new WorkerTask.Import(false, true)));
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.gilEnabledBy()).containsExactly("inner");
    assertThat(report.gil()).contains(new GilChange(false, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.15", "3.15t"})
  void exportedSlotsAreRead(String name) throws Exception {
    TestPython python = python(name);
    String source =
        """
        PyABIInfo_VAR(abi);
        static PySlot slots[] = {
          PySlot_STATIC_DATA(Py_mod_abi, &abi), PySlot_DATA(Py_mod_gil, Py_MOD_GIL_NOT_USED), PySlot_END};
        PyMODEXPORT_FUNC PyModExport_m(void) { return slots; }
        """;
    Path file = python.compile(folder.resolve("export" + name), "m", source);
    WorkerReport probed =
        workers.run(
            python.job(
                file, "m", new WorkerTask.Probe("PyModExport_m", Style.PY_MOD_EXPORT, true)));
    assertThat(probed.outcome()).as(probed.detail()).isEqualTo(Outcome.OK);
    assertThat(probed.exported().orElseThrow().slots().slots()).hasSize(2);
    assertThat(probed.exported().orElseThrow().slots().slots().getFirst().abiInfo()).isPresent();
    WorkerReport imported = workers.run(python.job(file, "m", BY_PATH));
    assertThat(imported.outcome()).as(imported.detail()).isEqualTo(Outcome.OK);
    assertThat(imported.style()).isEqualTo(InitStyle.EXPORT);
    assertThat(imported.gil()).contains(new GilChange(!freeThreaded(name), !freeThreaded(name)));
  }

  /** What PyPI's extensions look like most: in a package, with the version's own suffix. */
  @Test
  void theSuffixOrderDecides() throws Exception {
    TestPython python = TestPython.embedded();
    Path place = folder.resolve("suffixes");
    Path plain = python.compile(place, "m", "PyMODINIT_FUNC PyInit_m(void) { abort(); }");
    Path tagged = place.resolve("m.cpython-314-x86_64-linux-gnu.so");
    Files.copy(python.compile(folder.resolve("tagged"), "m", MULTI), tagged);
    WorkerReport report = workers.run(python.job(plain, "m", new WorkerTask.Import(false, true)));
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.loadedFrom()).contains(tagged.toString());
  }
}
