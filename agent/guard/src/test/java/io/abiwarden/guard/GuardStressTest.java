package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many imports at once, of files that fit and of one that would end the process: nothing hangs,
 * nothing dies, nothing is left behind. {@code -Dabiwarden.stress=100} makes a hundred times as
 * many.
 */
class GuardStressTest {

  private static final int TIMES = Integer.getInteger("abiwarden.stress", 1);

  /** Each step makes a module of the standard library anew, and tries a bad one. */
  private static final String STEP =
      """
      import importlib.machinery, importlib.util, os, sys
      def load(name, path):
          loader = importlib.machinery.ExtensionFileLoader(name, path)
          spec = importlib.util.spec_from_file_location(name, path, loader=loader)
          module = importlib.util.module_from_spec(spec)
          loader.exec_module(module)
      folder = os.path.join(os.path.dirname(os.__file__), "lib-dynload")
      wanted = "_json", "math", "_struct", "_csv", "array", "_bisect", "_heapq", "_random", "select", "_queue"
      files = [(name.split(".")[0], os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if name.split(".")[0] in wanted]
      def step(number):
          load(*files[number % len(files)])
          try:
              load("MODULE", "BAD")
          except ImportError as e:
              assert "AW20" in str(e), e
          else:
              raise SystemError("the bad one was loaded")
      """;

  @TempDir private Path folder;

  /** One with a GIL and one without. */
  private static TestPython python(String kind) {
    return kind.equals("GIL") ? TestPython.gil() : TestPython.freeThreaded();
  }

  private static String bad(TestPython python) {
    return python.kind().freeThreaded() ? "single_phase@abi3-3.9" : "multi_phase@3.14t";
  }

  private static Path file(String name) {
    BuildResult built = FixtureBuilder.onThisMachine().build(Fixtures.named(name));
    Assumptions.assumeTrue(built instanceof BuildResult.Built, () -> name + ": " + built);
    return ((BuildResult.Built) built).file();
  }

  private static String code(TestPython python) {
    String name = bad(python);
    return STEP.replace("BAD", file(name).toString())
        .replace("MODULE", name.substring(0, name.indexOf('@')));
  }

  private HostRun stress(String kind, String scenario, int rounds, String... options)
      throws IOException, InterruptedException {
    TestPython python = python(kind);
    List<String> all =
        Stream.concat(Stream.of("-Drounds=" + rounds * TIMES), Stream.of(options)).toList();
    HostRun run =
        HostRun.of(
                StressHost.class,
                python,
                folder,
                scenario,
                "policy=enforce,report=" + folder.resolve("report.jsonl"),
                code(python),
                Map.of(),
                all.toArray(String[]::new))
            .alive();
    assertThat(run.note("failures")).as(run.output()).isEqualTo("0");
    return run;
  }

  /** Runs Python code that needs no Java of the host's but the guard. */
  private HostRun stressFromPython(String kind, String code)
      throws IOException, InterruptedException {
    TestPython python = python(kind);
    return HostRun.of(
            python,
            folder,
            "before",
            "policy=enforce",
            code(python) + code.replace("TIMES", String.valueOf(TIMES)))
        .alive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void sixtyFourThreadsOfJavaImportAtOnce(String kind) throws Exception {
    HostRun run = stress(kind, "threads", 2);
    assertThat(
            run.report().stream().filter(line -> line.get("action").asString().equals("refused")))
        .as("each refusal is written down")
        .hasSize(4 * 64 * 2 * TIMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void sixtyFourThreadsOfPythonImportWhileTheWorldIsStopped(String kind) throws Exception {
    HostRun run =
        stressFromPython(
            kind,
            """
            import gc, threading
            done = []
            def work(number):
                for i in range(3 * TIMES):
                    step(number + i)
                    if number % 8 == 0:
                        gc.collect()
                done.append(number)
            threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            note("done", len(done))
            """);
    assertThat(run.note("done")).as(run.output()).isEqualTo("64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void interruptedThreadsAreGuardedAndStayInterrupted(String kind) throws Exception {
    HostRun run = stress(kind, "interrupts", 10);
    assertThat(run.note("lost")).isEqualTo("0");
    assertThat(
            run.report().stream().filter(line -> line.get("action").asString().equals("refused")))
        .as("the report stays open")
        .hasSize(8 * 10 * TIMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void aLogHandlerMayWantWhatAThreadHoldsThatWantsPython(String kind) throws Exception {
    HostRun run = stress(kind, "locks", 3);
    assertThat(run.note("logged")).as("the log goes through the lock").isEqualTo("true");
    assertThat(run.output()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = "GIL")
  void subinterpretersLeaveNothingBehind(String kind) throws Exception {
    // The JVM's own threads must not come and go meanwhile.
    HostRun run =
        stress(
            kind,
            "subinterpreters",
            15,
            "-XX:+UseSerialGC",
            "-XX:-UseDynamicNumberOfCompilerThreads");
    for (String what : List.of("fd", "task")) {
      assertThat(run.note("last." + what)).as(what).isEqualTo(run.note("middle." + what));
    }
    long grown = Long.parseLong(run.note("last.heap")) - Long.parseLong(run.note("middle.heap"));
    assertThat(grown).as("KiB of the heap").isLessThan(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void childrenOfForksImport(String kind) throws Exception {
    HostRun run =
        stressFromPython(
            kind,
            """
            import signal, time, warnings
            warnings.simplefilter("ignore")
            ends = set()
            for number in range(4 * TIMES):
                child = os.fork()
                if child == 0:
                    # There is no JVM in a child that could judge: imports go on without.
                    signal.alarm(60)
                    load(*files[number % len(files)])
                    os._exit(7)
                ends.add(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
                step(number)
            note("ends", ends)
            """);
    assertThat(run.note("ends")).as(run.output()).isEqualTo("{7}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIL", "free-threaded"})
  void theJvmEndsWhileThreadsImport(String kind) throws Exception {
    HostRun run = stress(kind, "exit", 2);
    assertThat(run.notes().stream().collect(Collectors.joining())).contains("end=reached");
  }

  @ParameterizedTest
  @ValueSource(strings = "free-threaded")
  void moreThanABufferHoldsHidesNothing(String kind) throws Exception {
    Path padded = folder.resolve("single_phase.abi3.so");
    Files.copy(file(bad(python(kind))), padded);
    try (RandomAccessFile hole = new RandomAccessFile(padded.toFile(), "rw")) {
      hole.setLength(3L << 30);
    }
    HostRun run =
        stressFromPython(
            kind, "attempt('padded', load, 'single_phase', FOLDER + '/single_phase.abi3.so')\n");
    Files.delete(padded);
    assertThat(run.note("padded")).startsWith("ImportError: abiwarden: ").contains("AW201");
  }
}
