package io.abiwarden.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A Markdown page that fits a comment: what there is no room for is left out, and that is said. For
 * one thread.
 */
final class MarkdownPage {

  /** How many characters GitHub takes in a comment. */
  static final int ROOM = 65_536;

  /** Is kept free for what stands at the end. */
  private static final int RESERVED = 600;

  private final StringBuilder text = new StringBuilder();
  private int leftOut;

  /**
   * A line of a table.
   *
   * @param cells Markdown
   * @param first whether it is shown rather than others, where there is no room for all
   */
  record TableLine(List<String> cells, boolean first) {

    TableLine {
      cells = List.copyOf(cells);
    }

    /** The same line with a cell before it. */
    TableLine after(String cell) {
      List<String> more = new ArrayList<>(cells);
      more.addFirst(cell);
      return new TableLine(more, first);
    }
  }

  /** Adds a paragraph, if there is room for it. */
  boolean add(String paragraph) {
    if (text.length() + paragraph.length() + 2 > ROOM - RESERVED) {
      leftOut++;
      return false;
    }
    text.append(text.isEmpty() ? "" : "\n").append(paragraph).append('\n');
    return true;
  }

  /** Adds paragraphs under a heading; no heading where there is none of them. */
  void section(String heading, List<String> paragraphs) {
    if (!paragraphs.isEmpty() && add("### " + heading)) {
      paragraphs.forEach(this::add);
    } else {
      leftOut += paragraphs.size();
    }
  }

  /** Adds paragraphs that are shown when somebody wants to see them. */
  void folded(String summary, List<String> paragraphs) {
    String end = "</details>";
    if (!paragraphs.isEmpty()
        && text.length() + summary.length() + 100 < ROOM - RESERVED
        && add("<details><summary>" + summary + "</summary>")) {
      paragraphs.forEach(this::add);
      // There is room for that in what is reserved.
      text.append('\n').append(end).append('\n');
    } else {
      leftOut += paragraphs.size();
    }
  }

  /** Adds a table, of which up to two thirds of the page are filled. */
  void table(List<String> head, List<TableLine> lines) {
    StringBuilder table = new StringBuilder(Markdown.head(head));
    int room = ROOM * 2 / 3 - text.length() - table.length();
    boolean[] shown = new boolean[lines.size()];
    for (boolean first : new boolean[] {true, false}) {
      for (int i = 0; i < shown.length; i++) {
        int length = Markdown.row(lines.get(i).cells()).length();
        if (lines.get(i).first() == first && length <= room) {
          room -= length;
          shown[i] = true;
        }
      }
    }
    int missing = 0;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i]) {
        table.append(Markdown.row(lines.get(i).cells()));
      } else {
        missing++;
      }
    }
    add(table.toString().stripTrailing());
    if (missing > 0) {
      leftOut += missing;
      add("(%d of %d lines have no room here.)".formatted(missing, lines.size()));
    }
  }

  /**
   * The page.
   *
   * @param more how much else was left out already
   */
  String text(int more) {
    int all = leftOut + more;
    if (all > 0) {
      text.append(
          "\n**Shortened**: %s left out, since a comment has no room for more than %d characters; `--format json` has all.\n"
              .formatted(Words.count(all, "entry").replace("entrys", "entries"), ROOM));
    }
    return text.toString();
  }
}
