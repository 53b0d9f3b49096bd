package io.abiwarden.cli.report;

import io.abiwarden.cli.report.AuditReport.Audited;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.Claims;
import java.util.ArrayList;
import java.util.List;

/** One artifact of an audit: what it claims, and where it would be installed. */
final class AuditDetails {

  private AuditDetails() {}

  static String of(Audited audited, View view) {
    Page page = new Page(view.style());
    AuditVerdict verdict = audited.verdict();
    String mark = view.glyphs() ? Glyphs.of(verdict) + " " : "";
    String name = Words.path(audited.shown());
    if (name.contains(" ")) {
      page.item(Words.colour(verdict), mark + verdict.word(), " " + name);
    } else {
      // A name stays whole, and on the line of its verdict, so that both can be copied.
      Style style = view.style();
      page.line(
          0,
          style.in(Words.colour(verdict), mark + verdict.word())
              + "  "
              + style.in(Style.Colour.STRONG, name));
    }
    claims(page, audited.artifact().claims());
    audited.artifact().madeBy().ifPresent(makers -> page.paragraph(1, "made by ", makers));
    Installs.addTo(page, audited.artifact().installations());
    return page.toString();
  }

  private static void claims(Page page, Claims claims) {
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
  }
}
