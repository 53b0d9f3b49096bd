package io.abiwarden.cli;

import io.abiwarden.cli.report.Glyphs;
import io.abiwarden.cli.report.Style;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where results and notices go, and what can be shown there.
 *
 * @param out results
 * @param err notices, progress, errors
 * @param outIsTerminal whether a person reads the results as they come
 * @param errIsTerminal whether a person reads the notices as they come
 * @param noColour whether the user wants no colours at all
 * @param width how many columns a line may have
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean noColour,
    int width) {

  /** Set by the launcher, which can ask each stream on its own, to "out", "err" or "out,err". */
  static final String TERMINALS = "abiwarden.terminals";

  /** Set by the launcher to the terminal's width in columns. */
  static final String COLUMNS = "abiwarden.columns";

  private static final int NARROWEST = 40;
  private static final int WITHOUT_TERMINAL = 100;

  /** The console of this process. */
  static Console ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    boolean out = terminals.contains("out");
    return new Console(
        stream(FileDescriptor.out, System.getProperty("stdout.encoding", "UTF-8")),
        stream(FileDescriptor.err, System.getProperty("stderr.encoding", "UTF-8")),
        out,
        terminals.contains("err"),
        noColour(System.getenv()),
        columns(out));
  }

  /**
   * How results are styled.
   *
   * @param here whether they go to this console, and not to a file
   */
  Style style(boolean here) {
    return new Style(here && outIsTerminal && !noColour, here ? width : WITHOUT_TERMINAL);
  }

  /** Whether marks such as a tick can be shown, in the encoding that results are written in. */
  boolean hasGlyphs() {
    return out.charset().newEncoder().canEncode(Glyphs.ALL);
  }

  /** Says one line to the user, beside the results. */
  void notice(String line) {
    err.println("abiwarden: " + Style.plain(line));
  }

  /** Writes out what is buffered. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** The rule of no-color.org: any value but an empty one; a dumb terminal has none either. */
  static boolean noColour(Map<String, String> environment) {
    return !environment.getOrDefault("NO_COLOR", "").isEmpty()
        || environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static int columns(boolean terminal) {
    int told = Integer.getInteger(COLUMNS, 0);
    if (told > 0) {
      return Math.max(told, NARROWEST);
    }
    return terminal ? 80 : WITHOUT_TERMINAL;
  }

  private static PrintStream stream(FileDescriptor descriptor, String charset) {
    OutputStream raw = new FileOutputStream(descriptor);
    return new PrintStream(
        new BufferedOutputStream(raw, 1 << 13),
        descriptor == FileDescriptor.err,
        Charset.isSupported(charset) ? Charset.forName(charset) : StandardCharsets.UTF_8);
  }
}
