package io.abiwarden.core.fix;

import java.util.Locale;

/** Spellings of Python's versions. */
final class Versions {

  /** The first version with a Stable ABI for free-threaded builds (PEP 803). */
  static final int ABI3T = 15;

  private Versions() {}

  /** {@code cp39}. */
  static String tag(int minor) {
    return "cp3" + minor;
  }

  /** {@code 3.9}. */
  static String dotted(int minor) {
    return "3." + minor;
  }

  /** {@code 0x03090000}: how {@code Py_LIMITED_API} spells it. */
  static String hex(int minor) {
    return "0x03%02X0000".formatted(minor).toUpperCase(Locale.ROOT).replace('X', 'x');
  }
}
