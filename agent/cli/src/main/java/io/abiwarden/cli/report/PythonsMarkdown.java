package io.abiwarden.cli.report;

import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.List;

/** The interpreters that were found, as a table of Markdown. */
public final class PythonsMarkdown {

  private PythonsMarkdown() {}

  /** A line for each. */
  public static String of(List<Interpreter> pythons) {
    MarkdownPage page = new MarkdownPage();
    page.add("## abiwarden pythons: " + pythons.size() + " found");
    List<MarkdownPage.TableLine> lines = new ArrayList<>();
    for (Interpreter python : pythons) {
      lines.add(
          new MarkdownPage.TableLine(
              List.of(
                  Markdown.prose(python.id()),
                  PythonsReport.build(python),
                  Markdown.prose(python.source()),
                  Markdown.code(PythonsReport.place(python)),
                  python.embeddable() ? "" : Markdown.prose(python.why())),
              python.embeddable()));
    }
    if (!lines.isEmpty()) {
      page.table(List.of("python", "build", "from", "where", "cannot be opened"), lines);
    }
    return page.text(0);
  }
}
