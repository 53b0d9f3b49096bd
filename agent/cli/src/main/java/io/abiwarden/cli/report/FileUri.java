package io.abiwarden.cli.report;

import java.nio.charset.StandardCharsets;

/** Paths as URIs, as RFC 3986 spells them. */
final class FileUri {

  /** Besides letters and digits; a colon would make a scheme of what stands before it. */
  private static final String PLAIN = "-._~/!$&'()*+,;=@";

  private FileUri() {}

  /**
   * A path as users gave it: relative to where they are, or absolute. {@code pypi:NAME==VERSION} is
   * made relative as well, since code scanning turns away a file in which URIs have different
   * schemes.
   */
  static String of(String shown) {
    String path = shown.replace('\\', '/');
    while (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (path.startsWith("//")) {
      return "file:" + encoded(path);
    }
    if (path.startsWith("/")) {
      return "file://" + encoded(path);
    }
    if (path.matches("[A-Za-z]:/.*")) {
      return "file:///" + path.charAt(0) + ":" + encoded(path.substring(2));
    }
    return path.isEmpty() ? "." : encoded(path);
  }

  private static String encoded(String path) {
    StringBuilder uri = new StringBuilder(path.length());
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      if (plain) {
        uri.append(c);
      } else {
        uri.append("%%%02X".formatted((int) c));
      }
    }
    return uri.toString();
  }
}
