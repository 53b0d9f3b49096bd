package io.abiwarden.worker;

import static io.abiwarden.worker.Outcome.EXCEPTION;
import static io.abiwarden.worker.Outcome.EXIT;
import static io.abiwarden.worker.Outcome.OK;
import static io.abiwarden.worker.Outcome.SIGNAL;
import static io.abiwarden.worker.Outcome.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.worker.protocol.Phase;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.telling.OutputTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of modules that do the worst, each in a worker of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WorstModules {

  static final WorkerTask IMPORT = new WorkerTask.Import(false, true);
  private static final int LEAST_CASES = 22;

  static final String DEFINITION =
      "static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = \"%1$s\", .m_size = 0};\n";
  static final String MULTI =
      DEFINITION + "PyMODINIT_FUNC PyInit_%1$s(void) { %2$s return PyModuleDef_Init(&def); }\n";
  static final String SYSTEM =
      "#include <signal.h>\n#include <stdlib.h>\n#include <sys/wait.h>\n#include <unistd.h>\n";

  /** A command line that no other run of these tests has, which may be at work beside this one. */
  private static final String SLEEP = "sleep " + (9_000_000_000L + ProcessHandle.current().pid());

  @TempDir Path folder;
  @TempDir static Path places;

  private Workers workers;
  private TestPython python;

  /** The interpreter, as it is to be used. */
  abstract TestPython chosen(TestPython embedded);

  /** Where a worker is when all has gone well. */
  abstract Phase last();

  TestPython python() {
    return python;
  }

  Workers workers() {
    return workers;
  }

  @BeforeAll
  void choose() throws IOException {
    python = chosen(TestPython.embedded());
  }

  @BeforeEach
  void start() {
    workers = new Workers(places);
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    workers.close();
    // Killed processes are gone when their killer says so, or a moment later.
    for (int i = 0; i < 200 && !traces().isEmpty(); i++) {
      Thread.sleep(50);
    }
    assertThat(traces()).isEmpty();
  }

  /** Whatever is in the place of the workers, and the processes that come from here. */
  private Set<String> traces() throws IOException {
    var traces = new TreeSet<String>();
    try (Stream<Path> files = Files.list(places)) {
      files.forEach(f -> traces.add(f.toString()));
    }
    ProcessHandle.current().descendants().forEach(p -> traces.add("child " + p.pid()));
    ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").endsWith(SLEEP))
        .forEach(p -> traces.add("process " + p.pid()));
    return traces;
  }

  /**
   * A module and what becomes of it.
   *
   * @param name the module
   * @param body what its entry function does first
   * @param outcome how that ends
   * @param detail a part of what is said of it
   */
  record Case(String name, String body, Outcome outcome, String detail) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("loads", "", OK, "ok"),
        new Case(
            "raises",
            "PyErr_SetString(PyExc_ValueError, \"no luck\"); return NULL;",
            EXCEPTION,
            "ValueError: no luck"),
        new Case("silent", "return NULL;", EXCEPTION, "failed without raising an exception"),
        new Case(
            "error_set",
            "PyErr_SetString(PyExc_ValueError, \"no luck\");",
            EXCEPTION,
            "raised unreported exception"),
        new Case("segfaults", "*(volatile int *)8 = 1;", SIGNAL, "SIGSEGV in PyInit_segfaults"),
        new Case("divides", "volatile int z = 0, o = 1; o /= z;", SIGNAL, "SIGFPE"),
        new Case("traps", "__builtin_trap();", SIGNAL, "SIGILL"),
        new Case("aborts", "abort();", SIGNAL, "SIGABRT"),
        new Case("terminated", "kill(getpid(), SIGTERM); pause();", SIGNAL, "SIGTERM"),
        new Case("killed", "kill(getpid(), SIGKILL);", SIGNAL, "SIGKILL"),
        new Case("exits_0", "exit(0);", EXIT, "exit code 0"),
        new Case("exits_1", "exit(1);", EXIT, "exit code 1"),
        new Case("exits_139", "exit(139);", EXIT, "exit code 139"),
        new Case("exits_139_at_once", "_exit(139);", EXIT, "exit code 139"),
        new Case(
            "system_exit",
            "PyErr_SetObject(PyExc_SystemExit, PyLong_FromLong(5)); return NULL;",
            EXIT,
            "SystemExit (exit code 5)"),
        new Case(
            "prints",
            "char b[256]; memset(b, 'x', 256);"
                + " for (int f = 1; f < 60; f++) for (int i = 0; i < 300; i++) write(f, b, 256);",
            OK,
            "ok"),
        new Case(
            "recurses_in_python",
            "PyRun_SimpleString(\"def f(n): return f(n + 1)\\nf(0)\");",
            OK,
            "ok"),
        new Case(
            "recurses_in_repr",
            "PyRun_SimpleString(\"class A:\\n  def __repr__(self): return repr(self)\\nrepr(A())\");",
            OK,
            "ok"),
        new Case(
            "large_frame",
            "volatile char b[3 << 20]; for (int i = 0; i < 3 << 20; i += 512) b[i] = 1;",
            OK,
            "ok"),
        new Case(
            "leaves_a_process",
            "if (!fork()) { if (!fork()) execlp(\"sleep\", \"sleep\", \""
                + SLEEP.substring(SLEEP.indexOf(' ') + 1)
                + "\", NULL); _exit(0); } wait(0);",
            OK,
            "ok"),
        new Case(
            "misses_a_symbol",
            "extern int nowhere(void); nowhere();",
            EXCEPTION,
            "undefined symbol: nowhere"),
        new Case(
            "stops_collection",
            "PyErr_SetString(PyExc_KeyboardInterrupt, \"\"); return NULL;",
            EXCEPTION,
            "KeyboardInterrupt"));
  }

  @Test
  void theTableIsNotShort() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWorkerTellsWhatBecameOfTheModule(Case of) throws Exception {
    Path file = python.compile(folder, of.name, SYSTEM + MULTI.formatted(of.name, of.body));
    WorkerReport report = workers.run(python.job(file, of.name, IMPORT));
    assertThat(report.outcome()).as(report.toString()).isEqualTo(of.outcome);
    assertThat(report.detail()).contains(of.detail);
    assertThat(report.subject()).isEqualTo(of.name);
    assertThat(report.phase()).isEqualTo(of.outcome == OK ? last() : Phase.OPENING);
    assertThat(report.crash().isPresent()).isEqualTo(of.outcome == SIGNAL);
    assertThat(report.exitCode().isPresent()).isEqualTo(of.outcome == EXIT);
    if (of.outcome == OK) {
      assertThat(report.loadedFrom()).contains(file.toString());
      assertThat(report.definitionOf(of.name)).isPresent();
    }
    assertThat(report.output().length()).isLessThanOrEqualTo(OutputTail.KEPT);
  }

  @Test
  void recursionInCDiesOfASignal() throws Exception {
    String f =
        "static volatile int sink; static int f(int n)"
            + " { volatile char b[999]; b[0] = n; sink = b[0]; return f(n + 1) + b[0]; }\n";
    Path file = python.compile(folder, "deep", f + MULTI.formatted("deep", "f(0);"));
    assertThat(workers.run(python.job(file, "deep", IMPORT)))
        .satisfies(r -> assertThat(r.outcome()).isEqualTo(SIGNAL))
        .satisfies(r -> assertThat(r.detail()).contains("SIGSEGV"));
  }

  @Test
  void aHangIsEnded() throws Exception {
    Path file =
        python.compile(
            folder, "hangs", SYSTEM + MULTI.formatted("hangs", "fork(); for (;;) sleep(1);"));
    Duration limit = Duration.ofSeconds(5);
    WorkerReport report = workers.run(python.job(file, "hangs", IMPORT, List.of(folder), limit));
    while (!report.detail().contains("hangs was loaded") && limit.toMinutes() < 2) {
      // A machine that does much else had not come to it.
      limit = limit.multipliedBy(3);
      report = workers.run(python.job(file, "hangs", IMPORT, List.of(folder), limit));
    }
    assertThat(report.outcome()).isEqualTo(TIMEOUT);
    assertThat(report.detail()).contains(limit.toSeconds() + ".0 s").contains("hangs was loaded");
  }

  @Test
  void anInterruptKillsTheWorker() throws Exception {
    Path file =
        python.compile(folder, "hangs", SYSTEM + MULTI.formatted("hangs", "for (;;) pause();"));
    Thread caller = Thread.currentThread();
    Thread interrupter =
        Thread.ofPlatform()
            .start(
                () -> {
                  LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
                  caller.interrupt();
                });
    assertThatThrownBy(() -> workers.run(python.job(file, "hangs", IMPORT)))
        .isInstanceOf(InterruptedException.class);
    interrupter.join();
  }

  @Test
  void severalAtOnceDoNotMeet() throws Exception {
    var jobs = new ArrayList<Callable<WorkerReport>>();
    for (int i = 0; i < 4; i++) {
      String name = "m" + i;
      Path file =
          python.compile(
              folder, name, MULTI.formatted(name, "printf(\"" + name + "\"); fflush(stdout);"));
      jobs.add(() -> workers.run(python.job(file, name, IMPORT)));
    }
    try (var pool = Executors.newFixedThreadPool(4)) {
      int i = 0;
      for (var future : pool.invokeAll(jobs)) {
        assertThat(future.get().outcome()).isEqualTo(OK);
        assertThat(future.get().output()).isEqualTo("m" + i++);
      }
    }
  }

  @Test
  void aFileThatIsNoLibraryIsAnImportError() throws Exception {
    Path file = Files.writeString(folder.resolve("junk.so"), "junk");
    WorkerReport report = workers.run(python.job(file, "junk", IMPORT));
    assertThat(report.outcome()).isEqualTo(EXCEPTION);
    assertThat(report.detail()).startsWith("ImportError: ").contains("junk.so");
  }
}
