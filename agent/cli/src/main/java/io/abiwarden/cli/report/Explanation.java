package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a rule or a verdict.
 *
 * @param title its id, and what it says
 * @param body paragraphs with an empty line between them; lines that start with two spaces are
 *     examples and stay as they are
 */
public record Explanation(String title, String body) {

  private static final int WIDEST = 100;

  /** So many columns are left for what is wrapped at the right. */
  private static final int ROOM = 36;

  private static final Pattern LABEL = Pattern.compile("^(Example|Fix|From|See):");
  private static final Pattern COLUMNS = Pattern.compile("( {2}\\S.*? {2,}| {10,})(\\S.*)");

  /** What is said of cells of a grid that {@code --expect} draws. */
  static final Map<String, String> CELLS =
      Map.of(
          Reason.HOLE, "no wheel for an interpreter and a platform that a release is to cover",
          Reason.BROKEN_CELL, "the wheel that installers pick does not keep its promise there");

  /** The page of a word that users may type, in any case; empty if there is none. */
  public static Optional<Explanation> of(String word) {
    Stream<Optional<Explanation>> rules =
        Arrays.stream(Rule.values())
            .filter(rule -> rule.id().equals(word.toUpperCase(Locale.ROOT)))
            .map(rule -> page(rule.id(), rule.id() + ": " + rule.says()));
    Stream<Optional<Explanation>> verdicts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdict.word().equals(word.toLowerCase(Locale.ROOT)))
            .map(verdict -> page(verdict.word(), verdict.word() + ": " + verdict.shown()));
    Stream<Optional<Explanation>> audits =
        Stream.of(AuditVerdict.KEPT, AuditVerdict.BROKEN)
            .filter(verdict -> verdict.word().equals(word.toLowerCase(Locale.ROOT)))
            .map(verdict -> page(verdict.word(), verdict.word() + ": " + says(verdict)));
    Stream<Optional<Explanation>> cells =
        CELLS.entrySet().stream()
            .filter(cell -> cell.getKey().equals(word.toLowerCase(Locale.ROOT)))
            .map(cell -> page(cell.getKey(), cell.getKey() + ": " + cell.getValue()));
    return Stream.of(rules, verdicts, audits, cells)
        .flatMap(pages -> pages)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Every word that has a page. */
  public static List<String> words() {
    return Stream.of(
            Arrays.stream(Verdict.values()).map(Verdict::word),
            Stream.of(AuditVerdict.KEPT.word(), AuditVerdict.BROKEN.word()),
            CELLS.keySet().stream().sorted(),
            Arrays.stream(Rule.values()).map(Rule::id))
        .flatMap(words -> words)
        .toList();
  }

  static String says(AuditVerdict verdict) {
    return switch (verdict) {
      case KEPT -> "nothing speaks against the claims";
      case BROKEN -> "a claim is not true";
      case UNKNOWN -> "not decided";
    };
  }

  private static Optional<Explanation> page(String name, String title) {
    try (InputStream in =
        Tool.class.getResourceAsStream("/io/abiwarden/cli/explain/" + name + ".txt")) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new Explanation(title, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the page of " + name + " cannot be read", e);
    }
  }

  /**
   * The body's paragraphs: without line breaks, but for those that are examples and start with two
   * spaces.
   */
  List<String> paragraphs() {
    return Arrays.stream(body.strip().split("\n\n"))
        .map(one -> one.startsWith("  ") ? one : one.replace('\n', ' '))
        .toList();
  }

  /** The page for people. */
  public String text(Style style) {
    // Longer lines are hard to read, however wide the terminal is.
    Style narrow = new Style(style.coloured(), Math.min(style.width(), WIDEST));
    Page page = new Page(narrow);
    page.item(Style.Colour.STRONG, title, "");
    for (String paragraph : paragraphs()) {
      page.gap();
      if (paragraph.startsWith("  ")) {
        paragraph.lines().forEach(line -> example(page, line));
      } else {
        paragraph(page, paragraph);
      }
    }
    return page.toString().stripTrailing() + "\n";
  }

  /** The page for a tracker or a wiki. */
  public String markdown() {
    return "# " + Markdown.prose(title) + "\n\n" + Markdown.page(paragraphs()) + "\n";
  }

  private static void paragraph(Page page, String words) {
    Matcher label = LABEL.matcher(words);
    Style style = page.style();
    String start = label.find() ? label.group() : "";
    for (String line : style.wrap(words, 0)) {
      boolean first = !start.isEmpty() && line.startsWith(start);
      page.line(
          0, first ? style.in(Style.Colour.STRONG, start) + line.substring(start.length()) : line);
      start = "";
    }
  }

  /** A line as it is; where it has no room, what stands at its right is wrapped. */
  private static void example(Page page, String line) {
    Matcher columns = COLUMNS.matcher(line);
    if (Columns.of(line) <= page.style().width() || !columns.matches()) {
      page.line(0, Style.plain(line));
      return;
    }
    String left = columns.group(1);
    if (page.style().width() - left.length() >= ROOM) {
      page.paragraph(0, left, columns.group(2));
    } else {
      if (!left.isBlank()) {
        page.line(0, left.stripTrailing());
      }
      page.paragraph(3, "", columns.group(2));
    }
  }
}
