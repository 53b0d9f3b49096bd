package io.abiwarden.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The last line of a terminal, which says how far something is. It is taken away before anything
 * else is written there, so that the two never mix. Safe for several threads.
 */
final class TerminalLine {

  private final PrintStream terminal;
  private int shown;

  /** A line of a terminal, which is written to directly. */
  TerminalLine(PrintStream terminal) {
    this.terminal = terminal;
  }

  /**
   * Shows a text in place of the last one.
   *
   * @param text without control characters
   * @param columns how many columns it takes, less than the terminal has
   */
  synchronized void show(String text, int columns) {
    // Spaces, since not every terminal knows a sequence for "the rest of the line".
    terminal.print("\r" + text + " ".repeat(Math.max(0, shown - columns)));
    terminal.flush();
    shown = columns;
  }

  /** Takes it away. */
  synchronized void clear() {
    if (shown > 0) {
      terminal.print("\r" + " ".repeat(shown) + "\r");
      terminal.flush();
      shown = 0;
    }
  }

  /** A stream to the same terminal, before each of whose writes the line is taken away. */
  OutputStream before(OutputStream stream) {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (TerminalLine.this) {
          clear();
          stream.write(bytes, offset, length);
        }
      }

      @Override
      public void flush() throws IOException {
        stream.flush();
      }
    };
  }
}
