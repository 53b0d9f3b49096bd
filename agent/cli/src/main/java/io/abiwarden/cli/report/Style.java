package io.abiwarden.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Colours and line breaks of what people read.
 *
 * @param coloured whether there are colours
 * @param width columns of a line, at least 40
 */
public record Style(boolean coloured, int width) {

  /** What a colour means. */
  public enum Colour {
    GOOD("32"),
    CAREFUL("33"),
    BAD("31;1"),
    UNDECIDED("35"),
    STRONG("1"),
    FAINT("2");

    private final String code;

    Colour(String code) {
      this.code = code;
    }
  }

  /** Text in a colour, or as it is where there are none. Control characters are made visible. */
  public String in(Colour colour, String text) {
    return coloured ? "\033[" + colour.code + "m" + plain(text) + "\033[0m" : plain(text);
  }

  /**
   * Text without control characters, so that a name in a wheel cannot steer a terminal or add lines
   * of its own; nor halves of characters and others that no file format has room for.
   */
  public static String plain(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isHidden(c)) {
                clean.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
              } else {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  /** How many columns of a terminal a text takes that has no control characters. */
  public static int columns(String text) {
    return Columns.of(text);
  }

  /** A text that takes too many columns without its end. */
  public static String cut(String text, int most) {
    return Columns.cut(text, most);
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // U+FFFE and U+FFFF, in every plane: never characters.
      default -> (c & 0xfffe) == 0xfffe;
    };
  }

  /**
   * Breaks text at spaces into lines that fit.
   *
   * @param text one paragraph
   * @param indent columns that stand before each line; a word that does not fit is left whole
   */
  public List<String> wrap(String text, int indent) {
    int room = Math.max(20, width - indent);
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : plain(text).split(" ")) {
      int columns = Columns.of(word);
      if (!line.isEmpty() && used + 1 + columns > room) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      used += (line.isEmpty() ? 0 : 1) + columns;
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
