package io.abiwarden.core.artifact;

import java.util.regex.Pattern;

/** The names that shared libraries go by. */
public final class ImageNames {

  private static final Pattern IMAGE_NAME =
      Pattern.compile(
          ".*\\.(?:so(?:\\.[0-9.]+)?|pyd|dylib|dll)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ImageNames() {}

  /**
   * Whether a file is a shared library by its name, in upper or lower case: {@code .so}, {@code
   * .so.6.12}, {@code .pyd} and so on.
   */
  public static boolean isOne(String path) {
    return IMAGE_NAME.matcher(path).matches();
  }
}
