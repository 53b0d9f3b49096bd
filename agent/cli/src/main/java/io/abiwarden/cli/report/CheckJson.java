package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.WorkerHost;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.check.Subinterpreter;
import io.abiwarden.worker.python.Interpreter;
import java.util.List;
import java.util.Optional;

/** The document {@code abiwarden/check/1}. */
public final class CheckJson {

  private final CheckDecisions decisions;

  private CheckJson(CheckDecisions decisions) {
    this.decisions = decisions;
  }

  /** The whole document. */
  public static String of(CheckRun run) {
    CheckReport report = run.report();
    CheckJson json = new CheckJson(run.decisions());
    return Json.text(
        Json.document("check/1")
            .put("pythons", PythonsReport.objects(report.pythons()))
            .put(
                "artifacts",
                Json.objects(report.artifacts(), one -> json.artifact(new Json.Fields(), one)))
            .put("notChecked", Json.objects(report.notChecked(), CheckJson::notChecked))
            .put("uncovered", run.uncovered().stream().map(Interpreter::id).toList())
            .put("summary", new Summary(report).json().map()));
  }

  /**
   * A line for one artifact, with the interpreters that its results are about.
   *
   * @param notChecked where it was not checked
   * @param decisions what passes
   */
  public static String line(
      CheckedArtifact artifact, List<NotChecked> notChecked, CheckDecisions decisions) {
    return Json.line(
        new CheckJson(decisions)
            .artifact(Json.lineOf("check/1"), artifact)
            .put(
                "pythons",
                PythonsReport.objects(artifact.results().stream().map(PairResult::python).toList()))
            .put("notChecked", Json.objects(notChecked, CheckJson::notChecked)));
  }

  private Json.Fields artifact(Json.Fields fields, CheckedArtifact artifact) {
    return fields
        .put("artifact", artifact.artifact())
        .put("kind", artifact.kind().word())
        .put("sha256", artifact.sha256())
        .put("tags", artifact.tags().stream().map(Tag::toString).toList())
        .put("results", Json.objects(artifact.results(), pair -> pair(artifact, pair)))
        .put("findings", findings(artifact, Optional.empty(), "", artifact.findings()));
  }

  private Json.Fields pair(CheckedArtifact artifact, PairResult pair) {
    return new Json.Fields()
        .put("python", pair.python().id())
        .put("installable", pair.installable())
        .put("installableBy", pair.installableBy())
        .put("verdict", pair.verdict().word())
        .put("extensions", Json.objects(pair.extensions(), one -> extension(artifact, pair, one)));
  }

  private Json.Fields extension(
      CheckedArtifact artifact, PairResult pair, ExtensionResult extension) {
    return new Json.Fields()
        .put("file", extension.file())
        .put("module", extension.module())
        .put("verdict", extension.verdict().word())
        .put("ifLoaded", extension.ifLoaded().map(Verdict::word))
        .put("decidedBy", extension.decidedBy().word())
        .put(
            "findings",
            findings(artifact, Optional.of(pair), extension.file(), extension.findings()))
        .put("observed", observed(extension).map())
        .put("subinterpreters", Json.objects(extension.subinterpreters(), CheckJson::tried));
  }

  private static Json.Fields tried(Subinterpreter tried) {
    return new Json.Fields()
        .put("kind", tried.kind())
        .put("outcome", tried.outcome().word())
        .put("detail", tried.detail());
  }

  private static Json.Fields observed(ExtensionResult extension) {
    Observation observed = extension.observed();
    return new Json.Fields()
        .put("outcome", observed.outcome().word())
        .put("detail", Words.detail(observed))
        .put("runBy", extension.host().map(WorkerHost::word))
        .put("loadedFrom", observed.loadedFrom())
        .put("gilEnabledBefore", observed.gilBefore())
        .put("gilEnabledAfter", observed.gilAfter())
        .put("millis", observed.millis());
  }

  private static Json.Fields notChecked(NotChecked missing) {
    return new Json.Fields()
        .put("artifact", missing.artifact())
        .put("python", missing.python())
        .put("why", missing.why());
  }

  private Object findings(
      CheckedArtifact artifact, Optional<PairResult> pair, String file, List<Finding> findings) {
    return Json.objects(
        findings,
        finding -> {
          Optional<Acceptance> acceptance = decisions.acceptance(artifact, pair, file, finding);
          return new Json.Fields()
              .put("rule", finding.rule().id())
              .put("level", finding.level().word())
              .put("message", finding.message())
              .put("help", finding.help().isEmpty() ? Optional.empty() : finding.help())
              .put("accepted", acceptance.isPresent())
              .put("why", Acceptance.why(acceptance));
        });
  }
}
