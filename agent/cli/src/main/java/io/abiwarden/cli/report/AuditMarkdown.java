package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.wheel.Tag;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An audit for a comment: a line for each artifact, the causes, and what could not be read. */
public final class AuditMarkdown implements AuditReport {

  private static final int TAGS = 3;

  private final Writer out;
  private final AuditCounts counts = new AuditCounts();
  private final Causes causes = new Causes();
  private final List<String> artifacts = new ArrayList<>();

  /** Without their rows, which the causes have. */
  private final List<Suite> suites = new ArrayList<>();

  private final List<MarkdownPage.TableLine> lines = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private Optional<Coverage> coverage = Optional.empty();
  private boolean fails;

  /** Writes to a writer, which the caller flushes and closes. */
  public AuditMarkdown(Writer out) {
    this.out = out;
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
    suites.add(new Suite(suite.artifact(), suite.kind(), Map.of(), List.of()));
    boolean failing = suite.has(Row.Status.FAILED);
    fails |= failing;
    audited
        .decisions()
        .unreadable(audited.artifact())
        .ifPresent(why -> unreadable.add(line(audited.shown(), why)));
    AuditVerdict verdict = audited.verdict();
    String said = Glyphs.of(verdict) + " " + verdict.word();
    List<Tag> tags = audited.artifact().claims().tags();
    artifacts.add(audited.shown());
    lines.add(
        new MarkdownPage.TableLine(
            List.of(
                failing ? "**" + said + "**" : said,
                Markdown.prose(Words.list(Headings.compressed(tags), TAGS)),
                String.join("; ", Installs.outcomes(audited.artifact().installations()))),
            failing));
  }

  @Override
  public void notRead(String artifact, String why) {
    counts.addNotRead();
    unreadable.add(line(artifact, why));
  }

  @Override
  public void covered(Coverage covered) {
    coverage = Optional.of(covered);
    fails |= !covered.passes();
  }

  private static String line(String artifact, String why) {
    return "- " + Markdown.code(artifact) + ": " + Markdown.prose(why);
  }

  @Override
  public void end() throws IOException {
    MarkdownPage page = new MarkdownPage();
    page.add(
        "## abiwarden audit: "
            + (!unreadable.isEmpty()
                ? "not everything could be read"
                : fails ? "does not pass" : "passes"));
    page.add(counts.text() + ".");
    coverage.ifPresent(found -> CoverageMarkdown.addTo(page, found));
    List<String> names = CheckMatrix.names(artifacts);
    List<MarkdownPage.TableLine> named = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      named.add(lines.get(i).after(Markdown.code(names.get(i))));
    }
    if (!named.isEmpty()) {
      page.table(List.of("artifact", "verdict", "claims", "installs on"), named);
    }
    CauseMarkdown.addTo(page, causes, CauseNames.of(suites, List.of()));
    page.section("Not read", unreadable);
    out.write(page.text(causes.leftOut()));
  }
}
