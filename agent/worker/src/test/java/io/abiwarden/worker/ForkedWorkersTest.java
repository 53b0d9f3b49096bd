package io.abiwarden.worker;

import static io.abiwarden.worker.Outcome.EXCEPTION;
import static io.abiwarden.worker.Outcome.OK;
import static io.abiwarden.worker.Outcome.SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.worker.protocol.InitStyle;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Children of the interpreter's own command. */
class ForkedWorkersTest extends WorstModules {

  @Override
  TestPython chosen(TestPython embedded) {
    return embedded.byCommand();
  }

  @Override
  Phase last() {
    return Phase.EXITING;
  }

  private WorkerReport run(String name, String body) throws Exception {
    return run(name, body, IMPORT);
  }

  private WorkerReport run(String name, String body, WorkerTask task) throws Exception {
    return run(name, "", body, task);
  }

  private WorkerReport run(String name, String head, String body, WorkerTask task)
      throws Exception {
    Path file = python().compile(folder, name, SYSTEM + head + MULTI.formatted(name, body));
    return workers().run(python().job(file, name, task));
  }

  @Test
  void theCommandDidIt() throws Exception {
    assertThat(run("plain", "").host()).isEqualTo(WorkerHost.EXECUTABLE);
  }

  @Test
  void whatOneModuleDoesIsGoneForTheNext() throws Exception {
    String spoil =
        "PyRun_SimpleString(\"import sys, os, builtins\\nbuiltins.spoilt = 1\\nsys.path.clear()\\n"
            + "sys.meta_path.clear()\\nos.chdir('/')\\nos.environ['SPOILT'] = '1'\");";
    String look =
        "if (PyRun_SimpleString(\"import builtins, os\\n"
            + "assert not hasattr(builtins, 'spoilt')\\nassert 'SPOILT' not in os.environ\"))"
            + " { PyErr_SetString(PyExc_ImportError, \"spoilt\"); return NULL; }";
    assertThat(run("spoils", spoil).outcome()).isEqualTo(OK);
    assertThat(run("looks", look).detail()).isEqualTo("ok");
  }

  @Test
  void aCrashWhenTheInterpreterEndsIsOne() throws Exception {
    WorkerReport report = run("dies_late", "Py_AtExit(abort);");
    assertThat(report.outcome()).isEqualTo(SIGNAL);
    assertThat(report.detail())
        .contains("SIGABRT")
        .contains("when the interpreter ended itself after importing dies_late");
  }

  @Test
  void aKillWhenTheInterpreterEndsIsACrashToo() throws Exception {
    String late =
        "PyRun_SimpleString(\"import atexit, os\\natexit.register(os.kill, os.getpid(), 9)\");";
    assertThat(run("killed_late", late).outcome()).isEqualTo(SIGNAL);
  }

  @Test
  void anExitCodeAtTheEndIsNone() throws Exception {
    assertThat(
            run(
                    "code_7",
                    "PyRun_SimpleString(\"import atexit, os\\natexit.register(os._exit, 7)\");")
                .outcome())
        .isEqualTo(OK);
  }

  @Test
  void aThreadThatGoesOnForEverDoesNotHoldItUp() throws Exception {
    String thread =
        "PyRun_SimpleString(\"import threading, time\\n"
            + "threading.Thread(target=time.sleep, args=(600,)).start()\");";
    assertThat(run("threads", thread).outcome()).isEqualTo(OK);
  }

  @Test
  void whoKillsItsParentIsRunAgainAndThenLeft() throws Exception {
    WorkerReport report = run("kills_parent", "kill(getppid(), SIGKILL); pause();");
    assertThat(report.outcome()).isEqualTo(Outcome.NOT_RUN);
    assertThat(report.detail()).contains("killed");
    assertThat(run("after", "").outcome()).isEqualTo(OK);
  }

  @Test
  void whoClosesEveryDescriptorIsHeardNevertheless() throws Exception {
    assertThat(run("closes", "for (int f = 3; f < 256; f++) close(f);").outcome()).isEqualTo(OK);
  }

  @Test
  void whoMayOpenNothingMoreIsHeardNevertheless() throws Exception {
    String none =
        "struct rlimit no = {0, 0}; setrlimit(RLIMIT_NOFILE, &no); setrlimit(RLIMIT_FSIZE, &no);";
    assertThat(run("limits", "#include <sys/resource.h>\n", none, IMPORT).detail()).isEqualTo("ok");
  }

