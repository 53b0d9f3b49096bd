package io.abiwarden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.ffi.EmbeddedPython.Progress;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library as others' code uses it. */
class AbiwardenTest {

  private static final Path NOWHERE = Path.of("nowhere.whl");

  @TempDir Path folder;

  @Test
  void aRightBuildLoads() throws Exception {
    Path file = Extensions.fixture("multi_phase@3.14");
    PairResult result =
        Abiwarden.check(file).on("embedded").timeout(Duration.ofSeconds(60)).report().result();
    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.LOADS);
    assertThat(result.extensions().getFirst().decidedBy()).isEqualTo(Depth.IMPORT);
    assertNothingIsLeft();
  }

  @Test
  void aWrongOneIsSaidToBeOne() throws Exception {
    Path file = Extensions.fixture("multi_phase@abi3-3.9");
    Interpreters found = Abiwarden.pythons();
    Interpreter free = Extensions.installed(found, "3.14t");
    CheckReport report =
        Abiwarden.check(file).among(found).on(free).byPath().depth(Depth.STATIC).report();
    PairResult result = report.result("3.14t");
    assertThat(result.verdict()).isEqualTo(Verdict.UNSAFE);
    assertThat(result.findings()).anyMatch(finding -> finding.rule() == Rule.AW201);
    assertThat(report.result(free.id())).isEqualTo(result);
    assertThatThrownBy(() -> report.result("3.9"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not one result on 3.9 but 0 (" + file + " on " + free.id() + ")");
  }

  @Test
  void anInterpreterIsFoundAgainByItsOwnWord() throws Exception {
    Interpreters found = Abiwarden.pythons();
    assertThat(found.all()).isNotEmpty();
    for (Interpreter python : found.all()) {
      assertThat(found.select(List.of(python.spec()), Progress.SILENT))
          .singleElement()
          .satisfies(again -> assertThat(again.id()).as(python.spec()).isEqualTo(python.id()));
    }
  }

  @Test
  void anInterpreterThatIsNotHereIsSaidBeforeAnythingIsRun() {
    Check check = Abiwarden.check(NOWHERE).on("3.99t");
    assertThatThrownBy(check::report)
        .isInstanceOf(NoSuchInterpreterException.class)
        .hasMessageContaining("3.99t");
  }

  @Test
  void anArtifactThatIsNotThereIsAResult() throws Exception {
    CheckReport report = Abiwarden.check(NOWHERE).on("embedded").report();
    assertThat(report.unreadable()).singleElement().matches(u -> u.path().equals(NOWHERE));
    assertThatThrownBy(report::result)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not one result but 0 (nowhere.whl: ");
    assertThatThrownBy(() -> Abiwarden.audit(NOWHERE))
        .isInstanceOf(IOException.class)
        .hasMessage("nowhere.whl: no such file");
  }

  @Test
  void namesAreAudited() throws Exception {
    Path file = Extensions.fixture("multi_phase@abi3-3.9");
    assertThat(Abiwarden.audit(file).verdict()).isEqualTo(AuditVerdict.KEPT);
  }

  @Test
  void aCheckIsNeverChanged() {
    Check check = Abiwarden.check(NOWHERE);
    CheckRequest before = check.request();
    Check other =
        check
            .on("3.13", "3.14t")
            .depth(Depth.IMPORT)
            .byPath()
            .timeout(Duration.ofSeconds(5))
            .site(folder)
            .jobs(3)
            .running("pass")
            .inSubinterpreters()
            .withDependencies();
    assertThat(check.request()).isEqualTo(before).isEqualTo(CheckRequest.of(List.of(NOWHERE)));
    assertThat(check).isEqualTo(Abiwarden.check(NOWHERE)).isNotEqualTo(other);
    assertThat(other.request())
        .isEqualTo(
            new CheckRequest(
                List.of(NOWHERE),
                List.of("3.13", "3.14t"),
                Depth.IMPORT,
                true,
                Duration.ofSeconds(5),
                List.of(folder),
                3,
                new CheckRequest.Extras("pass", true, true)));
    assertThat(other.on("3.9").request().pythons()).containsExactly("3.9");
    assertThat(other).hasToString("check of [nowhere.whl] on [3.13, 3.14t]");
  }

  @Test
  void whatCannotBeIsRefused() {
    Check check = Abiwarden.check(NOWHERE);
    assertThatThrownBy(Abiwarden::check).hasMessageContaining("at least one artifact");
    assertThatThrownBy(() -> check.timeout(Duration.ZERO)).hasMessageContaining("0.1 seconds");
    assertThatThrownBy(() -> check.jobs(0)).hasMessage("0 workers: use 1 or more");
    assertThatThrownBy(() -> check.running("x".repeat(8193))).hasMessageContaining("too long");
    assertThatThrownBy(() -> check.running("pass").depth(Depth.STATIC).report())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("leave depth(STATIC) out");
    assertThatThrownBy(() -> check.site(folder.resolve("no")).report())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("no: no such folder to import from");
  }

  @Test
  void oneDescriptionServesManyThreads() throws Exception {
    Check check =
        Abiwarden.check(Extensions.fixture("multi_phase@3.14"))
            .among(Abiwarden.pythons())
            .on("embedded")
            .jobs(1);
    List<Future<PairResult>> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        results.add(threads.submit(() -> check.report().result()));
      }
    }
    for (Future<PairResult> result : results) {
      assertThat(result.get().verdict()).isEqualTo(Verdict.LOADS);
    }
    assertNothingIsLeft();
  }

  @Test
  void whoeverIsInterruptedLeavesNothingBehind() throws Exception {
    Path started = folder.resolve("started");
    Check check =
        Abiwarden.check(Extensions.fixture("multi_phase@3.14"))
            .on("embedded")
            .running(
                "import time; open(%s, 'w').close(); time.sleep(600)".formatted(quoted(started)));
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread checking =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    end.complete(new AssertionError(check.report().toString()));
                  } catch (Exception e) {
                    end.complete(e);
                  }
                });
    while (!Files.exists(started)) {
      assertThat(end).isNotDone();
      Thread.sleep(5);
    }
    checking.interrupt();
    assertThat(end.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertNothingIsLeft();
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private static void assertNothingIsLeft() throws InterruptedException {
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    // A thread that has nothing to do any more is there for another moment.
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("check-")) {
        assertThat(thread.join(Duration.ofSeconds(5))).as(thread.getName()).isTrue();
      }
    }
  }
}
