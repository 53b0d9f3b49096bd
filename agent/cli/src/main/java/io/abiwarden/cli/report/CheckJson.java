package io.abiwarden.cli.report;

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
import java.util.List;
import java.util.Optional;

/** The document {@code abiwarden/check/1}. */
public final class CheckJson {

  private CheckJson() {}

  /** The whole document. */
  public static String of(CheckReport report) {
    return Json.text(
        Json.document("check/1")
            .put("pythons", PythonsReport.objects(report.pythons()))
            .put(
                "artifacts",
                Json.objects(report.artifacts(), one -> artifact(new Json.Fields(), one)))
            .put("notChecked", Json.objects(report.notChecked(), CheckJson::notChecked))
            .put("summary", new Summary(report).json().map()));
  }

  /**
   * A line for one artifact, with the interpreters that its results are about.
   *
   * @param notChecked where it was not checked
   */
  public static String line(CheckedArtifact artifact, List<NotChecked> notChecked) {
    return Json.line(
        artifact(Json.lineOf("check/1"), artifact)
            .put(
                "pythons",
                PythonsReport.objects(artifact.results().stream().map(PairResult::python).toList()))
            .put("notChecked", Json.objects(notChecked, CheckJson::notChecked)));
  }

  private static Json.Fields artifact(Json.Fields fields, CheckedArtifact artifact) {
    return fields
        .put("artifact", artifact.artifact())
        .put("kind", artifact.kind().word())
        .put("sha256", artifact.sha256())
        .put("tags", artifact.tags().stream().map(Tag::toString).toList())
        .put("results", Json.objects(artifact.results(), CheckJson::pair))
        .put("findings", findings(artifact.findings()));
  }

  private static Json.Fields pair(PairResult pair) {
    return new Json.Fields()
        .put("python", pair.python().id())
        .put("installable", pair.installable())
        .put("installableBy", pair.installableBy())
        .put("verdict", pair.verdict().word())
        .put("extensions", Json.objects(pair.extensions(), CheckJson::extension));
  }

  private static Json.Fields extension(ExtensionResult extension) {
    return new Json.Fields()
        .put("file", extension.file())
        .put("module", extension.module())
        .put("verdict", extension.verdict().word())
        .put("ifLoaded", extension.ifLoaded().map(Verdict::word))
        .put("decidedBy", extension.decidedBy().word())
        .put("findings", findings(extension.findings()))
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

  static Object findings(List<Finding> findings) {
    return Json.objects(
        findings,
        finding ->
            new Json.Fields()
                .put("rule", finding.rule().id())
                .put("level", finding.level().word())
                .put("message", finding.message())
                .put("help", finding.help().isEmpty() ? Optional.empty() : finding.help()));
  }
}
