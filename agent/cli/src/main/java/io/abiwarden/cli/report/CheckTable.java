package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Causes.Cause;
import io.abiwarden.cli.report.Causes.Standing;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check for people: the verdicts as one picture, then the causes with what to do first at the
 * beginning, what was not checked, and how it ends. Where there are few artifacts, what is baked
 * into them is said as well.
 */
public final class CheckTable {

  /** With more artifacts than this, details are only for those who want them. */
  private static final int FEW = 2;

  /** With more interpreters than this, there is a picture even of one artifact. */
  private static final int FEW_PYTHONS = 3;

  private static final int NAMED = 4;

  private final CheckRun run;
  private final View view;
  private final Page page;
  private final List<Suite> suites;

  private CheckTable(CheckRun run, View view) {
    this.run = run;
    this.view = view;
    this.page = new Page(view.style());
    this.suites = CheckSuites.of(run);
  }

  /** The report. */
  public static String of(CheckRun run, View view) {
    CheckTable table = new CheckTable(run, view);
    table.add();
    return table.page.toString();
  }

  private void add() {
    CheckReport report = run.report();
    CheckMatrix matrix = CheckMatrix.of(report);
    if (matrix.lines().size() > 1 || matrix.columns().size() > FEW_PYTHONS) {
      Grid.addTo(page, matrix, view.glyphs());
    }
    boolean few = report.artifacts().size() <= FEW;
    if (few) {
      details();
    }
    CauseNames names = CauseNames.of(suites, report.pythons());
    Causes causes = CheckCauses.of(run, suites);
    new CauseLines(page, view, names).add(causes);
    notChecked(names);
    if (!few && view.details()) {
      details();
    }
    page.gap();
    new Summary(report).addTo(page);
    next(causes);
  }

  private void details() {
    CheckDetails details = new CheckDetails(page, view, run.report());
    run.report().artifacts().forEach(details::add);
  }

  /** What was not checked at all, and what only on some interpreter. */
  private void notChecked(CauseNames names) {
    Map<String, List<String>> why = new LinkedHashMap<>();
    for (Suite suite : suites) {
      for (Row row : suite.rows()) {
        if (row.file().isEmpty()) {
          said(row)
              .ifPresent(
                  said ->
                      why.computeIfAbsent(said, text -> new ArrayList<>()).add(suite.artifact()));
        }
      }
    }
    if (!why.isEmpty()) {
      page.gap();
    }
    why.forEach(
        (said, artifacts) -> {
          List<String> named = artifacts.stream().distinct().map(names::artifact).toList();
          String where =
              names.single() || artifacts.contains(Suite.RUN)
                  ? ""
                  : " (" + Words.list(named, view.atMost(NAMED)) + ")";
          page.paragraph(0, "", said + where);
        });
  }

  private static Optional<String> said(Row row) {
    return switch (row.status()) {
      case NOT_CHECKED -> Optional.of("not checked: " + row.python() + ", " + row.said());
      // What a finding says stands among the causes.
      case UNREADABLE ->
          row.reasons().isEmpty() ? Optional.of("not read: " + row.said()) : Optional.empty();
      case NOT_APPLICABLE -> Optional.of("nothing to check: " + row.said());
      case PASSED, FAILED -> Optional.empty();
    };
  }

  /** What to do next. */
  private void next(Causes causes) {
    Optional<String> word =
        Stream.of(Standing.FAILS, Standing.FAILS_NOWHERE)
            .flatMap(standing -> causes.of(standing).stream())
            .flatMap(cause -> word(cause).stream())
            .findFirst();
    String outcome = CheckMarkdown.outcome(suites);
    word.ifPresentOrElse(
        rule ->
            page.paragraph(
                0, "", outcome + "; what it means, and how to fix it: abiwarden explain " + rule),
        () -> {
          if (!outcome.equals(CheckMarkdown.PASSES)) {
            page.paragraph(0, "", outcome);
          } else {
            notCounting(causes).ifPresent(why -> page.paragraph(0, "", outcome + "; " + why));
          }
        });
  }

  /** What does not count, if there is any such thing. */
  private static Optional<String> notCounting(Causes causes) {
    List<Cause> accepted = causes.of(Standing.ACCEPTED);
    if (accepted.isEmpty()) {
      return Optional.empty();
    }
    long known = accepted.stream().filter(CauseLines::isFromBaseline).count();
    return Optional.of(
        known == accepted.size()
            ? "what an earlier run had does not count"
            : known == 0
                ? "what is accepted does not count"
                : "what is accepted, or an earlier run had, does not count");
  }

  /** The word that has a page; what says all there is to say has none. */
  private static Optional<String> word(Cause cause) {
    return cause.rule().map(Rule::id).or(() -> cause.verdict().map(Verdict::word));
  }
}
