package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.worker.protocol.Event;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Modules in packages, imported as users import them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ImportCases {

  private static final WorkerTask BY_NAME = new WorkerTask.Import(false, true);
  private static final WorkerTask BY_PATH = new WorkerTask.Import(true, true);
  private static final String MULTI =
      """
      static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "%1$s"};
      PyMODINIT_FUNC PyInit_%1$s(void) { %2$s return PyModuleDef_Init(&def); }
      """;
  @TempDir Path site;

  private Workers workers;
  private TestPython python;

  /** The interpreter, as it is to be used. */
  abstract TestPython chosen(TestPython embedded);

  @BeforeAll
  void start() throws IOException {
    workers = new Workers();
    python = chosen(TestPython.embedded());
  }

  @AfterAll
  void stop() {
    workers.close();
  }

  private Path python(String file, String source) throws IOException {
    Path path = site.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, source);
  }

  private WorkerReport run(Path file, String module, WorkerTask task) throws InterruptedException {
    return workers.run(python.job(file, module, task, List.of(site), TestPython.PATIENCE));
  }

  @Test
  void parentsComeFirst() throws Exception {
    python("pkg/__init__.py", "print('pkg', flush=True)");
    python("pkg/sub/__init__.py", "print('sub', flush=True)");
    Path file = python.compile(site.resolve("pkg/sub"), "m", MULTI.formatted("m", ""));
    WorkerReport report = run(file, "pkg.sub.m", BY_NAME);
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.output()).isEqualTo("pkg\nsub\n");
    assertThat(report.standIns()).isEmpty();
    assertThat(report.definitionOf("pkg.sub.m")).isPresent();
  }

  @Test
  void aParentThatFailsGetsAStandIn() throws Exception {
    python("bad/__init__.py", "import nowhere.at_all");
    Path file = python.compile(site.resolve("bad/sub"), "m", MULTI.formatted("m", ""));
    WorkerReport report = run(file, "bad.sub.m", BY_NAME);
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.standIns())
        .singleElement()
        .satisfies(
            standIn -> {
              assertThat(standIn.name()).isEqualTo("bad");
              assertThat(standIn.error().orElseThrow().importName()).contains("nowhere");
              assertThat(standIn.error().orElseThrow().own()).isFalse();
              assertThat(standIn.error().orElseThrow().traceback().getLast())
                  .contains("bad/__init__.py:1 in <module>");
            });
  }

  @Test
  void parentsMayBeLeftOut() throws Exception {
    python("skipped/__init__.py", "raise SystemExit(3)");
    Path file = python.compile(site.resolve("skipped"), "m", MULTI.formatted("m", ""));
    WorkerReport report = run(file, "skipped.m", new WorkerTask.Import(false, false));
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.standIns())
        .containsExactly(new Event.StandIn("skipped", java.util.Optional.empty()));
    assertThat(run(file, "skipped.m", BY_NAME).outcome()).isEqualTo(Outcome.OK);
  }

  @Test
  void aModuleThatItsParentImportedIsTheResult() throws Exception {
    python("eager/__init__.py", "from . import m\nprint('once', flush=True)");
    Path file =
        python.compile(
            site.resolve("eager"),
            "m",
            MULTI.formatted("m", "").replace("PyModuleDef_Init", "PyModule_Create"));
    WorkerReport report = run(file, "eager.m", BY_NAME);
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.style()).isEqualTo(InitStyle.SINGLE_PHASE);
    assertThat(report.loadedFrom()).contains(file.toString());
    assertThat(report.definitions()).hasSize(1);
  }

  @Test
  void theFirstFailureCountsAndNotTheSecondTrys() throws Exception {
    python("once/__init__.py", "from . import m");
    String twice =
        "static int n; PyErr_SetString(PyExc_ImportError, n++ ? \"once per process\" : \"first\"); return NULL;";
    Path file = python.compile(site.resolve("once"), "m", MULTI.formatted("m", twice));
    WorkerReport report = run(file, "once.m", BY_NAME);
    assertThat(report.detail()).isEqualTo("ImportError: first");
    assertThat(report.phase()).isEqualTo(Phase.OPENING);
    assertThat(report.subject()).isEqualTo("once.m");
    assertThat(report.standIns()).hasSize(1);
  }

  /** A module that imports another, and has an attribute behind that; or asks the other for one. */
  private static String circular(String name, String other, boolean asks) {
    String last =
        asks
            ? "PyObject *x = PyObject_GetAttrString(other, \"x\"); return x ? 0 : -1;"
            : "return PyModule_AddIntConstant(module, \"x\", 1);";
    return """
    static int execute(PyObject *module) {
      PyObject *other = PyImport_ImportModule("%2$s");
      if (!other) return -1;
      %3$s
    }
    static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};
    static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "%1$s", .m_slots = slots};
    PyMODINIT_FUNC PyInit_%1$s(void) { return PyModuleDef_Init(&def); }
    """
        .formatted(name, other, last);
  }

  @Test
  void whatCannotBeTheFirstOfItsPackageIsImportedAfterTheOthers() throws Exception {
    python("circle/__init__.py", "");
    Path first = python.compile(site.resolve("circle"), "a", circular("a", "circle.b", false));
    Path other = python.compile(site.resolve("circle"), "b", circular("b", "circle.a", true));
    for (Path file : List.of(first, other)) {
      String module = file.equals(first) ? "circle.a" : "circle.b";
      WorkerReport report = run(file, module, BY_NAME);
      assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
      assertThat(report.loadedFrom()).contains(file.toString());
    }
  }

  @Test
  void aCircleThatNobodyGetsIntoStaysAFailure() throws Exception {
    python("closed/__init__.py", "");
    Path file = python.compile(site.resolve("closed"), "a", circular("a", "closed.b", true));
    python.compile(site.resolve("closed"), "b", circular("b", "closed.a", true));
    WorkerReport report = run(file, "closed.a", BY_NAME);
    assertThat(report.outcome()).isEqualTo(Outcome.EXCEPTION);
    assertThat(report.detail()).contains("partially initialized module");
  }

  @Test
  void aCrashOfAnotherModuleIsToldAsItsOwn() throws Exception {
    python("two/__init__.py", "from . import other");
    python.compile(site.resolve("two"), "other", MULTI.formatted("other", "abort();"));
    Path file = python.compile(site.resolve("two"), "m", MULTI.formatted("m", ""));
    WorkerReport report = run(file, "two.m", BY_NAME);
    assertThat(report.outcome()).isEqualTo(Outcome.SIGNAL);
    assertThat(report.subject()).isEqualTo("two.other");
    assertThat(run(file, "two.m", new WorkerTask.Import(false, false)).outcome())
        .isEqualTo(Outcome.OK);
  }

  @Test
  void aForbiddenFileIsNotOpened() throws Exception {
    python("guarded/__init__.py", "from . import other");
    Path other =
        python.compile(site.resolve("guarded"), "other", MULTI.formatted("other", "abort();"));
    Path file = python.compile(site.resolve("guarded"), "m", MULTI.formatted("m", ""));
    WorkerJob job = python.job(file, "guarded.m", BY_NAME, List.of(site), TestPython.PATIENCE);
    WorkerReport report =
        workers.run(
            new WorkerJob(
                job.libpython(),
                job.home(),
                job.program(),
                job.siteImport(),
                job.searchPath(),
                List.of(),
                List.of(other),
                file,
                job.module(),
                job.task(),
                job.timeout()));
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.standIns().getFirst().error().orElseThrow().message())
        .contains(other.toString());
  }

  @Test
  void aMissingPackageIsNamed() throws Exception {
    String importing = "if (!PyImport_ImportModule(\"%s\")) return NULL;";
    Path file =
        python.compile(site, "needs", MULTI.formatted("needs", importing.formatted("absent.x")));
    WorkerReport report = run(file, "needs", BY_NAME);
    assertThat(report.error().orElseThrow().type()).isEqualTo("ModuleNotFoundError");
    assertThat(report.error().orElseThrow().importName()).contains("absent");
    assertThat(report.error().orElseThrow().own()).isFalse();

    String losing =
        """
        if (!PyImport_ImportModule("vanished")) {
          PyErr_Clear();
          PyErr_SetString(PyExc_ImportError, "vanished.core failed to import");
          return NULL;
        }
        """;
    Path replacing = python.compile(site, "replaces", MULTI.formatted("replaces", losing));
    assertThat(run(replacing, "replaces", BY_NAME).error().orElseThrow().causes())
        .containsExactly("ModuleNotFoundError: No module named 'vanished'");

    python("ours/__init__.py", "");
    Path own =
        python.compile(
            site.resolve("ours"), "m", MULTI.formatted("m", importing.formatted("ours.gone")));
    WorkerReport ownReport = run(own, "ours.m", BY_NAME);
    assertThat(ownReport.error().orElseThrow().importName()).contains("ours.gone");
    assertThat(ownReport.error().orElseThrow().own()).isTrue();
  }

  @Test
  void anotherFileInItsPlaceIsNamed() throws Exception {
    Path shadow = python("shadow/__init__.py", "");
    Path file = python.compile(site, "shadow", "PyMODINIT_FUNC PyInit_shadow(void) { abort(); }");
    WorkerReport report = run(file, "shadow", BY_NAME);
    assertThat(report.outcome()).isEqualTo(Outcome.OK);
    assertThat(report.loadedFrom()).contains(shadow.toString());
    assertThat(run(file, "shadow", BY_PATH).outcome()).isEqualTo(Outcome.SIGNAL);
  }

  @Test
  void byPathTheVeryFileIsLoaded() throws Exception {
    Path file = python.compile(site.resolve("elsewhere"), "m", MULTI.formatted("m", ""));
    Path odd = Files.move(file, file.resolveSibling("m.cpython-39-other.so"));
    WorkerReport report = run(odd, "a.b.m", BY_PATH);
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.loadedFrom()).contains(odd.toString());
  }

  @Test
  void namesNeedNotBeAscii() throws Exception {
    String encoding = System.getProperty("sun.jnu.encoding");
    assumeTrue("UTF-8".equals(encoding), "this JVM cannot name such a file: it takes " + encoding);
    Path file =
        python.compile(
            site,
            "plain",
            MULTI
                .formatted("x", "")
                .replace("PyInit_x", "PyInitU_f_1gaa")
                .replace("\"x\"", "\"föö\""));
    Path named = Files.copy(file, site.resolve("föö.so"));
    WorkerReport report = run(named, "föö", BY_NAME);
    assertThat(report.outcome()).as(report.detail()).isEqualTo(Outcome.OK);
    assertThat(report.definitionOf("föö").orElseThrow().definition().name()).contains("föö");
  }

  @Test
  void whatAnExceptionCannotSayDoesNoHarm() throws Exception {
    python(
        "mean/__init__.py",
        """
        class E(ImportError):
            def __str__(self): raise SystemExit
            def __getattribute__(self, name): raise KeyboardInterrupt
        raise E('\\udc80') from ValueError('\\udc80' * 9999)
        """);
    Path file = python.compile(site.resolve("mean"), "m", MULTI.formatted("m", ""));
    WorkerReport report = run(file, "mean.m", BY_NAME);
    assertThat(report.outcome()).isEqualTo(Outcome.OK);
    assertThat(report.standIns().getFirst().error().orElseThrow().message())
        .isEqualTo("<str() failed: SystemExit>");
  }

  @Test
  void bytecodeIsLeftOnlyInTheLibrary() throws Exception {
    python("clean/__init__.py", "from . import helper");
    python("clean/helper.py", "");
    Path file = python.compile(site.resolve("clean"), "m", MULTI.formatted("m", ""));
    assertThat(run(file, "clean.m", BY_NAME).outcome()).isEqualTo(Outcome.OK);
    assertThat(site.resolve("clean/__pycache__")).doesNotExist();
  }
}
