package io.abiwarden.core.python;

import java.util.Locale;

/**
 * A CPython version, in the form of {@code PY_VERSION_HEX} (CPython's {@code
 * Include/patchlevel.h}).
 *
 * @param hex major, minor and micro in a byte each, then release level and serial in a nibble each
 */
public record PythonVersion(int hex) implements Comparable<PythonVersion> {

  /** A final release. */
  public static PythonVersion of(int major, int minor, int micro) {
    return new PythonVersion(major << 24 | minor << 16 | micro << 8 | 0xf0);
  }

  public int major() {
    return hex >>> 24;
  }

  public int minor() {
    return hex >> 16 & 0xff;
  }

  public int micro() {
    return hex >> 8 & 0xff;
  }

  /** Whether this is the minor version given, or a later one, of Python 3. */
  public boolean atLeast(int minor) {
    return major() > 3 || (major() == 3 && minor() >= minor);
  }

  /** {@code 3.14}. */
  public String minorText() {
    return major() + "." + minor();
  }

  /** {@code 3.14.7}, without the release level. */
  public String text() {
    return minorText() + "." + micro();
  }

  /** {@code rc1}, {@code b4}; empty for a final release. */
  public String preRelease() {
    String level =
        switch (hex >> 4 & 0xf) {
          case 0xa -> "a";
          case 0xb -> "b";
          case 0xc -> "rc";
          default -> "";
        };
    return level.isEmpty() ? "" : level + (hex & 0xf);
  }

  /** {@code 0x030e07f0}. */
  public String hexText() {
    return String.format(Locale.ROOT, "0x%08x", hex);
  }

  @Override
  public int compareTo(PythonVersion other) {
    return Integer.compareUnsigned(hex, other.hex);
  }

  @Override
  public String toString() {
    return text();
  }
}
