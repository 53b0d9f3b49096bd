package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Settling;
import io.abiwarden.core.judge.Subject;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.StaticResult.Judged;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Brings what was read of one extension, and what a worker saw of it, to a result. */
final class ExtensionCheck {

  private final CheckRequest request;
  private final Observer observer;

  ExtensionCheck(CheckRequest request, Observer observer) {
    this.request = request;
    this.observer = observer;
  }

  /** Whether a worker has something to do for a file. */
  boolean runs(Interpreter python, StaticResult result) {
    return request.depth() != Depth.STATIC
        && (python.embeddable() || python.runnable())
        && result.lookedAt()
        && result.judged().isPresent()
        && result.judgement().verdict() != Verdict.UNSAFE;
  }

  /**
   * Runs an extension.
   *
   * @param all what was read of the artifact's extensions, the unsafe ones of which are not opened
   * @throws InterruptedException if the check is stopped
   */
  ExtensionResult run(
      Artifact artifact,
      Workspace workspace,
      Interpreter python,
      StaticResult read,
      List<StaticResult> all)
      throws InterruptedException {
    Judged judged = read.judged().orElseThrow();
    List<ExtensionFile> forbidden =
        all.stream()
            .filter(other -> other.judgement().verdict() == Verdict.UNSAFE)
            .map(StaticResult::file)
            .toList();
    Sighting sighting;
    try {
      sighting = observer.observe(artifact, workspace, python, read, judged, forbidden);
    } catch (IOException e) {
      sighting =
          Sighting.none(
              Observation.notRun(request.depth(), "it could not be unpacked: " + e.getMessage()));
    }
    Observation seen = sighting.observation();
    Judgement judgement =
        Settling.settle(judged.subject(), python.facts(), judged.linkage(), read.judgement(), seen);
    boolean ran = seen.outcome() != Observation.Outcome.NOT_RUN;
    return new ExtensionResult(
        read.file().file(),
        read.file().module(),
        judgement.verdict(),
        Optional.empty(),
        ran ? seen.depth() : Depth.STATIC,
        findings(judgement.findings(), judged.subject(), python, sighting),
        seen,
        ran ? sighting.host() : Optional.empty(),
        sighting.subinterpreters());
  }

  /** What was tried in subinterpreters takes the place of what was read about them. */
  private static List<Finding> findings(
      List<Finding> judged, Subject subject, Interpreter python, Sighting sighting) {
    List<Finding> findings = new ArrayList<>(judged);
    String on = subject.fileName() + " on " + python.facts().display();
    sighting
        .statementFailure()
        .ifPresent(
            failure ->
                findings.add(
                    new Finding(
                        Rule.AW411,
                        Level.ERROR,
                        "After the import of "
                            + on
                            + ", the statement of --run failed: "
                            + failure
                            + ".",
                        "Where it is installed, run it by hand: python"
                            + python.facts().shortName()
                            + " -X faulthandler -c STATEMENT.")));
    if (sighting.observation().missingPackage().isPresent()) {
      sighting
          .withoutDependencies()
          .ifPresent(
              why ->
                  findings.add(
                      new Finding(
                          Rule.AW410,
                          Level.WARNING,
                          "What " + on + " requires could not be installed: " + why,
                          "")));
    }
    if (!sighting.subinterpreters().isEmpty()) {
      findings.removeIf(finding -> finding.rule() == Rule.AW302);
      for (Subinterpreter tried : sighting.subinterpreters()) {
        if (tried.outcome() != Observation.Outcome.OK
            && tried.outcome() != Observation.Outcome.NOT_RUN) {
          findings.add(subinterpreter(subject, on, tried));
        }
      }
    }
    findings.sort(Comparator.comparing(Finding::level));
    return findings;
  }

  private static Finding subinterpreter(Subject subject, String on, Subinterpreter tried) {
    boolean refused = tried.outcome() == Observation.Outcome.EXCEPTION;
    return new Finding(
        Rule.AW302,
        refused ? Level.WARNING : Level.ERROR,
        on
            + " does not load in a subinterpreter "
            + (tried.ownGil() ? "with its own GIL: " : "that shares the GIL: ")
            + tried.detail()
            + ".",
        subject
            .made()
            .help(
                new Fix.Subinterpreters(),
                "Use multi-phase init without global state, and say so with"
                    + " Py_mod_multiple_interpreters."));
  }

  /** The result of one that is only read. */
  ExtensionResult unrun(Interpreter python, StaticResult read) {
    Judgement judgement = read.judgement();
    if (!read.lookedAt()) {
      boolean byName = judgement.verdict() != Verdict.NOT_APPLICABLE;
      return new ExtensionResult(
          read.file().file(),
          read.file().module(),
          Verdict.NOT_APPLICABLE,
          byName ? Optional.of(judgement.verdict()) : Optional.empty(),
          Depth.STATIC,
          List.of(),
          Observation.notRun(Depth.STATIC, read.whyNot()));
    }
    return new ExtensionResult(
        read.file().file(),
        read.file().module(),
        judgement.verdict(),
        Optional.empty(),
        Depth.STATIC,
        judgement.findings(),
        Observation.notRun(Depth.STATIC, whyNotRun(python, judgement)));
  }

  private String whyNotRun(Interpreter python, Judgement judgement) {
    if (request.depth() == Depth.STATIC || python.target().isPresent()) {
      return "";
    }
    if (judgement.verdict() == Verdict.UNSAFE) {
      return "not run: it would corrupt the interpreter's memory";
    }
    return python.usable() ? "not run" : "not run: " + python.why();
  }
}
