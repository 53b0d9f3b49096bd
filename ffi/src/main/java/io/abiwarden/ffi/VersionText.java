package io.abiwarden.ffi;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version as {@code Py_GetVersion} writes it, for libpythons without {@code Py_Version}. */
final class VersionText {

  /**
   * CPython's {@code Python/getversion.c}: {@code 3.9.18 (main, …) \n[GCC …]}, {@code 3.10.0rc2+
   * …}.
   */
  private static final Pattern VERSION =
      Pattern.compile(
          "(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:(a|b|rc)(\\d{1,2}))?\\+?(?:\\s.*)?",
          Pattern.DOTALL);

  private VersionText() {}

  /** The text as {@code PY_VERSION_HEX}, or empty if it is none. */
  static OptionalInt toHex(String text) {
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    String level = matcher.group(4);
    int levelNibble =
        level == null ? 0xf : level.equals("rc") ? 0xc : level.equals("b") ? 0xb : 0xa;
    int serial = level == null ? 0 : Integer.parseInt(matcher.group(5)) & 0xf;
    return OptionalInt.of(
        Integer.parseInt(matcher.group(1)) << 24
            | Integer.parseInt(matcher.group(2)) << 16
            | Integer.parseInt(matcher.group(3)) << 8
            | levelNibble << 4
            | serial);
  }
}
