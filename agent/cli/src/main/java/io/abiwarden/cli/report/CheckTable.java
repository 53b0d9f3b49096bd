package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check for people: for each artifact what is baked into it, then interpreter by interpreter
 * whether that matches.
 */
public final class CheckTable {

  /** The column of the verdicts, where names leave room for it. */
  private static final int VERDICTS = 58;

  /** Up to so many extensions of one verdict are named one by one. */
  private static final int NAMED = 5;

  private final CheckReport report;
  private final Page page;

  private CheckTable(CheckReport report, Style style) {
    this.report = report;
    this.page = new Page(style);
  }

  /** The report. */
  public static String of(CheckReport report, Style style) {
    CheckTable table = new CheckTable(report, style);
    report.artifacts().forEach(table::artifact);
    table.page.gap();
    new Summary(report).addTo(table.page);
    return table.page.toString();
  }

  private void artifact(CheckedArtifact artifact) {
    page.gap();
    Headings.artifact(
        page, artifact.artifact(), artifact.kind(), artifact.sha256(), artifact.tags());
    artifact.inspection().ifPresent(this::bakedIn);
    artifact.results().forEach(this::pair);
    notChecked(artifact);
    new FindingLines(page).add(1, artifact.findings());
    notes(artifact);
  }

  /** Files that were built alike are said together. */
  private void bakedIn(Inspection inspection) {
    inspection.builder().ifPresent(builder -> page.paragraph(1, "built by ", builder));
    Map<String, List<String>> alike = new LinkedHashMap<>();
    for (ExtensionInspection extension : inspection.extensions()) {
      alike
          .computeIfAbsent(BakedIn.sentence(extension), sentence -> new ArrayList<>())
          .add(extension.file());
    }
    if (alike.isEmpty()) {
      page.line(1, "no extension modules in it");
    } else {
      page.line(1, "baked in");
    }
    alike.forEach(
        (sentence, files) -> {
          page.paragraph(2, "", Words.list(files, NAMED));
          page.paragraph(3, "", sentence);
        });
  }

  private void pair(PairResult pair) {
    Interpreter python = pair.python();
    page.row(
        1,
        "on CPython " + python.id() + " (" + kind(python) + ", " + python.source() + ")",
        VERDICTS,
        Words.verdict(pair.verdict(), depth(pair.extensions())),
        Words.colour(pair.verdict()));
    if (pair.installable().equals(Optional.of(false))) {
      page.paragraph(
          2,
          "",
          "no installer would put it there: none of its tags is one that "
              + python.id()
              + " accepts");
    }
    rows(pair);
    FindingLines findings = new FindingLines(page);
    for (ExtensionResult extension : pair.extensions()) {
      findings.collect(extension.file(), notes(extension.findings(), false));
    }
    findings.flush(2);
  }

  /** Notes are mostly the same on every interpreter, so they stand once, after all of them. */
  private void notes(CheckedArtifact artifact) {
    FindingLines notes = new FindingLines(page);
    for (PairResult pair : artifact.results()) {
      for (ExtensionResult extension : pair.extensions()) {
        notes.collect(extension.file(), notes(extension.findings(), true));
      }
    }
    notes.flush(1);
  }

  private static List<Finding> notes(List<Finding> findings, boolean wanted) {
    return findings.stream().filter(f -> (f.level() == Level.NOTE) == wanted).toList();
  }

  private void rows(PairResult pair) {
    if (pair.extensions().size() == 1 && saysNothingNew(pair.extensions().getFirst(), pair)) {
      return;
    }
    Map<Verdict, List<ExtensionResult>> byVerdict = new LinkedHashMap<>();
    for (ExtensionResult extension : pair.extensions()) {
      byVerdict.computeIfAbsent(extension.verdict(), v -> new ArrayList<>()).add(extension);
    }
    byVerdict.forEach(
        (verdict, extensions) -> {
          if (extensions.size() > NAMED) {
            page.row(
                2,
                Words.count(extensions.size(), "extension"),
                VERDICTS,
                Words.verdict(verdict, depth(extensions)),
                Words.colour(verdict));
          } else {
            extensions.forEach(this::row);
          }
        });
  }

  /** Static if all of them were only read. */
  private static Depth depth(List<ExtensionResult> extensions) {
    return extensions.stream().allMatch(e -> e.decidedBy() == Depth.STATIC)
        ? Depth.STATIC
        : Depth.IMPORT;
  }

  private static boolean saysNothingNew(ExtensionResult extension, PairResult pair) {
    return extension.verdict() == pair.verdict()
        && extension.ifLoaded().isEmpty()
        && (Words.detail(extension.observed()).isEmpty() || !extension.findings().isEmpty());
  }

  private void row(ExtensionResult extension) {
    String verdict = Words.verdict(extension.verdict(), extension.decidedBy());
    String said =
        extension
            .ifLoaded()
            .map(would -> verdict + "; loaded by path: " + would.shown())
            .orElse(verdict);
    page.row(2, extension.file(), VERDICTS, said, Words.colour(extension.verdict()));
    if (extension.findings().isEmpty()) {
      Words.detail(extension.observed()).ifPresent(detail -> page.paragraph(3, "", detail));
    }
  }

  private void notChecked(CheckedArtifact artifact) {
    for (NotChecked missing : report.notChecked()) {
      if (missing.artifact().equals(artifact.artifact())) {
        page.paragraph(1, "not checked: ", missing.python() + ", " + missing.why());
      }
    }
  }

  private static String kind(Interpreter python) {
    String release = python.facts().version().preRelease();
    return (release.isEmpty() ? "" : release + ", ")
        + (python.facts().freeThreaded() ? "free-threaded" : "GIL")
        + (python.facts().debug() ? ", debug" : "");
  }
}
