package io.abiwarden.worker.telling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Python code that comes with abiwarden. */
public final class Script {

  private Script() {}

  /**
   * Its text.
   *
   * @param owner a class of the package that it lies in
   * @param name the file's name
   */
  public static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from abiwarden's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The code that does an import and tells of it. */
  public static String bootstrap() {
    return text(Script.class, "bootstrap.py");
  }
}
