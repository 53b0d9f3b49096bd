package io.abiwarden.core.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The facts that lie beside this module's classes as text, one row a line. */
public final class DataFile {

  private DataFile() {}

  /** The rows of a file of this package, without comments and empty lines. */
  static List<String> lines(String name) {
    return lines(DataFile.class, name);
  }

  /**
   * The rows of a file, without comments and empty lines.
   *
   * @param beside a class of the package that the file lies in
   * @param name the file's name
   */
  public static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("abiwarden's own data file is missing: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("abiwarden's own data file cannot be read: " + name, e);
    }
  }
}
