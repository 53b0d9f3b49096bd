package io.abiwarden.core.python;

import java.util.regex.Pattern;

/** Tells a macOS library that is a Python 3 by its install name. */
public final class PythonDylib {

  /**
   * A framework's binary, or a shared library; the name may start with {@code @rpath} or a folder.
   */
  private static final Pattern NAMES =
      Pattern.compile(
          "(?:.*/)?(?:Python3?T?|libpython3(?:\\.[0-9]{1,2})?t?d?\\.dylib"
              + "|libpypy3(?:\\.[0-9]{1,2})?-c\\.dylib)");

  private PythonDylib() {}

  /**
   * Whether an install name is a Python's.
   *
   * @param installName as the file spells it ({@code @rpath/libpython3.14t.dylib})
   */
  public static boolean isOne(String installName) {
    return NAMES.matcher(installName).matches();
  }
}
