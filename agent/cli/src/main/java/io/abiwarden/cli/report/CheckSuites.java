package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.WorkerHost;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A check as rows: each extension on each interpreter, and what is about more than one of them. */
final class CheckSuites {

  /** What is true of a module whether its verdict is known or not. */
  private static final Set<Rule> TRAITS = EnumSet.of(Rule.AW302, Rule.AW409);

  /** How sentences start that begin with no name. */
  private static final List<String> STARTS = List.of("Its ", "Nothing ", "What ", "The ");

  private final CheckRun run;

  private CheckSuites(CheckRun run) {
    this.run = run;
  }

  /**
   * All rows, in the order in which the artifacts were given; what could not be read comes last.
   */
  static List<Suite> of(CheckRun run) {
    CheckSuites all = new CheckSuites(run);
    List<Suite> suites = new ArrayList<>();
    run.report().artifacts().forEach(artifact -> suites.add(all.artifact(artifact)));
    all.unknownArtifacts().forEach(suites::add);
    Stream.concat(run.report().unreadable().stream(), run.report().failed().stream())
        .map(input -> Suite.notRead(new NotRead(input.path().toString(), input.why())))
        .forEach(suites::add);
    run.notRead().forEach(input -> suites.add(Suite.notRead(input)));
    if (run.report().stopped()) {
      suites.add(Suite.notRead(new NotRead(Suite.RUN, "The check was stopped before its end.")));
    }
    if (!run.uncovered().isEmpty()) {
      suites.add(all.uncovered());
    }
    if (run.uncovered().isEmpty()
        && all.judgedNothing()
        && suites.stream().noneMatch(s -> s.has(Row.Status.UNREADABLE))) {
      suites.add(nothing());
    }
    return suites;
  }

  /** Those of which nothing is known but that they were not checked. */
  private List<Suite> unknownArtifacts() {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    Set<String> known =
        run.report().artifacts().stream()
            .map(CheckedArtifact::artifact)
            .collect(Collectors.toSet());
    for (NotChecked one : run.report().notChecked()) {
      if (!known.contains(one.artifact())) {
        rows.computeIfAbsent(one.artifact(), name -> new ArrayList<>()).add(notChecked(one));
      }
    }
    List<Suite> suites = new ArrayList<>();
    rows.forEach(
        (name, missing) -> suites.add(new Suite(name, Optional.empty(), Map.of(), missing)));
    return suites;
  }

  private static Row notChecked(NotChecked missing) {
    return new Row(
        "",
        missing.python(),
        missing.python(),
        Row.Status.NOT_CHECKED,
        missing.why(),
        Optional.empty(),
        Optional.empty(),
        "",
        0,
        List.of());
  }

  /** The interpreters that the settings name, and that nothing is for. */
  private Suite uncovered() {
    List<Row> rows = new ArrayList<>();
    for (Interpreter python : run.uncovered()) {
      String display = python.facts().display();
      String said = "None of the wheels is for " + display + ", on which the settings want one.";
      rows.add(
          new Row(
              "",
              python.id(),
              display,
              Row.Status.FAILED,
              said,
              Optional.empty(),
              Optional.empty(),
              "",
              0,
              List.of(
                  Reason.failing(
                      Reason.UNCOVERED,
                      said,
                      "Build one for "
                          + python.facts().shortName()
                          + ", or take it out of python in"
                          + " the settings."))));
    }
    return new Suite(Suite.RUN, Optional.empty(), Map.of(), rows);
  }

  private boolean judgedNothing() {
    return run.report().artifacts().stream().allMatch(artifact -> artifact.results().isEmpty());
  }

  private static Suite nothing() {
    String said = "Nothing was checked on any interpreter.";
    Reason reason =
        Reason.failing(
            Verdict.UNKNOWN.word(), said, "Name an interpreter that is here: --python SPEC.");
    return new Suite(
        Suite.RUN,
        Optional.empty(),
        Map.of(),
        List.of(Row.of("", Row.Status.FAILED, said, List.of(reason))));
  }

  private Suite artifact(CheckedArtifact artifact) {
    List<Row> rows = new ArrayList<>();
    List<NotChecked> missing =
        run.report().notChecked().stream()
            .filter(one -> one.artifact().equals(artifact.artifact()))
            .toList();
    if (!artifact.findings().isEmpty()) {
      rows.add(itself(artifact));
    } else if (artifact.results().isEmpty() && missing.isEmpty()) {
      rows.add(
          Row.of(
              "",
              Row.Status.NOT_APPLICABLE,
              "no interpreter here is one that it is for",
              List.of()));
    }
    artifact.results().forEach(pair -> addPair(rows, artifact, pair));
    missing.forEach(one -> rows.add(notChecked(one)));
    return new Suite(artifact.artifact(), Optional.of(artifact.kind()), facts(artifact), rows);
  }

