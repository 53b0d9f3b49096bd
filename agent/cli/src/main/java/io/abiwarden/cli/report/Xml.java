package io.abiwarden.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * XML as it is written: elements with attributes or text, never both kinds of content in one. What
 * XML 1.0 has no characters for is made visible, as it is for people. For one thread.
 */
final class Xml {

  private final Writer out;
  private final Deque<String> open = new ArrayDeque<>();

  /** Writes to a writer, which stays open. */
  Xml(Writer out) {
    this.out = out;
  }

  /** The line that says what follows. */
  Xml declaration() throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return this;
  }

  /**
   * Opens an element.
   *
   * @param attributes names and values by turns
   */
  Xml open(String name, String... attributes) throws IOException {
    start(name, attributes);
    out.write(">\n");
    open.push(name);
    return this;
  }

  /** Closes the innermost open element. */
  Xml close() throws IOException {
    String name = open.pop();
    indent();
    out.write("</" + name + ">\n");
    return this;
  }

  /** An element without content. */
  Xml empty(String name, String... attributes) throws IOException {
    start(name, attributes);
    out.write("/>\n");
    return this;
  }

  /** An element with lines of text. */
  Xml text(String name, List<String> lines, String... attributes) throws IOException {
    start(name, attributes);
    out.write(">");
    String separator = "";
    for (String line : lines) {
      out.write(separator + escaped(line));
      separator = "\n";
    }
    out.write("</" + name + ">\n");
    return this;
  }

  private void start(String name, String... attributes) throws IOException {
    indent();
    out.write("<" + name);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      out.write(" " + attributes[i] + "=\"" + escaped(attributes[i + 1]) + "\"");
    }
  }

  private void indent() throws IOException {
    out.write("  ".repeat(open.size()));
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length());
    for (char c : Style.plain(text).toCharArray()) {
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
