package io.abiwarden.core.image;

import java.util.Optional;

/**
 * Punycode (RFC 3492), in which the entry functions of modules with non-ASCII names are spelt (PEP
 * 489). Bare punycode as in Python's codec: no {@code xn--}, no IDNA rules.
 */
final class Punycode {

  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_CODE_POINT = 128;

  private Punycode() {}

  /**
   * Decodes.
   *
   * @param encoded ASCII text
   * @param delimiter what stands between the plain letters and the rest; '-' in the RFC
   * @return the text, or empty if it is not punycode
   */
  static Optional<String> decode(String encoded, char delimiter) {
    int split = encoded.lastIndexOf(delimiter);
    String plain = split > 0 ? encoded.substring(0, split) : "";
    int[] points = new int[encoded.length()];
    int count = 0;
    for (; count < plain.length(); count++) {
      points[count] = plain.charAt(count);
    }
    long codePoint = INITIAL_CODE_POINT;
    long position = 0;
    int bias = INITIAL_BIAS;
    int at = split + 1;
    while (at < encoded.length()) {
      long before = position;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        int digit = at < encoded.length() ? digit(encoded.charAt(at++)) : -1;
        if (digit < 0) {
          return Optional.empty();
        }
        position += digit * weight;
        int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (weight > Integer.MAX_VALUE || position > Integer.MAX_VALUE) {
          return Optional.empty();
        }
      }
      count++;
      bias = adapt(position - before, count, before == 0);
      codePoint += position / count;
      position %= count;
      if (codePoint > Character.MAX_CODE_POINT) {
        return Optional.empty();
      }
      System.arraycopy(
          points, (int) position, points, (int) position + 1, count - 1 - (int) position);
      points[(int) position++] = (int) codePoint;
    }
    return Optional.of(new String(points, 0, count));
  }

  /**
   * Encodes.
   *
   * @param text any text
   * @return ASCII text, with the RFC's '-' as the delimiter
   */
  static String encode(String text) {
    int[] points = text.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int point : points) {
      if (point < INITIAL_CODE_POINT) {
        out.append((char) point);
      }
    }
    int basic = out.length();
    int handled = basic;
    if (basic > 0) {
      out.append('-');
    }
    int n = INITIAL_CODE_POINT;
    int delta = 0;
    int bias = INITIAL_BIAS;
    while (handled < points.length) {
      int next = Integer.MAX_VALUE;
      for (int point : points) {
        if (point >= n && point < next) {
          next = point;
        }
      }
      delta += (next - n) * (handled + 1);
      n = next;
      for (int point : points) {
        if (point < n) {
          delta++;
        } else if (point == n) {
          appendNumber(out, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
      delta++;
      n++;
    }
    return out.toString();
  }

  private static void appendNumber(StringBuilder out, int delta, int bias) {
    int q = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
      if (q < threshold) {
        out.append(letter(q));
        return;
      }
      out.append(letter(threshold + (q - threshold) % (BASE - threshold)));
      q = (q - threshold) / (BASE - threshold);
    }
  }

  private static char letter(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }

  private static int adapt(long delta, int count, boolean first) {
    long rest = first ? delta / DAMP : delta / 2;
    rest += rest / count;
    int k = 0;
    while (rest > ((BASE - T_MIN) * T_MAX) / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (int) ((BASE - T_MIN + 1) * rest / (rest + SKEW));
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
  }
}
