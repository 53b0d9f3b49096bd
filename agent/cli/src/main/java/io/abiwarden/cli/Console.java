package io.abiwarden.cli;

import io.abiwarden.cli.report.Glyphs;
import io.abiwarden.cli.report.Style;
import io.abiwarden.cli.text.BaseName;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where results and notices go, and what can be shown there.
 *
 * @param out results
 * @param err notices, progress, errors
 * @param outIsTerminal whether a person reads the results as they come
 * @param errIsTerminal whether a person reads the notices as they come
 * @param colours whether there are colours
 * @param width how many columns a line may have
 * @param line the line at the terminal that says how far something is
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Colours colours,
    int width,
    TerminalLine line) {

  /**
   * A console whose progress is shown by its standard error.
   *
   * @param noColour whether the user wants no colours at all
   */
  Console(
      PrintStream out,
      PrintStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      boolean noColour,
      int width) {
    this(
        out,
        err,
        outIsTerminal,
        errIsTerminal,
        noColour ? Colours.NEVER : Colours.AUTO,
        width,
        new TerminalLine(err));
  }

  /** Set by the launcher, which can ask each stream on its own, to "out", "err" or "out,err". */
  static final String TERMINALS = "abiwarden.terminals";

  /** Set by the launcher to the terminal's width in columns. */
  static final String COLUMNS = "abiwarden.columns";

  private static final int NARROWEST = 40;
  private static final int TERMINAL = 80;
  private static final int WITHOUT_TERMINAL = 100;

  /** The console of this process. */
  static Console ofProcess() {
    String terminals = System.getProperty(TERMINALS, "");
    boolean outIsTerminal = terminals.contains("out");
    Charset charset = charset("stderr.encoding");
    TerminalLine line =
        new TerminalLine(PlainStream.of(new FileOutputStream(FileDescriptor.err), true, charset));
    OutputStream out = line.before(new FileOutputStream(FileDescriptor.out));
    OutputStream err = line.before(new FileOutputStream(FileDescriptor.err));
    return new Console(
        PlainStream.of(new BufferedOutputStream(out, 1 << 13), false, charset("stdout.encoding")),
        PlainStream.of(new BufferedOutputStream(err, 1 << 13), true, charset),
        outIsTerminal,
        terminals.contains("err") && !Colours.isDumb(System.getenv()),
        Colours.of(System.getenv()),
        columns(outIsTerminal),
        line);
  }

  private static Charset charset(String property) {
    String name = System.getProperty(property, "UTF-8");
    return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
  }

  /**
   * How results are styled.
   *
   * @param here whether they go to this console, and not to a file
   */
  Style style(boolean here) {
    boolean wanted = colours == Colours.ALWAYS || (colours == Colours.AUTO && outIsTerminal);
    return new Style(here && wanted, here ? width : WITHOUT_TERMINAL);
  }

  /** Whether marks such as a tick can be shown, in the encoding that results are written in. */
  boolean hasGlyphs() {
    return out.charset().newEncoder().canEncode(Glyphs.ALL);
  }

  /** Says one line to the user, beside the results. */
  void notice(String line) {
    err.println("abiwarden: " + Style.plain(line));
  }

  /**
   * Says something of an artifact, whose name may stand before it already.
   *
   * @param artifact how the user named it
   */
  void notice(String artifact, String line) {
    String again = BaseName.of(artifact) + ": ";
    notice(artifact + ": " + (line.startsWith(again) ? line.substring(again.length()) : line));
  }

  /** Writes out what is buffered. */
  void flush() {
    out.flush();
    err.flush();
  }

  /** How many columns a line may have that is shown where notices go. */
  int errWidth() {
    return outIsTerminal ? width : TERMINAL;
  }

  private static int columns(boolean terminal) {
    int told = Integer.getInteger(COLUMNS, 0);
    if (told > 0) {
      return Math.max(told, NARROWEST);
    }
    return terminal ? TERMINAL : WITHOUT_TERMINAL;
  }
}
