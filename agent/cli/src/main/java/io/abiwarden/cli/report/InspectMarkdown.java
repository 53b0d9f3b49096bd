package io.abiwarden.cli.report;

import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.worker.inspect.ExtensionInspection;
import io.abiwarden.worker.inspect.Inspection;
import java.util.ArrayList;
import java.util.List;

/** What is baked into artifacts, as tables of Markdown. */
public final class InspectMarkdown {

  private static final int MOST_NAMES = 6;
  private static final int TAGS = 3;

  private InspectMarkdown() {}

  /** One artifact after another. */
  public static String of(List<Inspection> artifacts) {
    MarkdownPage page = new MarkdownPage();
    page.add("## abiwarden inspect: " + Words.count(artifacts.size(), "artifact"));
    artifacts.forEach(artifact -> add(page, artifact));
    return page.text(0);
  }

  private static void add(MarkdownPage page, Inspection artifact) {
    List<String> facts = new ArrayList<>();
    facts.add(artifact.kind().word());
    if (!artifact.tags().isEmpty()) {
      facts.add("tags " + Words.list(Headings.compressed(artifact.tags()), TAGS));
    }
    artifact.builtBy().ifPresent(builder -> facts.add("built by " + builder));
    if (artifact.extensions().isEmpty() && artifact.unreadable().isEmpty()) {
      facts.add("no extension modules in it");
    }
    page.section(
        Markdown.code(artifact.artifact()), List.of(Markdown.prose(String.join("; ", facts))));
    artifact.unreadable().forEach(line -> page.add("- not read: " + Markdown.prose(line)));
    if (!artifact.extensions().isEmpty()) {
      page.table(
          List.of("file", "module", "format", "entry functions", "baked in", "libraries"),
          artifact.extensions().stream().map(InspectMarkdown::line).toList());
    }
  }

  private static MarkdownPage.TableLine line(ExtensionInspection extension) {
    return new MarkdownPage.TableLine(
        List.of(
            Markdown.code(extension.file()),
            Markdown.code(extension.module()),
            Markdown.prose(extension.format() + ", " + extension.architecture()),
            names(extension.entries().stream().map(EntryFunction::symbol).toList()),
            Markdown.prose(BakedIn.sentence(extension)),
            names(extension.requires().libraries())),
        true);
  }

  private static String names(List<String> names) {
    return Words.list(names.stream().map(Markdown::code).toList(), MOST_NAMES);
  }
}
