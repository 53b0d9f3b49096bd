package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Text for people under construction: lines with an indent, wrapped to the width. */
final class Page {

  private static final int STEP = 2;

  private static final String COMMAND = ": abiwarden ";
  private static final int COLON = ": ".length();

  private final Style style;
  private final StringBuilder text = new StringBuilder();

  Page(Style style) {
    this.style = style;
  }

  /** A line as it is; the caller has styled it. */
  Page line(int level, String styled) {
    text.append(" ".repeat(level * STEP)).append(styled).append('\n');
    return this;
  }

  /** Lines that another page has. */
  Page raw(String lines) {
    text.append(lines);
    return this;
  }

  /** An empty line, unless there is one already or nothing at all. */
  Page gap() {
    if (!text.isEmpty() && !text.toString().endsWith("\n\n")) {
      text.append('\n');
    }
    return this;
  }

  /**
   * A paragraph, whose further lines stand under the first after its label. A command at its end is
   * to be copied: it stands in a line, which is its own where it would be broken otherwise.
   */
  Page paragraph(int level, String label, String words) {
    int command = words.indexOf(COMMAND);
    if (command >= 0) {
      int left = level * STEP + Columns.of(label);
      String typed = words.substring(command + COLON);
      if (style.wrap(words, left).stream().noneMatch(line -> line.contains(typed))) {
        return lines(level, label, words.substring(0, command + 1))
            .line(0, " ".repeat(left + STEP) + Style.plain(typed));
      }
    }
    return lines(level, label, words);
  }

  private Page lines(int level, String label, String words) {
    String indent = " ".repeat(level * STEP);
    String hanging = " ".repeat(Columns.of(label));
    String start = label;
    for (String line : style.wrap(words, indent.length() + hanging.length())) {
      text.append(indent).append(start).append(line).append('\n');
      start = hanging;
    }
    return this;
  }

  /** A heading of a part, with an empty line before it. */
  Page heading(String words) {
    gap();
    style.wrap(words, 0).forEach(line -> line(0, style.in(Colour.STRONG, line)));
    return this;
  }

  /**
   * A paragraph that begins with something in a colour; its further lines are set in by one step.
   *
   * @param start ends in no space
   */
  Page item(Colour colour, String start, String words) {
    String plain = Style.plain(start);
    boolean first = true;
    for (String line : style.wrap(words.isEmpty() ? plain : plain + " " + words, STEP)) {
      int coloured = words.isEmpty() ? line.length() : first ? commonStart(line, plain) : 0;
      text.append(first ? "" : " ".repeat(STEP))
          .append(coloured == 0 ? "" : style.in(colour, line.substring(0, coloured)))
          .append(line.substring(coloured))
          .append('\n');
      first = false;
    }
    return this;
  }

  private static int commonStart(String line, String start) {
    return line.startsWith(start) ? start.length() : start.startsWith(line) ? line.length() : 0;
  }

  /**
   * Something of a list.
   *
   * @param text what is said
   * @param colour in which colour, if in one
   */
  record Part(String text, Optional<Colour> colour) {

    static Part of(String text) {
      return new Part(text, Optional.empty());
    }

    static Part of(Colour colour, String text) {
      return new Part(text, Optional.of(colour));
    }
  }

  /** Parts with commas between them, in as many lines as they need. */
  Page list(List<Part> parts) {
    return list(parts, List.of());
  }

  /** The same, with others behind a semicolon. */
  Page list(List<Part> parts, List<Part> others) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(others);
    int used = 0;
    for (int i = 0; i < all.size(); i++) {
      Part part = all.get(i);
      String end = i + 1 == all.size() ? "" : i + 1 == parts.size() ? ";" : ",";
      int columns = Columns.of(part.text()) + end.length();
      boolean fits = used + 1 + columns <= style.width();
      text.append(used == 0 ? "" : fits ? " " : "\n")
          .append(part.colour().map(colour -> style.in(colour, part.text())).orElse(part.text()))
          .append(end);
      used = (used > 0 && fits ? used + 1 : 0) + columns;
    }
    text.append('\n');
    return this;
  }

  /** Two texts in one line, the right one at a column, or below where there is no room for it. */
  Page row(int level, String left, int column, String right, Colour colour) {
    String indent = " ".repeat(level * STEP);
    String plainLeft = Style.plain(left);
    int used = indent.length() + Columns.of(plainLeft);
    boolean fits = Math.max(used + 2, column) + Columns.of(right) <= style.width();
    List<String> lefts = style.wrap(plainLeft, indent.length() + STEP);
    text.append(indent).append(String.join("\n" + indent + "  ", lefts));
    if (fits) {
      text.append(" ".repeat(Math.max(2, column - used)));
    } else {
      text.append('\n').append(indent).append("    ");
    }
    text.append(style.in(colour, right)).append('\n');
    return this;
  }

  Style style() {
    return style;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
