package io.abiwarden.worker;

import static io.abiwarden.worker.Outcome.NOT_RUN;
import static io.abiwarden.worker.Outcome.OK;
import static io.abiwarden.worker.Outcome.SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.EntryFunction.Style;
import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Workers whose JVM opens a libpython. */
class WorkersTest extends WorstModules {

  @Override
  TestPython chosen(TestPython embedded) {
    return embedded;
  }

  @Override
  Phase last() {
    return Phase.DONE;
  }

  @Test
  void aWorkerThatNeverGotToTheModuleSaysNothingOfIt() throws Exception {
    Path file = Files.writeString(folder.resolve("x.so"), "");
    WorkerReport report =
        workers().run(python().job(file, "x", IMPORT, List.of(folder), Duration.ofMillis(1)));
    assertThat(report.outcome()).isEqualTo(NOT_RUN);
    assertThat(report.detail()).contains("the start of the interpreter did not end within 0.0 s");
  }

  @Test
  void whatCannotStartIsNotTheModulesFault() throws Exception {
    Path file = Files.writeString(folder.resolve("x.so"), "");
    var noLibrary =
        new WorkerJob(
            Optional.of(folder.resolve("libpython().so")),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            List.of(),
            file,
            "x",
            IMPORT,
            TestPython.PATIENCE);
    assertThat(workers().run(noLibrary))
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(NOT_RUN))
        .satisfies(r -> assertThat(r.detail()).contains("libpython().so"));
    var wrongHome =
        new WorkerJob(
            Optional.of(python().libpython()),
            Optional.of(folder),
            Optional.empty(),
            false,
            List.of(),
            List.of(),
            List.of(),
            file,
            "x",
            IMPORT,
            TestPython.PATIENCE);
    assertThat(workers().run(wrongHome)).satisfies(r -> assertThat(r.outcome()).isEqualTo(NOT_RUN));
  }

  @Test
  void aProbeReadsTheDefinitionAndDoesNotCreateTheModule() throws Exception {
    String slots =
        """
        static int run(PyObject *m) { abort(); }
        static PyModuleDef_Slot s[] = {{Py_mod_exec, run}, {Py_mod_gil, Py_MOD_GIL_NOT_USED}, {0}};
        static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "p", .m_slots = s};
        PyMODINIT_FUNC PyInit_p(void) { return PyModuleDef_Init(&def); }
        """;
    Path file = python().compile(folder, "p", SYSTEM + slots);
    WorkerReport report =
        workers()
            .run(python().job(file, "p", new WorkerTask.Probe("PyInit_p", Style.PY_INIT, true)));
    assertThat(report.outcome()).isEqualTo(OK);
    assertThat(report.phase()).isEqualTo(Phase.DONE);
    assertThat(report.definitionOf("p").orElseThrow().definition().slots().orElseThrow().slots())
        .hasSize(2);

    WorkerReport imported = workers().run(python().job(file, "p", IMPORT));
    assertThat(imported.outcome()).isEqualTo(SIGNAL);
    assertThat(imported.phase()).isEqualTo(Phase.EXECUTING);
    assertThat(imported.detail()).contains("exec slots of p");
  }

  @Test
  void aProbeThatMustNotCallStopsAfterLookingUp() throws Exception {
    Path file = python().compile(folder, "p", SYSTEM + MULTI.formatted("p", "abort();"));
    assertThat(
            workers()
                .run(
                    python()
                        .job(file, "p", new WorkerTask.Probe("PyInit_p", Style.PY_INIT, false))))
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(OK));
    assertThat(
            workers()
                .run(
                    python().job(file, "p", new WorkerTask.Probe("PyInit_q", Style.PY_INIT, true))))
        .satisfies(r -> assertThat(r.detail()).contains("(PyInit_q)"));
  }
}
