package io.abiwarden.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where results are written while they come: standard output, or a file. */
final class Results extends Writer {

  private final @Nullable PrintStream out;
  private final @Nullable Writer file;
  private final String name;

  private Results(@Nullable PrintStream out, @Nullable Writer file, String name) {
    this.out = out;
    this.file = file;
    this.name = name;
  }

  static Results to(Console console) {
    return new Results(console.out(), null, "standard output");
  }

  static Results to(Path file) throws UsageException {
    try {
      return new Results(
          null,
          new BufferedWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8)),
          file.toString());
    } catch (IOException e) {
      throw new UsageException(
          "--output " + file + ": cannot be written (" + e.getClass().getSimpleName() + ")");
    }
  }

  /**
   * Whether whoever reads is still there; a pipe may have been closed, as {@code head} does.
   *
   * @return false once nothing that is written arrives
   */
  boolean wanted() {
    return out == null || !out.checkError();
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    if (out != null) {
      out.print(new String(text, offset, length));
    } else if (file != null) {
      file.write(text, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (out != null) {
      out.flush();
    } else if (file != null) {
      file.flush();
    }
  }

  /** Closes the file; standard output stays open. */
  @Override
  public void close() throws IOException {
    flush();
    if (file != null) {
      file.close();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
