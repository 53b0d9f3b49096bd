package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.CellGroup;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.coverage.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What releases cover, for a comment. */
final class CoverageMarkdown {

  private CoverageMarkdown() {}

  static void addTo(MarkdownPage page, Coverage coverage) {
    for (Grid grid : coverage.grids()) {
      page.add(
          "### What "
              + Markdown.code(grid.project() + " " + grid.version())
              + " covers of "
              + Markdown.code(coverage.expected().text()));
      page.add(CoverageWords.counts(grid) + ".");
      List<String> head = new ArrayList<>(List.of("platform"));
      grid.pythons().forEach(python -> head.add(python.id()));
      List<MarkdownPage.TableLine> lines = new ArrayList<>();
      for (Target target : grid.targets()) {
        lines.add(line(grid, target));
      }
      page.table(head, lines);
      page.add(legend(grid));
      List<String> wrong = new ArrayList<>();
      grid.groups().stream()
          .filter(group -> group.state() == Cell.State.BROKEN)
          .forEach(group -> wrong.add(entry(group.message(), group.help())));
      grid.gaps().forEach(gap -> wrong.add(entry(gap.message(), gap.help())));
      String inHoles = CoverageWords.inHoles(grid);
      if (!inHoles.isEmpty()) {
        wrong.add(inHoles);
      }
      wrong.forEach(page::add);
      besides(page, grid);
    }
  }

  private static void besides(MarkdownPage page, Grid grid) {
    List<String> besides = new ArrayList<>();
    for (CellGroup group : grid.groups()) {
      if (group.state() != Cell.State.BROKEN) {
        besides.add(entry(group.message(), group.help()));
      }
    }
    CoverageWords.unpicked(grid).forEach(line -> besides.add("- " + Markdown.prose(line)));
    CoverageWords.asks(grid)
        .forEach(asks -> besides.add("- wheels from " + Markdown.prose(asks) + " on"));
    page.folded("Worth knowing of the grid", besides);
  }

  private static MarkdownPage.TableLine line(Grid grid, Target target) {
    List<String> cells = new ArrayList<>(List.of(Markdown.code(target.label())));
    boolean wrong = false;
    for (PythonBuild python : grid.pythons()) {
      Cell cell = grid.cell(python, target);
      String text =
          (CoverageWords.glyph(cell) + " " + Markdown.prose(CoverageWords.word(cell, python)))
              .strip();
      boolean bad =
          cell instanceof Cell.Hole
              || (cell instanceof Cell.Picked picked && picked.state() == Cell.State.BROKEN);
      cells.add(bad ? "**" + text + "**" : text);
      wrong |= bad;
    }
    return new MarkdownPage.TableLine(cells, wrong);
  }

  private static String legend(Grid grid) {
    List<String> parts =
        new ArrayList<>(
            List.of("✔ keeps its promise", "◐ turns the GIL on", "✘ broken", "○ no wheel"));
    for (Map.Entry<String, String> word : CoverageWords.words(grid).entrySet()) {
      parts.add(word.getKey() + ": " + word.getValue());
    }
    return "<sub>" + String.join(" · ", parts) + "</sub>";
  }

  private static String entry(String message, String help) {
    return "- "
        + Markdown.prose(message)
        + (help.isEmpty() ? "" : "\n  *Help:* " + Markdown.prose(help));
  }
}
