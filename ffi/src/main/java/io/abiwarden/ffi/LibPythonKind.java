package io.abiwarden.ffi;

/**
 * What a libpython is, as its symbols tell it without being initialised.
 *
 * @param hexVersion its {@code PY_VERSION_HEX}: major, minor and micro in a byte each, then release
 *     level and serial in a nibble each
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 * @param debug whether it was built with {@code Py_DEBUG}
 */
public record LibPythonKind(int hexVersion, boolean freeThreaded, boolean debug) {

  /** 3, as of today. */
  public int major() {
    return hexVersion >>> 24;
  }

  /** 14 for 3.14. */
  public int minor() {
    return hexVersion >> 16 & 0xff;
  }

  /** Whether it is this minor version of Python 3, or a later one. */
  public boolean atLeast(int minor) {
    return major() > 3 || (major() == 3 && minor() >= minor);
  }

  /** {@code 3.14.7t}, {@code 3.15.0rc1}: version, release level and kind of build. */
  public String display() {
    String level =
        switch (hexVersion >> 4 & 0xf) {
          case 0xa -> "a" + (hexVersion & 0xf);
          case 0xb -> "b" + (hexVersion & 0xf);
          case 0xc -> "rc" + (hexVersion & 0xf);
          default -> "";
        };
    // Not String.format: a guard needs this between the loading of a libpython and its start.
    return major()
        + "."
        + minor()
        + "."
        + (hexVersion >> 8 & 0xff)
        + level
        + (freeThreaded ? "t" : "")
        + (debug ? "d" : "");
  }
}
