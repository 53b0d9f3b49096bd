package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;

/** Text for people under construction: lines with an indent, wrapped to the width. */
final class Page {

  private static final int STEP = 2;

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

  /** A paragraph, whose further lines stand under the first after its label. */
  Page paragraph(int level, String label, String words) {
    String indent = " ".repeat(level * STEP);
    String hanging = " ".repeat(label.length());
    String start = label;
    for (String line : style.wrap(words, indent.length() + label.length())) {
      text.append(indent).append(start).append(line).append('\n');
      start = hanging;
    }
    return this;
  }

  /** Two texts in one line, the right one at a column, or below where there is no room for it. */
  Page row(int level, String left, int column, String right, Colour colour) {
    String indent = " ".repeat(level * STEP);
    String plainLeft = Style.plain(left);
    int used = indent.length() + plainLeft.length();
    boolean fits = Math.max(used + 2, column) + right.length() <= style.width();
    text.append(indent).append(plainLeft);
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
