package io.abiwarden.guard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The file that Python means by a path. Its names are UTF-8, with a lone surrogate for each byte
 * that is not (PEP 383), whatever the locale; a JVM without {@code LANG} knows no names but those
 * of ASCII, and would look for another file. And a relative one starts where the process is, not
 * where the JVM was started or was told to be.
 */
final class PythonPath {

  private static final String HERE = "/proc/self/cwd/";

  private PythonPath() {}

  /**
   * A path with the same bytes.
   *
   * @throws InvalidPathException if there cannot be such a file
   */
  static Path of(String file) {
    String whole = file.startsWith("/") ? file : HERE + file;
    if (isAscii(whole)) {
      return Path.of(whole);
    }
    StringBuilder uri = new StringBuilder("file://");
    whole.codePoints().forEach(point -> append(point, uri));
    try {
      // The one way to a path by its bytes.
      return Path.of(URI.create(uri.toString()));
    } catch (IllegalArgumentException e) {
      throw new InvalidPathException(file, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static void append(int point, StringBuilder uri) {
    if (point >= 0xdc80 && point <= 0xdcff) {
      append((byte) point, uri);
    } else if (point == '/') {
      uri.append('/');
    } else {
      for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
        append(each, uri);
      }
    }
  }

  private static void append(byte each, StringBuilder uri) {
    uri.append(String.format(Locale.ROOT, "%%%02X", each));
  }
}
