package io.abiwarden.core.artifact;

import java.util.regex.Pattern;

/** The names that shared libraries go by. */
public final class ImageNames {

  private static final Pattern IMAGE_NAME =
      Pattern.compile(
          "(?!(?:.*/)?[^/]*\\.dSYM/).*\\.(?:so(?:\\.[0-9.]+)?|pyd|dylib|dll)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ImageNames() {}

  /**
   * Whether a file is a shared library by its name, in upper or lower case: {@code .so}, {@code
   * .so.6.12}, {@code .pyd} and so on. What lies in a {@code .dSYM} bundle is debug information
   * under the name of the library it is for.
   */
  public static boolean isOne(String path) {
    return IMAGE_NAME.matcher(path).matches();
  }
}
