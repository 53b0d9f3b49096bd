package io.abiwarden.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitHub Flavored Markdown from texts that others chose. A name in a wheel cannot end a cell, add a
 * heading, a link or an image, nor call somebody by name: words with anything but letters and plain
 * punctuation in them become code, in which Markdown and mentions have no meaning.
 */
final class Markdown {

  /** What some renderer makes something of, wherever it stands. */
  private static final Pattern MEANT =
      Pattern.compile("[@#`*_\\\\<>|\\[\\]{}~$&^]|://|:.+:|^!|^www\\.|^GH-\\d|^[0-9a-f]{7,64}$");

  /** The punctuation around a word, which is no part of it. */
  private static final Pattern WORD =
      Pattern.compile("^([(\"']*)(.*?)([.,;:!?)\"']*)$", Pattern.DOTALL);

  /** Longer names lose their middle, and longer sentences theirs. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_PROSE = 2000;

  /** So many words may stand in the brackets of a call. */
  private static final int LONGEST_CALL = 8;

  private static final Pattern CALL = Pattern.compile("[A-Za-z_][\\w.]*\\(.*");

  /** What a value is given to: {@code limited-api}. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][\\w.-]*");

  private Markdown() {}

  /** A name as it is, in one line, for tables and for running text. */
  static String code(String text) {
    // A table takes a bar for the end of a cell even in code, and nothing in code can be escaped.
    String plain =
        Words.shortened(
            Style.plain(text).strip().replace("|", "\\x7c").replace("`", "\\x60"), LONGEST_NAME);
    return plain.isEmpty() ? "` `" : "`" + plain + "`";
  }

  /** A sentence with names in it. */
  static String prose(String text) {
    List<String> words = new ArrayList<>();
    for (String word : whole(Words.shortened(Style.plain(text), LONGEST_PROSE).split(" "))) {
      Matcher parts = WORD.matcher(word);
      boolean isCode = isMeant(word) || word.contains(" ");
      if (!parts.matches() || !(isCode || isMeant(parts.group(2)))) {
        words.add(word);
      } else if (parts.group(2).isEmpty()) {
        words.add(code(word));
      } else {
        int end = closed(word, parts.end(2));
        words.add(parts.group(1) + code(word.substring(parts.start(2), end)) + word.substring(end));
      }
    }
    return String.join(" ", words).strip();
  }

  /** Words, and what stands in brackets after a name as a part of it: {@code f(a, b)}. */
  private static List<String> whole(String[] words) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      int end = i;
      String call = words[i];
      boolean name = !call.startsWith("(") && (isMeant(call) || CALL.matcher(call).matches());
      if (KEY.matcher(call).matches() && i + 2 < words.length && words[i + 1].equals("=")) {
        call = call + " = " + words[i + 2];
        end += 2;
        name = true;
      }
      while (name && isOpen(call) && end + 1 < words.length && end - i < LONGEST_CALL) {
        call += " " + words[++end];
      }
      boolean complete = end > i && !isOpen(call);
      joined.add(complete ? call : words[i]);
      i = complete ? end : i;
    }
    return joined;
  }

  /** Where a name ends, with the brackets behind it that it needs to be closed. */
  private static int closed(String word, int end) {
    int closed = end;
    while (closed < word.length() && isOpen(word.substring(0, closed))) {
      closed++;
    }
    return isOpen(word.substring(0, closed)) ? end : closed;
  }

  /** Whether a bracket is not closed. */
  private static boolean isOpen(String word) {
    int open = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      open += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
    }
    return open > 0;
  }

  private static boolean isMeant(String word) {
    return MEANT.matcher(word).find();
  }

  /** A row of a table; the cells are Markdown. */
  static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** The first two lines of a table. */
  static String head(List<String> cells) {
    return row(cells) + row(cells.stream().map(cell -> ":---").toList());
  }

  /** Paragraphs of a page; those that start with two spaces are examples. */
  static String page(List<String> paragraphs) {
    List<String> parts = new ArrayList<>();
    for (String paragraph : paragraphs) {
      parts.add(
          paragraph.startsWith("  ")
              ? "```text\n" + paragraph.stripIndent().replace("```", "'''") + "\n```"
              : prose(paragraph));
    }
    return String.join("\n\n", parts);
  }
}
