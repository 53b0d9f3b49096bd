package io.abiwarden.cli.report;

import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
      for (Machine machine : grid.machines()) {
        lines.add(line(grid, machine));
      }
      page.table(head, lines);
      page.add(legend(grid));
      List<String> wrong = new ArrayList<>();
      CoverageWords.broken(grid).forEach(entry -> wrong.add(entry(entry)));
      CoverageWords.holes(grid).forEach(entry -> wrong.add(entry(entry)));
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
    CoverageWords.besides(grid).forEach(entry -> besides.add(entry(entry)));
    CoverageWords.unpicked(grid).forEach(line -> besides.add("- " + Markdown.prose(line)));
    CoverageWords.asks(grid)
        .forEach(asks -> besides.add("- wheels from " + Markdown.prose(asks) + " on"));
    page.folded("Worth knowing of the grid", besides);
    page.folded(
        "Known and accepted of the grid",
        CoverageWords.accepted(grid).stream().map(CoverageMarkdown::entry).toList());
  }

  private static MarkdownPage.TableLine line(Grid grid, Machine machine) {
    List<String> cells = new ArrayList<>(List.of(Markdown.code(machine.label())));
    boolean wrong = false;
    for (PythonBuild python : grid.pythons()) {
      Cell cell = grid.cell(python, machine);
      String text =
          (CoverageWords.glyph(cell) + " " + Markdown.prose(CoverageWords.word(cell, python)))
              .strip();
      boolean bad =
          (cell instanceof Cell.Hole hole && hole.accepted().isEmpty())
              || (cell instanceof Cell.Picked picked && picked.state() == Cell.State.BROKEN);
      cells.add(bad ? "**" + text + "**" : text);
      wrong |= bad;
    }
    return new MarkdownPage.TableLine(cells, wrong);
  }

  /** What is in the grid, and nothing else. */
  private static String legend(Grid grid) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (Cell cell : CoverageWords.kinds(grid)) {
      if (!(cell instanceof Cell.NotExpected)) {
        parts.put(CoverageWords.glyph(cell) + " ", CoverageWords.meaning(cell));
      }
    }
    CoverageWords.words(grid).forEach((word, meaning) -> parts.put(word + ": ", meaning));
    return "<sub>"
        + String.join(
            " · ", parts.entrySet().stream().map(one -> one.getKey() + one.getValue()).toList())
        + "</sub>";
  }

  private static String entry(CoverageWords.Entry entry) {
    return "- "
        + Markdown.prose(entry.message())
        + (entry.help().isEmpty() ? "" : "\n  *Help:* " + Markdown.prose(entry.help()))
        + (entry.known().isEmpty() ? "" : "\n  " + Markdown.prose(entry.known()));
  }
}
