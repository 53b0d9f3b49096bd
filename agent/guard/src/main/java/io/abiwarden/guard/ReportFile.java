package io.abiwarden.guard;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The file to which each decision is appended as a line of JSON, by one write before the extension
 * is opened, so that it outlives a crash. Safe for several threads, and for several processes that
 * share the file.
 */
final class ReportFile {

  private final Path file;

  /** Not a channel: one of those is closed for good when its thread is interrupted. */
  private final FileOutputStream out;

  private ReportFile(Path file, FileOutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Opens it for appending.
   *
   * @throws IllegalArgumentException if that cannot be, with one line that says why
   */
  static ReportFile open(Path file) {
    try {
      return new ReportFile(file, new FileOutputStream(file.toFile(), true));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "report " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Appends a line.
   *
   * @throws IOException if it could not be written; the import goes on
   */
  void append(String line) throws IOException {
    out.write((line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  Path file() {
    return file;
  }
}
