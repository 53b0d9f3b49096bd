package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
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
import java.util.function.UnaryOperator;

/** One artifact of a check: what is baked into it, and its verdict interpreter by interpreter. */
final class CheckDetails {

  /** The column of the verdicts, where names leave room for it. */
  private static final int VERDICTS = 58;

  /** Up to so many extensions of one verdict are named one by one. */
  private static final int NAMED = 5;

  /** With more interpreters than this, those of which the same is said are said together. */
  private static final int ONE_BY_ONE = 3;

  private final Page page;
  private final View view;
  private final CheckReport report;

  CheckDetails(Page page, View view, CheckReport report) {
    this.page = page;
    this.view = view;
    this.report = report;
  }

  void add(CheckedArtifact artifact) {
    page.gap();
    Headings.artifact(
        page, artifact.artifact(), artifact.kind(), artifact.sha256(), artifact.tags());
    artifact.inspection().ifPresent(this::bakedIn);
    pairs(artifact);
  }

  /** Files that were built alike are said together. */
  private void bakedIn(Inspection inspection) {
    inspection.builtBy().ifPresent(builder -> page.paragraph(1, "built by ", builder));
    Map<String, List<String>> alike = new LinkedHashMap<>();
    for (ExtensionInspection extension : inspection.extensions()) {
      alike
          .computeIfAbsent(BakedIn.sentence(extension), sentence -> new ArrayList<>())
          .add(extension.file());
    }
    page.line(1, alike.isEmpty() ? "no extension modules in it" : "baked in");
    alike.forEach(
        (sentence, files) -> {
          page.paragraph(2, "", Words.list(files, NAMED));
          page.paragraph(3, "", sentence);
        });
  }

  private void pairs(CheckedArtifact artifact) {
    Map<String, List<PairResult>> alike = new LinkedHashMap<>();
    for (PairResult pair : artifact.results()) {
      String one = artifact.results().size() > ONE_BY_ONE ? "" : pair.python().id();
      alike
          .computeIfAbsent(
              one + verdict(pair) + "\n" + below(pair, true), text -> new ArrayList<>())
          .add(pair);
    }
    alike.values().forEach(this::row);
  }

  /** Interpreters of which the same is said. */
  private void row(List<PairResult> pairs) {
    PairResult first = pairs.getFirst();
    Interpreter python = first.python();
    boolean several = pairs.size() > 1;
    String on =
        several
            ? "on %s (%d interpreters)"
                .formatted(
                    CheckMatrix.ranges(
                        pairs.stream().map(PairResult::python).toList(), report.pythons()),
                    pairs.size())
            : "on CPython %s (%s, %s)".formatted(python.id(), kind(python), python.source());
    page.row(
        1, on, VERDICTS, mark(first.verdict()) + verdict(first), Words.colour(first.verdict()));
    page.raw(below(first, several));
  }

  private String mark(Verdict verdict) {
    return view.glyphs() && view.style().coloured() ? Glyphs.of(verdict) + " " : "";
  }

  private static String verdict(PairResult pair) {
    return Words.verdict(pair.verdict(), depth(pair.extensions()));
  }

  /**
   * What stands below the line of an interpreter.
   *
   * @param several whether it is said of several interpreters, so that none of them is named
   */
  private String below(PairResult pair, boolean several) {
    Page lines = new Page(page.style());
    if (pair.installable().equals(Optional.of(false))) {
      lines.paragraph(
          2,
          "",
          "no installer would put it there: none of its tags is one that "
              + (several ? "they accept" : pair.python().id() + " accepts"));
    }
    UnaryOperator<String> named =
        several
            ? text -> Template.ofEach(pair.python().facts().display(), text)
            : UnaryOperator.identity();
    rows(lines, pair, named);
    return lines.toString();
  }

  private static void rows(Page lines, PairResult pair, UnaryOperator<String> named) {
    if (pair.extensions().size() == 1 && saysNothingNew(pair.extensions().getFirst(), pair)) {
      return;
    }
    Map<Verdict, List<ExtensionResult>> byVerdict = new LinkedHashMap<>();
    for (ExtensionResult extension : pair.extensions()) {
      byVerdict.computeIfAbsent(extension.verdict(), v -> new ArrayList<>()).add(extension);
    }
    if (pair.extensions().size() > NAMED && byVerdict.size() == 1) {
      return;
    }
    byVerdict.forEach(
        (verdict, extensions) -> {
          if (extensions.size() > NAMED) {
            lines.row(
                2,
                Words.count(extensions.size(), "extension"),
                VERDICTS,
                Words.verdict(verdict, depth(extensions)),
                Words.colour(verdict));
          } else {
            extensions.forEach(extension -> row(lines, extension, named));
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

  private static void row(Page lines, ExtensionResult extension, UnaryOperator<String> named) {
    String verdict = Words.verdict(extension.verdict(), extension.decidedBy());
    String said =
        extension
            .ifLoaded()
            .map(would -> verdict + "; loaded by path: " + would.shown())
            .orElse(verdict);
    lines.row(2, extension.file(), VERDICTS, said, Words.colour(extension.verdict()));
    if (extension.findings().isEmpty()) {
      Words.detail(extension.observed())
          .ifPresent(detail -> lines.paragraph(3, "", named.apply(detail)));
    }
  }

  private static String kind(Interpreter python) {
    String release = python.facts().version().preRelease();
    return (release.isEmpty() ? "" : release + ", ")
        + (python.facts().freeThreaded() ? "free-threaded" : "GIL")
        + (python.facts().debug() ? ", debug" : "");
  }
}
