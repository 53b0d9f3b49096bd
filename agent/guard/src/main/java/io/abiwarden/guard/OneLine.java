package io.abiwarden.guard;

/** Makes one line of what may hold anything: names of files and modules come from outside. */
final class OneLine {

  private OneLine() {}

  /** The same text with a question mark for each control character. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
    }
    return line.toString();
  }
}
