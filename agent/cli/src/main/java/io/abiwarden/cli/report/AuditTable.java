package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.Claims;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An audit for people: a block for each artifact, what is to be done first at its beginning. */
public final class AuditTable implements AuditReport {

  private final Writer out;
  private final Style style;
  private final boolean glyphs;
  private final AuditCounts counts = new AuditCounts();
  private Optional<AuditFinding> worst = Optional.empty();
  private boolean first = true;

  /**
   * Writes to a writer, which the caller flushes and closes.
   *
   * @param glyphs whether marks can be shown
   */
  public AuditTable(Writer out, Style style, boolean glyphs) {
    this.out = out;
    this.style = style;
    this.glyphs = glyphs;
  }

  @Override
  public void begin() {
    // The first artifact is the beginning.
  }

  @Override
  public void audited(Audited audited) throws IOException {
    counts.add(audited);
    Page page = new Page(style);
    if (!first) {
      page.line(0, "");
    }
    first = false;
    heading(page, audited);
    claims(page, audited);
    Installs.addTo(page, audited.artifact().installations());
    findings(page, audited);
    out.write(page.toString());
  }

  private void heading(Page page, Audited audited) {
    AuditVerdict verdict = audited.verdict();
    String mark = glyphs ? Glyphs.of(verdict) + " " : "";
    page.line(
        0,
        style.in(colour(verdict), mark + verdict.word())
            + "  "
            + style.in(Colour.STRONG, Words.path(audited.shown())));
  }

  private static void claims(Page page, Audited audited) {
    Claims claims = audited.artifact().claims();
    List<String> parts = new ArrayList<>();
    if (!claims.tags().isEmpty()) {
      parts.addAll(Headings.compressed(claims.tags()));
    } else if (!claims.metadataTags().isEmpty()) {
      parts.addAll(Headings.compressed(claims.metadataTags()));
    }
    claims.requiresPython().ifPresent(range -> parts.add("Requires-Python " + range));
    if (parts.isEmpty() && !claims.files().isEmpty()) {
      List<String> suffixes =
          claims.files().stream().map(Claims.FileClaim::suffix).distinct().sorted().toList();
      parts.add("files named " + Words.list(suffixes, 3));
    }
    if (!parts.isEmpty()) {
      page.paragraph(1, "claims ", String.join("; ", parts));
    }
    audited.artifact().madeBy().ifPresent(makers -> page.paragraph(1, "made by ", makers));
  }

  private void findings(Page page, Audited audited) {
    List<AuditFinding> known = new ArrayList<>();
    FindingLines lines = new FindingLines(page);
    audited.artifact().findings().stream()
        .sorted(AuditTable::compare)
        .forEach(
            found -> {
              if (audited.accepts(found)) {
                known.add(found);
              } else {
                lines.collect(found.file().orElse(""), List.of(found.finding()));
                if (worst.isEmpty() || compare(found, worst.get()) < 0) {
                  worst = Optional.of(found);
                }
              }
            });
    lines.flush(1);
    FindingLines accepted = new FindingLines(page, "accepted ");
    known.forEach(found -> accepted.collect(found.file().orElse(""), List.of(found.finding())));
    accepted.flush(1);
  }

  /** Errors first, and among them what comes first in the contract. */
  private static int compare(AuditFinding one, AuditFinding other) {
    int byLevel = one.finding().level().compareTo(other.finding().level());
    return byLevel != 0 ? byLevel : one.finding().rule().compareTo(other.finding().rule());
  }

  @Override
  public void notRead(String artifact, String why) {
    // The line on standard error has said it; results are about what was read.
    counts.addNotRead();
  }

  @Override
  public void end() throws IOException {
    Page page = new Page(style);
    if (!first) {
      page.line(0, "");
    }
    List<String> parts = new ArrayList<>();
    for (AuditVerdict verdict : AuditVerdict.values()) {
      if (counts.of(verdict) > 0) {
        parts.add(style.in(colour(verdict), counts.of(verdict) + " " + verdict.word()));
      }
    }
    if (counts.notRead() > 0) {
      parts.add(style.in(Colour.UNDECIDED, counts.notRead() + " not read"));
    }
    page.line(
        0, parts.isEmpty() ? AuditCounts.NOTHING : String.join(", ", parts) + counts.levels());
    worst.ifPresent(
        found ->
            page.paragraph(
                0,
                "",
                "what a finding means, and how to fix it: abiwarden explain "
                    + found.finding().rule().id()));
    out.write(page.toString());
  }

  private static Colour colour(AuditVerdict verdict) {
    return switch (verdict) {
      case KEPT -> Colour.GOOD;
      case BROKEN -> Colour.BAD;
      case UNKNOWN -> Colour.UNDECIDED;
    };
  }
}
