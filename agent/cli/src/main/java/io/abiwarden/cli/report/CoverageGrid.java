package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Draws what a release covers: platforms below each other, interpreters side by side. */
final class CoverageGrid {

  private static final String BETWEEN = "   ";

  private final Page page;
  private final boolean glyphs;

  /** Draws on a page. */
  CoverageGrid(Page page, View view) {
    this.page = page;
    this.glyphs = view.glyphs();
  }

  /** Adds every grid, and what there is to say of it. */
  void add(Coverage coverage) {
    for (Grid grid : coverage.grids()) {
      page.gap();
      page.line(
          0,
          page.style()
              .in(
                  Colour.STRONG,
                  grid.project()
                      + " "
                      + grid.version()
                      + ": what "
                      + coverage.expected().text()
                      + " gets"));
      page.gap();
      draw(grid);
      page.gap();
      legend(grid);
      page.gap();
      page.paragraph(0, "", CoverageWords.counts(grid) + ".");
      List<String> asks = CoverageWords.asks(grid);
      if (!asks.isEmpty()) {
        page.paragraph(0, "", "The oldest systems with wheels: " + String.join("; ", asks) + ".");
      }
      said(grid);
    }
  }

  private void draw(Grid grid) {
    int label =
        grid.machines().stream().mapToInt(machine -> machine.label().length()).max().orElse(0);
    int room = page.style().width() - label;
    boolean airy = width(grid, grid.pythons(), true) <= room;
    List<PythonBuild> line = new ArrayList<>();
    List<List<PythonBuild>> lines = new ArrayList<>(List.of(line));
    for (PythonBuild python : grid.pythons()) {
      List<PythonBuild> longer = new ArrayList<>(line);
      longer.add(python);
      if (!line.isEmpty() && width(grid, longer, airy) > room) {
        line = new ArrayList<>();
        lines.add(line);
      }
      line.add(python);
    }
    for (List<PythonBuild> pythons : lines) {
      page.gap();
      block(grid, pythons, label, airy);
    }
  }

  private int width(Grid grid, List<PythonBuild> pythons, boolean airy) {
    return pythons.stream().mapToInt(columnOf(grid, airy)).sum();
  }

  /** The columns that an interpreter's cells take, with the gap before them. */
  private ToIntFunction<PythonBuild> columnOf(Grid grid, boolean airy) {
    return python -> {
      int widest = python.id().length();
      for (Machine machine : grid.machines()) {
        widest = Math.max(widest, text(grid.cell(python, machine), python, airy).length());
      }
      return widest + (airy ? 2 : 1);
    };
  }

  private void block(Grid grid, List<PythonBuild> pythons, int label, boolean airy) {
    ToIntFunction<PythonBuild> columns = columnOf(grid, airy);
    StringBuilder head = new StringBuilder(" ".repeat(label));
    for (PythonBuild python : pythons) {
      int column = columns.applyAsInt(python);
      int gap = airy ? 2 : 1;
      head.append(" ".repeat(gap)).append(python.id());
      head.append(" ".repeat(column - gap - python.id().length()));
    }
    page.line(0, page.style().in(Colour.STRONG, head.toString().stripTrailing()));
    for (Machine machine : grid.machines()) {
      StringBuilder row = new StringBuilder();
      row.append(machine.label()).append(" ".repeat(label - machine.label().length()));
      int owed = 0;
      for (PythonBuild python : pythons) {
        Cell cell = grid.cell(python, machine);
        String text = text(cell, python, airy);
        int gap = airy ? 2 : 1;
        if (text.isEmpty()) {
          owed += columns.applyAsInt(python);
          continue;
        }
        row.append(" ".repeat(owed + gap));
        row.append(page.style().in(CoverageWords.colour(cell), text));
        owed = columns.applyAsInt(python) - gap - text.length();
      }
      page.line(0, row.toString());
    }
  }

  private String text(Cell cell, PythonBuild python, boolean airy) {
    String word = CoverageWords.word(cell, python);
    char mark = glyphs ? CoverageWords.glyph(cell) : CoverageWords.letter(cell);
    if (word.isEmpty() || (mark == ' ' && !airy)) {
      return word;
    }
    return mark + (airy && glyphs ? " " : "") + word;
  }

  /** What is in the grid, and nothing else. */
  private void legend(Grid grid) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (Cell cell : CoverageWords.kinds(grid)) {
      char mark = glyphs ? CoverageWords.glyph(cell) : CoverageWords.letter(cell);
      if (mark != ' ') {
        // In letters, what is accepted has one mark, whether there is a wheel or none.
        boolean isWord = !glyphs && cell instanceof Cell.Hole;
        entries.put(isWord ? mark + CoverageWords.HOLE : "" + mark, CoverageWords.meaning(cell));
      } else if (cell instanceof Cell.NotExpected) {
        entries.put("blank", CoverageWords.meaning(cell));
      }
    }
    entries.putAll(CoverageWords.words(grid));
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String text = entry.getKey() + " " + entry.getValue();
      if (!line.isEmpty()
          && line.length() + BETWEEN.length() + text.length() > page.style().width()) {
        page.line(0, page.style().in(Colour.FAINT, line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : BETWEEN).append(text);
    }
    page.line(0, page.style().in(Colour.FAINT, line.toString()));
  }

  private void said(Grid grid) {
    section("Broken", Colour.BAD, CoverageWords.broken(grid));
    section("Holes", Colour.BAD, CoverageWords.holes(grid));
    String inHoles = CoverageWords.inHoles(grid);
    if (!inHoles.isEmpty()) {
      page.paragraph(1, "", inHoles);
    }
    section("Worth knowing of the grid", Colour.CAREFUL, CoverageWords.besides(grid));
    section("Known and accepted", Colour.STRONG, CoverageWords.accepted(grid));
    List<String> unpicked = CoverageWords.unpicked(grid);
    heading("Picked by nothing here", Colour.STRONG, unpicked.isEmpty());
    unpicked.forEach(line -> page.paragraph(1, "- ", line));
  }

  private void section(String title, Colour colour, List<CoverageWords.Entry> entries) {
    heading(title, colour, entries.isEmpty());
    for (CoverageWords.Entry entry : entries) {
      page.paragraph(1, "- ", entry.message());
      if (!entry.help().isEmpty()) {
        page.paragraph(1, "  help: ", entry.help());
      }
      if (!entry.known().isEmpty()) {
        page.paragraph(1, "  ", entry.known());
      }
    }
  }

  private void heading(String title, Colour colour, boolean empty) {
    if (!empty) {
      page.gap();
      page.line(0, page.style().in(colour, title));
    }
  }
}