  @Test
  void aForkOfTheModuleDoesNotSpeakForIt() throws Exception {
    assertThat(run("forks", "fork();").outcome()).isEqualTo(OK);
  }

  @Test
  void aStatementRunsAfterTheImport() throws Exception {
    WorkerTask works = new WorkerTask.Import(false, true, "import states; assert states.__file__");
    assertThat(run("states", "", works).statementFailure()).isEmpty();
    WorkerTask fails = new WorkerTask.Import(false, true, "import states; states.selftest()");
    WorkerReport failed = run("states", "", fails);
    assertThat(failed.outcome()).isEqualTo(OK);
    assertThat(failed.statementFailure().orElseThrow())
        .contains("AttributeError")
        .contains("selftest");
    WorkerTask dies = new WorkerTask.Import(false, true, "import os; os.kill(os.getpid(), 11)");
    WorkerReport died = run("states", "", dies);
    assertThat(died.outcome()).isEqualTo(OK);
    assertThat(died.statementFailure().orElseThrow()).contains("SIGSEGV");
  }

  @Test
  void subinterpretersAreTried() throws Exception {
    WorkerTask shared = new WorkerTask.Subinterpreter(false, false);
    WorkerTask own = new WorkerTask.Subinterpreter(false, true);
    assertThat(run("plain_multi", "", shared).outcome()).isEqualTo(OK);
    WorkerReport refused = run("plain_multi", "", own);
    assertThat(refused.outcome()).isEqualTo(EXCEPTION);
    assertThat(refused.detail()).contains("does not support loading in subinterpreters");
  }

  @Test
  void whereTheCommandDoesNotStartTheLibraryIsUsed() throws Exception {
    TestPython python = python();
    var broken =
        new TestPython(python.name(), python.prefix(), Optional.of(folder.resolve("no-python")));
    Path file = python.compile(folder, "plain", SYSTEM + MULTI.formatted("plain", ""));
    WorkerReport report =
        workers().run(broken.job(file, "plain", IMPORT, List.of(folder), Duration.ofSeconds(60)));
    assertThat(report.outcome()).isEqualTo(OK);
    assertThat(report.host()).isEqualTo(WorkerHost.LIBPYTHON);
  }

  /**
   * The same job for an interpreter that has no libpython, whose ctypes then calls the function.
   */
  private WorkerReport probe(String name, String body) throws Exception {
    Path file = python().compile(folder, name, SYSTEM + MULTI.formatted(name, body));
    WorkerTask task = new WorkerTask.Probe("PyInit_" + name, Style.PY_INIT, true);
    WorkerJob job = python().job(file, name, task);
    return workers()
        .run(
            new WorkerJob(
                Optional.empty(),
                job.home(),
                job.program(),
                job.siteImport(),
                job.searchPath(),
                job.writable(),
                job.forbidden(),
                job.file(),
                job.module(),
                job.task(),
                job.timeout()));
  }

  @Test
  void aProbeWithoutALibpythonReadsWhatTheEntryFunctionReturns() throws Exception {
    WorkerReport multi = probe("probed", "");
    assertThat(multi.outcome()).as(multi.toString()).isEqualTo(OK);
    assertThat(multi.host()).isEqualTo(WorkerHost.EXECUTABLE);
    assertThat(multi.style()).isEqualTo(InitStyle.MULTI_PHASE);
    assertThat(multi.definitionOf("probed").orElseThrow().definition().layout())
        .isEqualTo(DefinitionLayout.GIL);
    assertThat(probe("probed_single", "return PyModule_Create(&def);").style())
        .isEqualTo(InitStyle.SINGLE_PHASE);
  }

  @Test
  void aProbeWithoutALibpythonTellsWhatGoesWrong() throws Exception {
    assertThat(probe("probed_null", "return NULL;").detail())
        .contains("failed without raising an exception");
    assertThat(probe("probed_raw", "return (PyObject *)&def;").detail())
        .contains("returned uninitialized object");
    assertThat(probe("probed_list", "return PyList_New(0);").detail())
        .contains("did not return an extension module");
    assertThat(
            probe("probed_raises", "PyErr_SetString(PyExc_ValueError, \"no\"); return NULL;")
                .detail())
        .contains("ValueError: no");
    WorkerReport dies = probe("probed_dies", "abort();");
    assertThat(dies.outcome()).isEqualTo(SIGNAL);
    assertThat(dies.phase()).isEqualTo(Phase.ENTRY);
  }
}