  private static Map<String, String> facts(CheckedArtifact artifact) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("kind", artifact.kind().word());
    if (!artifact.sha256().isEmpty()) {
      facts.put("sha256", artifact.sha256());
    }
    if (!artifact.tags().isEmpty()) {
      facts.put("tags", String.join(" ", artifact.tags().stream().map(Tag::toString).toList()));
    }
    for (PairResult pair : artifact.results()) {
      facts.put("verdict on " + pair.python().id(), pair.verdict().word());
    }
    return facts;
  }

  /** What is wrong with it whatever the interpreter. */
  private Row itself(CheckedArtifact artifact) {
    List<Finding> breaking = run.decisions().breaking(artifact);
    boolean unreadable =
        artifact.findings().stream()
            .anyMatch(found -> found.rule().isInput() && found.level() == Level.ERROR);
    Row.Status status =
        unreadable
            ? Row.Status.UNREADABLE
            : breaking.isEmpty() ? Row.Status.PASSED : Row.Status.FAILED;
    return Row.of(
        "",
        status,
        artifact.findings().getFirst().message(),
        reasons(artifact, Optional.empty(), "", artifact.findings(), breaking));
  }

  private void addPair(List<Row> rows, CheckedArtifact artifact, PairResult pair) {
    CheckDecisions.Pair decided = run.decisions().decide(artifact, pair);
    boolean failing = decided.notInstallable() || decided.unexplained();
    if (failing || pair.extensions().isEmpty()) {
      rows.add(pair(artifact, pair, decided, failing));
    }
    for (ExtensionResult extension : pair.extensions()) {
      Optional<CheckDecisions.Failing> why =
          decided.failing().stream().filter(one -> one.extension().equals(extension)).findFirst();
      rows.add(extension(artifact, pair, extension, why, decided.unexplained()));
    }
  }

  /** The artifact as a whole on one interpreter. */
  private Row pair(
      CheckedArtifact artifact, PairResult pair, CheckDecisions.Pair decided, boolean failing) {
    List<Reason> reasons = new ArrayList<>();
    String display = pair.python().facts().display();
    String name = BaseName.of(artifact.artifact());
    if (decided.notInstallable()) {
      reasons.add(
          Reason.failing(
              Reason.NOT_INSTALLABLE,
              "No installer would put "
                  + name
                  + " on "
                  + display
                  + ": it accepts none of its tags.",
              "Name only interpreters that its tags are for, or publish a wheel for this one."));
    }
    List<Reason> why = decided.unexplained() ? errors(artifact, pair) : List.of();
    reasons.addAll(why);
    if (decided.unexplained() && why.isEmpty()) {
      reasons.add(
          Reason.failing(
              pair.verdict().word(),
              name + " on " + display + ": " + pair.verdict().shown() + ".",
              ""));
    }
    return new Row(
        "",
        pair.python().id(),
        display,
        failing
            ? Row.Status.FAILED
            : pair.verdict() == Verdict.NOT_APPLICABLE
                ? Row.Status.NOT_APPLICABLE
                : Row.Status.PASSED,
        decided.notInstallable()
            ? "no installer would put it there"
            : pair.extensions().isEmpty() ? "no extension modules in it" : pair.verdict().shown(),
        Optional.of(pair.verdict()),
        Optional.empty(),
        "",
        0,
        reasons);
  }

  /** What is wrong with files that by themselves do not count, such as a name nobody looks for. */
  private List<Reason> errors(CheckedArtifact artifact, PairResult pair) {
    return pair.extensions().stream()
        .flatMap(
            extension ->
                extension.findings().stream()
                    .filter(found -> isReason(artifact, pair, extension, found)))
        .map(found -> Reason.of(found, Optional.empty(), true))
        .distinct()
        .toList();
  }

  /** Whether it is a reason of the artifact as a whole, where no extension is one. */
  private boolean isReason(
      CheckedArtifact artifact, PairResult pair, ExtensionResult extension, Finding found) {
    return found.level() == Level.ERROR
        && run.decisions()
            .acceptance(artifact, Optional.of(pair), extension.file(), found)
            .isEmpty();
  }

  /**
   * One extension on one interpreter.
   *
   * @param saidOfAll whether the artifact's own row says what is wrong with it
   */
  private Row extension(
      CheckedArtifact artifact,
      PairResult pair,
      ExtensionResult extension,
      Optional<CheckDecisions.Failing> failing,
      boolean saidOfAll) {
    String said = said(extension);
    String display = pair.python().facts().display();
    Row.Status status =
        failing.isPresent()
            ? Row.Status.FAILED
            : extension.verdict() == Verdict.NOT_APPLICABLE
                ? Row.Status.NOT_APPLICABLE
                : Row.Status.PASSED;
    return new Row(
            extension.file(),
            pair.python().id(),
            display,
            status,
            said,
            Optional.of(extension.verdict()),
            Optional.of(extension.decidedBy()),
            extension.host().map(WorkerHost::word).orElse(""),
            extension.observed().millis(),
            reasons(
                artifact,
                Optional.of(pair),
                extension.file(),
                saidOfAll
                    ? extension.findings().stream()
                        .filter(found -> !isReason(artifact, pair, extension, found))
                        .toList()
                    : extension.findings(),
                failing.map(why -> because(artifact, pair, why)).orElse(List.of())))
        .explained(
            open(extension)
                .filter(open -> open.contains(BaseName.of(extension.file())))
                .map(open -> Reason.failing(extension.verdict().word(), open, whoDecides(pair)))
                .orElseGet(
                    () ->
                        Reason.failing(
                            extension.verdict().word(),
                            BaseName.of(extension.file())
                                + " on "
                                + display
                                + ": "
                                + said
                                + (said.endsWith(".") ? "" : "."),
                            "")));
  }

  /**
   * Why an extension does not pass. Where a package that is missing has left it undecided, that is
   * the cause, although it is no fault of the extension's.
   */
  private List<Finding> because(
      CheckedArtifact artifact, PairResult pair, CheckDecisions.Failing failing) {
    ExtensionResult extension = failing.extension();
    if (!failing.because().isEmpty() || extension.verdict() != Verdict.UNKNOWN) {
      return failing.because();
    }
    return extension.findings().stream()
        .filter(found -> found.rule() == Rule.AW410)
        .filter(
            found ->
                run.decisions()
                    .acceptance(artifact, Optional.of(pair), extension.file(), found)
                    .isEmpty())
        .toList();
  }

  /** What keeps a verdict from being decided by reading, in a sentence. */
  private static Optional<String> open(ExtensionResult extension) {
    return extension.verdict() == Verdict.UNKNOWN && extension.decidedBy() == Depth.STATIC
        ? undecided(extension)
        : Optional.empty();
  }

  private static String whoDecides(PairResult pair) {
    return pair.python().target().isEmpty()
        ? "Import it, which decides it: --depth import."
        : "Import it on such a machine, which decides it: --depth import.";
  }

  /** What keeps it from being decided is mostly a note. */
  private static Optional<String> undecided(ExtensionResult extension) {
    return extension.findings().stream()
        .filter(finding -> !TRAITS.contains(finding.rule()))
        .map(Finding::message)
        .findFirst();
  }

  private static String said(ExtensionResult extension) {
    StringBuilder said =
        new StringBuilder(Words.verdict(extension.verdict(), extension.decidedBy()));
    extension
        .ifLoaded()
        .ifPresent(would -> said.append("; loaded by path: ").append(would.shown()));
    Optional<String> detail = Words.detail(extension.observed());
    if (detail.isEmpty() && extension.verdict() == Verdict.UNKNOWN) {
      detail = undecided(extension).map(CheckSuites::goingOn);
    }
    detail.ifPresent(why -> said.append("; ").append(why));
    return said.toString();
  }

  /** A sentence as the rest of another; names stay as they are. */
  private static String goingOn(String sentence) {
    return STARTS.stream().anyMatch(sentence::startsWith)
        ? Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1)
        : sentence;
  }

  private List<Reason> reasons(
      CheckedArtifact artifact,
      Optional<PairResult> pair,
      String file,
      List<Finding> findings,
      List<Finding> failing) {
    Set<Finding> weighty = new HashSet<>(failing);
    return findings.stream()
        .map(
            found ->
                Reason.of(
                    found,
                    run.decisions().acceptance(artifact, pair, file, found),
                    weighty.contains(found)))
        .toList();
  }
}
