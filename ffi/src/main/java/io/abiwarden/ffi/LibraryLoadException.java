package io.abiwarden.ffi;

import java.nio.file.Path;

/** A library could not be opened, or is not what it was opened as. */
public final class LibraryLoadException extends FfiException {

  private static final long serialVersionUID = 1;

  private final String file;
  private final String reason;

  LibraryLoadException(Path file, String reason) {
    super("cannot open " + file + ": " + withoutFile(file, reason));
    this.file = file.toString();
    this.reason = reason;
  }

  /** The dynamic loader begins its text with the file, where it has one. */
  private static String withoutFile(Path file, String reason) {
    String prefix = file.toAbsolutePath() + ": ";
    return reason.startsWith(prefix) ? reason.substring(prefix.length()) : reason;
  }

  /** The file that was to be opened. */
  public Path file() {
    return Path.of(file);
  }

  /** What the dynamic loader said ({@code dlerror}), or what is missing in the file; one line. */
  public String reason() {
    return reason;
  }
}
