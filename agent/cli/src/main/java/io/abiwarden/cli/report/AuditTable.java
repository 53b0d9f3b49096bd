package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Causes.Standing;
import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.judge.Rule;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An audit for people: what the artifacts cover, where that was asked; a line for each of them, or
 * then only for those that are not right; then the causes with what to do first at the beginning.
 * Where there are few artifacts, what each claims is said as well.
 */
public final class AuditTable implements AuditReport {

  /** With more artifacts than this, details are only for those who want them. */
  private static final int FEW = 2;

  private final Writer out;
  private final View view;
  private final AuditCounts counts = new AuditCounts();
  private final AuditList list;
  private final Causes causes = new Causes();
  private final List<String> details = new ArrayList<>();

  /** Without their rows, which the causes have. */
  private final List<Suite> suites = new ArrayList<>();

  private Optional<Coverage> coverage = Optional.empty();
  private boolean fails;
  private boolean unreadable;

  /** Writes to a writer, which the caller flushes and closes. */
  public AuditTable(Writer out, View view) {
    this.out = out;
    this.view = view;
    this.list = new AuditList(view);
  }

  @Override
  public void begin() {
    // What stands first is known last.
  }

  @Override
  public void audited(Audited audited) {
    counts.add(audited);
    Suite suite = AuditSuites.of(audited);
    causes.add(suite);
    fails |= suite.has(Row.Status.FAILED);
    unreadable |= suite.has(Row.Status.UNREADABLE);
    suites.add(new Suite(suite.artifact(), suite.kind(), Map.of(), List.of()));
    list.add(audited);
    if (view.details() || details.size() < FEW) {
      details.add(AuditDetails.of(audited, view));
    }
  }

  @Override
  public void covered(Coverage covered) {
    coverage = Optional.of(covered);
    fails |= !covered.passes();
  }

  @Override
  public void notRead(String artifact, String why) {
    // The line on standard error has said it; results are about what was read.
    counts.addNotRead();
    unreadable = true;
  }

  @Override
  public void end() throws IOException {
    Page page = new Page(view.style());
    CauseNames names = CauseNames.of(suites, List.of());
    boolean few = suites.size() <= FEW;
    coverage.ifPresent(found -> new CoverageGrid(page, view).add(found));
    page.gap();
    if (few) {
      addDetails(page);
    } else {
      list.addTo(page, names, coverage.isPresent());
    }
    new CauseLines(page, view, names).add(causes);
    if (!few && view.details()) {
      addDetails(page);
    }
    page.gap();
    counts(page);
    next(page);
    out.write(page.toString());
  }

  private void addDetails(Page page) {
    for (String detail : details) {
      page.gap();
      page.raw(detail);
    }
  }

  private void counts(Page page) {
    List<Page.Part> parts = new ArrayList<>();
    for (AuditVerdict verdict : AuditVerdict.values()) {
      if (counts.of(verdict) > 0) {
        parts.add(Page.Part.of(Words.colour(verdict), counts.of(verdict) + " " + verdict.word()));
      }
    }
    if (counts.notRead() > 0) {
      parts.add(Page.Part.of(Colour.UNDECIDED, counts.notRead() + " not read"));
    }
    if (parts.isEmpty()) {
      page.line(0, AuditCounts.NOTHING);
    } else {
      page.list(parts, counts.levels().stream().map(Page.Part::of).toList());
    }
  }

  /** What to do next. */
  private void next(Page page) {
    String outcome = unreadable ? "not everything could be read; " : fails ? "does not pass; " : "";
    Optional<String> covers =
        coverage
            .filter(found -> !found.passes())
            .map(
                found ->
                    found.grids().stream().anyMatch(grid -> grid.holes() > 0)
                        ? Reason.HOLE
                        : Reason.BROKEN_CELL);
    Optional<String> rule =
        Stream.of(Standing.FAILS, Standing.BESIDES)
            .filter(standing -> standing == Standing.FAILS || covers.isEmpty())
            .flatMap(standing -> causes.of(standing).stream())
            .flatMap(cause -> cause.rule().stream())
            .map(Rule::id)
            .findFirst()
            .or(() -> covers);
    rule.ifPresent(
        id ->
            page.paragraph(
                0, "", outcome + "what it means, and how to fix it: abiwarden explain " + id));
    if (rule.isEmpty() && !outcome.isEmpty()) {
      page.line(0, outcome.substring(0, outcome.indexOf(';')));
    }
  }
}
