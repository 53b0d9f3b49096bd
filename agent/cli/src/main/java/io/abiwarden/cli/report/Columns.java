package io.abiwarden.cli.report;

/**
 * How many columns of a terminal a text takes: two for the characters of East Asian scripts and for
 * emoji, none for marks that stand on the character before them (Unicode's UAX #11).
 */
final class Columns {

  /** First and last of what is wide, beside ideographs and emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115f}, {0x2e80, 0x303e}, {0x3041, 0x4dbf}, {0x4e00, 0xa4cf}, {0xa960, 0xa97f},
    {0xac00, 0xd7a3}, {0xf900, 0xfaff}, {0xfe10, 0xfe19}, {0xfe30, 0xfe6f}, {0xff01, 0xff60},
    {0xffe0, 0xffe6}, {0x16fe0, 0x18d08}, {0x1b000, 0x1b2fb}, {0x20000, 0x3fffd}
  };

  private Columns() {}

  /** The columns of a text without control characters. */
  static int of(String text) {
    return text.codePoints().map(Columns::of).sum();
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return Character.isEmojiPresentation(c) || isWide(c) ? 2 : 1;
  }

  private static boolean isWide(int c) {
    for (int[] range : WIDE) {
      if (c >= range[0] && c <= range[1]) {
        return true;
      }
    }
    return false;
  }

  /** A text that takes too much room without its middle. */
  static String shortened(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int head = 0;
    int tail = points.length;
    int forHead = (most - 1) / 2;
    int forTail = most - 1 - forHead;
    while (of(points[head]) <= forHead) {
      forHead -= of(points[head++]);
    }
    while (tail > head && of(points[tail - 1]) <= forTail) {
      forTail -= of(points[--tail]);
    }
    return new String(points, 0, head) + "…" + new String(points, tail, points.length - tail);
  }

  /** A text that takes too much room without its end. */
  static String cut(String text, int most) {
    if (of(text) <= most) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int room = most - 1;
    for (int c : text.codePoints().toArray()) {
      room -= of(c);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return cut.append('…').toString();
  }

  /** A text with spaces behind it up to a width. */
  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - of(text)));
  }
}
