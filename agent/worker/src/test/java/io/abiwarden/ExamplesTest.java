package io.abiwarden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ArtifactReader;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.Outcome;
import io.abiwarden.worker.WorkerReport;
import io.abiwarden.worker.Workers;
import io.abiwarden.worker.check.CheckListener;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.inspect.Inspector;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The examples of the documentation, which shows the regions of this file. */
class ExamplesTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  private Path wheel = Path.of("");

  @BeforeEach
  void wheel() throws IOException {
    EmbeddedPython embedded = EmbeddedPython.find();
    assumeTrue(embedded.whyNot().isEmpty(), () -> embedded.whyNot().orElse(""));
    wheel = Extensions.fixture("multi_phase@3.14");
  }

  @Test
  void check() throws Exception {
    // @start region="check"
    PairResult result = Abiwarden.check(wheel).on("3.14").report().result();
    if (result.verdict() != Verdict.LOADS) {
      for (Finding finding : result.findings()) {
        out.println(finding.message() + " " + finding.help());
      }
    }
    // @end
    assertThat(result.verdict()).isEqualTo(Verdict.LOADS);
  }

  @Test
  void several() throws Exception {
    List<Path> wheels = List.of(wheel, Path.of("nowhere.whl"));
    // @start region="several"
    Interpreters pythons = Abiwarden.pythons();
    CheckReport report = Abiwarden.check(wheels).among(pythons).on("all").report();
    for (CheckedArtifact artifact : report.artifacts()) {
      for (PairResult result : artifact.results()) {
        out.println(
            artifact.artifact() + " on " + result.python().id() + ": " + result.verdict().shown());
      }
    }
    report.unreadable().forEach(input -> out.println(input.path() + ": " + input.why()));
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .hasSize(pythons.all().size() + 1)
        .anyMatch(line -> line.startsWith("nowhere.whl: "))
        .anyMatch(line -> line.endsWith(": loads"));
  }

  @Test
  void audit() throws Exception {
    // @start region="audit"
    AuditedArtifact audited = Abiwarden.audit(wheel);
    if (audited.verdict() != AuditVerdict.KEPT) {
      audited.findings().forEach(found -> out.println(found.finding().message()));
    }
    // @end
    assertThat(audited.verdict()).isEqualTo(AuditVerdict.KEPT);
  }

  @Test
  void options() throws Exception {
    Path site = Path.of("").toAbsolutePath();
    // @start region="options"
    Check check =
        Abiwarden.check(wheel)
            .site(site)
            .timeout(Duration.ofSeconds(30))
            .running("import multi_phase");
    PairResult here = check.on("3.14").report().result();
    PairResult there = check.on("embedded").depth(Depth.STATIC).running("").report().result();
    // @end
    assertThat(List.of(here, there))
        .allMatch(result -> result.verdict() == Verdict.LOADS && !result.extensions().isEmpty());
    assertThat(check.request().pythons()).isEmpty();
  }

  @Test
  void checker() throws Exception {
    List<Path> wheels = List.of(wheel, wheel);
    // @start region="checker"
    try (Checker checker = new Checker(Interpreters.discover(), CheckListener.NONE)) {
      for (Path each : wheels) {
        CheckReport report = checker.check(Abiwarden.check(each).on("3.14").request());
        out.println(report.result().verdict().shown());
      }
    }
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly("loads", "loads");
  }

  @Test
  void pythons() throws Exception {
    // @start region="pythons"
    Interpreters found = Interpreters.discover();
    for (Interpreter python : found.select(List.of("3.14"), EmbeddedPython.Progress.SILENT)) {
      out.println(python.id() + " (" + python.source() + "): " + python.facts().soabi().orElse(""));
    }
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("3.14.")
        .contains("cpython-314");
  }

  @Test
  void inspect() throws Exception {
    // @start region="inspect"
    try (Artifact artifact = ArtifactReader.open(wheel)) {
      Inspection inspection = Inspector.inspect(artifact);
      for (ExtensionInspection extension : inspection.extensions()) {
        out.println(extension.module() + ": " + extension.definitions());
      }
    }
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("multi_phase: [");
  }

  @Test
  void worker() throws Exception {
    Interpreter python =
        Interpreters.discover()
            .select(List.of("embedded"), EmbeddedPython.Progress.SILENT)
            .getFirst();
    Path folder = wheel.toAbsolutePath().getParent();
    // @start region="worker"
    WorkerJob job =
        new WorkerJob(
            python.libpython(),
            Optional.of(python.prefix()),
            python.executable(),
            true,
            List.of(folder),
            List.of(),
            List.of(),
            wheel,
            "multi_phase",
            new WorkerTask.Import(false, true),
            Duration.ofSeconds(60));
    try (Workers workers = new Workers()) {
      WorkerReport report = workers.run(job);
      if (report.outcome() != Outcome.OK) {
        out.println(report.outcome() + ": " + report.detail());
      }
    }
    // @end
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
