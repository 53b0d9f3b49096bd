package io.abiwarden.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Text for whoever reads it in an encoding without typographic characters, in which these would
 * otherwise be question marks.
 */
final class PlainStream extends PrintStream {

  private static final String DOTS = "...";

  /** Dots take two columns more than an ellipsis, which a column after them can spare. */
  private static final String BEFORE_COLUMN = "\u2026  (?= )";

  private PlainStream(OutputStream out, boolean flushes, Charset charset) {
    super(out, flushes, charset);
  }

  /** A stream in an encoding; a plain one, if that cannot say everything. */
  static PrintStream of(OutputStream out, boolean flushes, Charset charset) {
    return charset.newEncoder().canEncode('\u2026')
        ? new PrintStream(out, flushes, charset)
        : new PlainStream(out, flushes, charset);
  }

  @Override
  public void print(String text) {
    super.print(plain(text));
  }

  private static String plain(String text) {
    return text.replaceAll(BEFORE_COLUMN, DOTS)
        .replace("\u2026", DOTS)
        .replace("\u2192", "->")
        .replace('\u2013', '-')
        .replace('\u2014', '-')
        .replace('\u00d7', 'x')
        .replace('\u2018', '\'')
        .replace('\u2019', '\'')
        .replace('\u201c', '"')
        .replace('\u201d', '"');
  }
}
