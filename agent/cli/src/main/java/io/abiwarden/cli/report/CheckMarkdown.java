package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.PairResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A check for a comment: the matrix, the causes, and what was not checked. */
final class CheckMarkdown {

  private static final int NAMED = 8;
  private static final char NOT_INSTALLABLE = '†';

  /** What is said of a check whose exit code is 0. */
  static final String PASSES = "passes";

  private CheckMarkdown() {}

  static String of(CheckRun run) {
    List<Suite> suites = CheckSuites.of(run);
    MarkdownPage page = new MarkdownPage();
    page.add("## abiwarden check: " + outcome(suites));
    page.add(
        "%s on %s: %s."
            .formatted(
                Words.count(run.report().artifacts().size(), "artifact"),
                Words.count(run.report().pythons().size(), "interpreter"),
                new Summary(run.report()).text()));
    matrix(page, run);
    Causes causes = CheckCauses.of(run, suites);
    CauseMarkdown.addTo(page, causes, CauseNames.of(suites, run.report().pythons()));
    page.section("Not checked", notChecked(suites));
    return page.text(causes.leftOut());
  }

  /** What the exit code says. */
  static String outcome(List<Suite> suites) {
    if (suites.stream()
        .anyMatch(
            suite -> suite.artifact().equals(Suite.RUN) && suite.has(Row.Status.UNREADABLE))) {
      return "was stopped before its end";
    }
    if (suites.stream().anyMatch(suite -> suite.has(Row.Status.UNREADABLE))) {
      return "not everything could be read";
    }
    return suites.stream().anyMatch(suite -> suite.has(Row.Status.FAILED))
        ? "does not pass"
        : PASSES;
  }

  private static void matrix(MarkdownPage page, CheckRun run) {
    CheckMatrix matrix = CheckMatrix.of(run.report());
    if (matrix.columns().isEmpty() || matrix.lines().isEmpty()) {
      return;
    }
    List<String> head = new ArrayList<>(List.of("artifact"));
    matrix.columns().forEach(column -> head.add(Markdown.prose(column.whole())));
    List<MarkdownPage.TableLine> lines = new ArrayList<>();
    for (CheckMatrix.Line line : matrix.lines()) {
      List<String> cells = new ArrayList<>(List.of(Markdown.code(line.name())));
      boolean fails = false;
      for (CheckMatrix.Column column : matrix.columns()) {
        PairResult pair = line.on(column).orElse(null);
        if (pair == null) {
          cells.add(matrix.isMissed(line, column) ? "not checked" : "");
        } else {
          boolean passes = run.decisions().decide(line.artifact(), pair).passes();
          fails |= !passes;
          cells.add(cell(pair, passes));
        }
      }
      lines.add(new MarkdownPage.TableLine(cells, fails));
    }
    page.table(head, lines);
    String legend = legend(matrix);
    if (!legend.isEmpty()) {
      page.add(legend);
    }
  }

  private static String cell(PairResult pair, boolean passes) {
    boolean ignored = pair.verdict() == Verdict.NOT_APPLICABLE;
    String said = Glyphs.of(pair.verdict()) + (ignored ? "" : " " + pair.verdict().word());
    // That it is not installed there either is no news of what is ignored, unless it counts.
    boolean marked = isNotInstallable(pair) && !(ignored && passes);
    return (passes ? said : "**" + said + "**") + (marked ? " " + NOT_INSTALLABLE : "");
  }

  private static boolean isNotInstallable(PairResult pair) {
    return pair.installable().equals(Optional.of(false));
  }

  /** What the words and marks mean that occur. */
  private static String legend(CheckMatrix matrix) {
    List<PairResult> pairs =
        matrix.lines().stream().flatMap(line -> line.artifact().results().stream()).toList();
    List<String> entries = new ArrayList<>();
    for (Verdict verdict : Summary.ORDER) {
      if (verdict != Verdict.LOADS && pairs.stream().anyMatch(pair -> pair.verdict() == verdict)) {
        entries.add(Glyphs.of(verdict) + " " + verdict.word() + ": " + verdict.shown());
      }
    }
    if (pairs.stream().anyMatch(CheckMarkdown::isNotInstallable)) {
      entries.add(NOT_INSTALLABLE + " no installer would put it there");
    }
    return String.join("; ", entries);
  }

  private static List<String> notChecked(List<Suite> suites) {
    Map<String, List<String>> why = new LinkedHashMap<>();
    for (Suite suite : suites) {
      for (Row row : suite.rows()) {
        boolean itself =
            row.file().isEmpty()
                && (row.status() == Row.Status.UNREADABLE
                    || row.status() == Row.Status.NOT_CHECKED
                    || row.status() == Row.Status.NOT_APPLICABLE);
        if (itself) {
          String on = row.status() == Row.Status.NOT_CHECKED ? row.python() + ", " : "";
          why.computeIfAbsent(on + row.said(), text -> new ArrayList<>())
              .add(Markdown.code(suite.artifact()));
        }
      }
    }
    List<String> lines = new ArrayList<>();
    why.forEach(
        (text, artifacts) ->
            lines.add(
                "- "
                    + Words.list(artifacts.stream().distinct().toList(), NAMED)
                    + ": "
                    + Markdown.prose(text)));
    return lines;
  }
}
