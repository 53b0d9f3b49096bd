package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckRequest.Extras;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many artifacts at once, whatever is in them and whatever happens to the workers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckerTest {

  private static final String MODULE =
      """
      #include <stdlib.h>
      #include <unistd.h>
      static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "%1$s"};
      PyMODINIT_FUNC PyInit_%1$s(void) { %2$s return PyModuleDef_Init(&def); }
      """;

  private static final List<String> BODIES =
      List.of(
          "",
          "PyErr_SetString(PyExc_ValueError, \"no\"); return NULL;",
          "abort();",
          "exit(3);",
          "extern int nowhere(void); nowhere();",
          "usleep(100000);");

  @TempDir Path folder;

  private TestPython python;

  @BeforeAll
  void python() throws IOException {
    python = TestPython.embedded();
  }

  private Path module(String name, String body) throws Exception {
    return python.compile(folder, name, MODULE.formatted(name, body));
  }

  private List<Path> modules(int count) throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(module("m" + i, BODIES.get(i % BODIES.size())));
    }
    return files;
  }

  private static CheckRequest request(List<Path> files, String python, int jobs, Extras extras) {
    return new CheckRequest(
        files,
        List.of(python),
        Depth.IMPORT,
        false,
        Duration.ofSeconds(60),
        List.of(),
        jobs,
        extras);
  }

  /** Tells whoever waits how much is done. */
  private static final class Done implements CheckListener {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void done() {
      count.incrementAndGet();
    }
  }

  private static CheckReport check(CheckRequest request, CheckListener listener) throws Exception {
    try (Checker checker = new Checker(Interpreters.discover(), listener)) {
      return checker.check(request);
    }
  }

  /** All that must not change from one run to the next. */
  private static List<String> said(CheckReport report) {
    List<String> lines = new ArrayList<>();
    for (CheckedArtifact artifact : report.artifacts()) {
      for (ExtensionResult extension : artifact.results().getFirst().extensions()) {
        lines.add(
            extension.file()
                + " "
                + extension.verdict()
                + " "
                + extension.decidedBy()
                + " "
                + extension.observed().outcome()
                + " "
                + extension.findings().stream().map(f -> f.rule() + " " + f.level()).toList());
      }
    }
    return lines;
  }

  private static Interpreter named(Path prefix) throws Exception {
    return Interpreters.discover()
        .select(List.of(prefix.toString()), EmbeddedPython.Progress.SILENT)
        .getFirst();
  }

  private static ExtensionResult only(CheckReport report) {
    return report.artifacts().getFirst().results().getFirst().extensions().getFirst();
  }

  /** What came from somewhere else proves nothing of the file. */
  @Test
  void anotherModuleOfThatNameIsNotTakenForIt() throws Exception {
    Path file = module("os", "");
    CheckReport report =
        check(request(List.of(file), "embedded", 1, Extras.NONE), CheckListener.NONE);
    ExtensionResult result = report.result().extensions().getFirst();
    assertThat(result.decidedBy()).isEqualTo(Depth.STATIC);
    assertThat(result.observed().outcome()).isEqualTo(Observation.Outcome.NOT_RUN);
    assertThat(result.observed().detail()).matches("Python imported .*os\\.py in its place");
  }

  @Test
  void aBuiltInModuleOfThatNameIsNotTakenForIt() throws Exception {
    Path file = module("itertools", "");
    CheckReport report =
        check(request(List.of(file), "embedded", 1, Extras.NONE), CheckListener.NONE);
    ExtensionResult result = report.result().extensions().getFirst();
    assertThat(result.observed().outcome()).isEqualTo(Observation.Outcome.NOT_RUN);
    assertThat(result.observed().detail()).isEqualTo("Python imported built-in in its place");
  }

  @Test
  void whatAPackagePutsInTheExtensionsPlaceIsNotTakenForIt() throws Exception {
    Path file = module("_ext", "PyErr_SetString(PyExc_ImportError, \"not today\"); return NULL;");
    Path tree = Files.createDirectories(folder.resolve("tree/pkg"));
    Files.move(file, tree.resolve("_ext.so"));
    Files.writeString(
        tree.resolve("__init__.py"),
        """
        import sys
        try:
            from pkg import _ext
        except ImportError:
            sys.modules["pkg._ext"] = sys
        """);
    CheckReport report =
        check(request(List.of(tree.getParent()), "embedded", 1, Extras.NONE), CheckListener.NONE);
    ExtensionResult result = report.result().extensions().getFirst();
    assertThat(result.module()).isEqualTo("pkg._ext");
    assertThat(result.verdict()).isEqualTo(Verdict.FAILS);
    assertThat(result.observed().detail()).contains("not today");
  }

  @Test
  void orderAndResultsDoNotDependOnTheNumberOfWorkers() throws Exception {
    List<Path> files = modules(18);
    List<String> one = said(check(request(files, "embedded", 1, Extras.NONE), CheckListener.NONE));
    List<String> told = new ArrayList<>();
    CheckListener listener =
        new CheckListener() {
          @Override
          public void checked(CheckedArtifact artifact, List<NotChecked> notChecked) {
            told.add(artifact.artifact());
          }
        };
    List<String> many = said(check(request(files, "embedded", 5, Extras.NONE), listener));
    assertThat(one).hasSize(18).anyMatch(line -> line.contains(" LOADS "));
    assertThat(many).isEqualTo(one);
    assertThat(told).isEqualTo(files.stream().map(Path::toString).toList());
  }

  @Test
  void killedWorkersChangeNothing() throws Exception {
    List<Path> files = modules(30);
    List<String> calm = said(check(request(files, "embedded", 2, Extras.NONE), CheckListener.NONE));
    AtomicBoolean over = new AtomicBoolean();
    Random random = new Random(5);
    Done done = new Done();
    Thread killer =
        Thread.ofPlatform()
            .start(
                () -> {
                  int seen = -1;
                  while (!over.get()) {
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(400)).toNanos());
                    // The slower the machine, the seldomer, or nothing would ever be done.
                    if (done.count.get() == seen) {
                      continue;
                    }
                    seen = done.count.get();
                    List<ProcessHandle> all = ProcessHandle.current().descendants().toList();
                    if (!all.isEmpty()) {
                      all.get(random.nextInt(all.size())).destroyForcibly();
                    }
                  }
                });
    List<String> disturbed;
    try {
      disturbed = said(check(request(files, "embedded", 2, Extras.NONE), done));
    } finally {
      over.set(true);
      killer.join();
    }
    List<String> other = new ArrayList<>(disturbed);
    other.removeAll(calm);
    // One that is killed every time is not run, or is said to have been killed; none is wrong.
    assertThat(other).allMatch(line -> line.contains("NOT_RUN") || line.contains("SIGNAL"));
    assertThat(other).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void whatIsDoneIsKeptWhenItIsStopped() throws Exception {
    List<Path> files =
        List.of(module("quick", ""), module("hangs", "for (;;) pause();"), module("later", ""));
    AtomicReference<Checker> running = new AtomicReference<>();
    CheckListener listener =
        new CheckListener() {
          @Override
          public void checked(CheckedArtifact artifact, List<NotChecked> notChecked) {
            running.get().stop();
          }
        };
    try (Checker checker = new Checker(Interpreters.discover(), listener)) {
      running.set(checker);
      CheckReport report = checker.check(request(files, "embedded", 1, Extras.NONE));
      assertThat(report.stopped()).isTrue();
      assertThat(only(report).verdict()).isEqualTo(Verdict.LOADS);
      assertThat(report.notChecked())
          .extracting(NotChecked::artifact)
          .contains(files.get(1).toString(), files.get(2).toString());
    }
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void junkStopsNothing() throws Exception {
    Path junk = Files.createDirectories(folder.resolve("junk"));
    Files.writeString(junk.resolve("a-1.0-cp314-cp314-linux_x86_64.whl"), "no zip");
    Files.write(junk.resolve("b-1.0-py3-none-any.whl"), new byte[100]);
    Files.createDirectory(junk.resolve("c-1.0-py3-none-any.whl"));
    Path nowhere = folder.resolve("nowhere.whl");
    CheckReport report =
        check(
            request(List.of(junk, nowhere, module("fine", "")), "embedded", 3, Extras.NONE),
            CheckListener.NONE);
    assertThat(report.failed()).isEmpty();
    assertThat(report.artifacts().getLast().results().getFirst().verdict())
        .isEqualTo(Verdict.LOADS);
    assertThat(report.unreadable()).anyMatch(input -> input.path().equals(nowhere));
  }

  /** On a full disk, say: what was written until then is no wheel to judge. */
  @Test
  void nothingIsRunOfAWheelThatCannotBeUnpackedWhole() throws Exception {
    Path wheel = folder.resolve("halves-1.0-cp314-cp314-linux_x86_64.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      for (String name : List.of("one", "two")) {
        zip.putNextEntry(new ZipEntry(name + ".cpython-314-x86_64-linux-gnu.so"));
        Files.copy(module(name, ""), zip);
      }
      // Longer than file systems have them.
      zip.putNextEntry(new ZipEntry("z".repeat(300)));
    }
    CheckReport report =
        check(request(List.of(wheel), "embedded", 1, Extras.NONE), CheckListener.NONE);
    List<ExtensionResult> results = report.artifacts().getFirst().results().getFirst().extensions();
    assertThat(results).hasSize(2);
    assertThat(results)
        .allSatisfy(
            one -> {
              assertThat(one.observed().outcome()).isEqualTo(Observation.Outcome.NOT_RUN);
              assertThat(one.observed().detail())
                  .contains("could not be unpacked")
                  .contains("File name too long");
            });
  }

  @Test
  void anInterpreterWithoutALibpythonImportsByItsOwnCommand() throws Exception {
    Path system = Path.of("/usr/bin/python3");
    assumeTrue(Files.isExecutable(system), "no " + system);
    Path command = system.toRealPath();
    String name = command.getFileName().toString();
    Path library = Path.of("/usr/lib", name);
    assumeTrue(Files.isRegularFile(library.resolve("os.py")), "no " + library);
    Path prefix = Files.createDirectories(folder.resolve("static"));
    Files.copy(command, Files.createDirectories(prefix.resolve("bin")).resolve(name));
    Files.createSymbolicLink(Files.createDirectories(prefix.resolve("lib")).resolve(name), library);
    Interpreter statically = named(prefix);
    assumeTrue(!statically.embeddable(), command + " is linked to a shared libpython");
    Path abi3 =
        python.compile(
            folder,
            "statically",
            MODULE.formatted("statically", ""),
            "-DPy_LIMITED_API=0x03090000");
    CheckReport report =
        check(request(List.of(abi3), prefix.toString(), 1, Extras.NONE), CheckListener.NONE);
    ExtensionResult result = only(report);
    assertThat(result.verdict()).isEqualTo(Verdict.LOADS);
    assertThat(result.decidedBy()).isEqualTo(Depth.IMPORT);
    assertThat(result.host()).contains(WorkerHost.EXECUTABLE);

    CheckRequest probe =
        new CheckRequest(
            List.of(abi3),
            List.of(prefix.toString()),
            Depth.PROBE,
            false,
            Duration.ofSeconds(60),
            List.of(),
            1,
            Extras.NONE);
    ExtensionResult probed = only(check(probe, CheckListener.NONE));
    assertThat(probed.verdict()).isEqualTo(Verdict.LOADS);
    assertThat(probed.decidedBy()).isEqualTo(Depth.PROBE);
    assertThat(probed.observed().definition()).isPresent();
  }

  @Test
  void aStatementThatFailsIsAFinding() throws Exception {
    Path file = module("tested", "");
    Extras extras = new Extras("import tested; tested.selftest()", false, false);
    ExtensionResult result =
        only(check(request(List.of(file), "embedded", 1, extras), CheckListener.NONE));
    assertThat(result.verdict()).isEqualTo(Verdict.LOADS);
    assertThat(result.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(Rule.AW411);
              assertThat(finding.message()).contains("tested.so").contains("selftest");
            });
  }

  @Test
  void subinterpretersAreTriedWhereItIsWanted() throws Exception {
    Path file = module("isolated", "");
    Extras extras = new Extras("", true, false);
    ExtensionResult result =
        only(check(request(List.of(file), "embedded", 1, extras), CheckListener.NONE));
    assertThat(result.subinterpreters()).hasSize(2);
    assertThat(result.findings())
        .filteredOn(finding -> finding.rule() == Rule.AW302)
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("own GIL"));
  }
}
