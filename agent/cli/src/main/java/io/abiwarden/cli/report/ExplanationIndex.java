package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that there are pages for, in groups. */
public final class ExplanationIndex {

  private static final String HOW =
      "abiwarden explain WORD says what it means, with an example, why it matters, and how to fix"
          + " it.";

  /** By the digit of a rule's hundred. */
  private static final Map<Character, String> GROUPS =
      Map.of(
          '1', "What a wheel promises in its names and metadata",
          '2', "Whether a build matches an interpreter",
          '3', "Free-threading and subinterpreters",
          '4', "What keeps a right build from loading",
          '5', "The archive and its files",
          '6', "Processors and systems");

  private ExplanationIndex() {}

  /** The list for people. */
  public static String text(Style style) {
    Page page = new Page(style);
    page.paragraph(0, "", HOW);
    groups()
        .forEach(
            (heading, entries) -> {
              page.heading(heading);
              int width = entries.stream().mapToInt(entry -> entry.word().length()).max().orElse(0);
              entries.forEach(
                  entry ->
                      page.paragraph(1, Columns.padded(entry.word(), width) + "  ", entry.says()));
            });
    return page.toString();
  }

  /** The list for a tracker or a wiki. */
  public static String markdown() {
    StringBuilder text = new StringBuilder("# What abiwarden says\n");
    groups()
        .forEach(
            (heading, entries) -> {
              text.append("\n## ").append(heading).append("\n\n");
              entries.forEach(
                  entry ->
                      text.append("- `")
                          .append(entry.word())
                          .append("` ")
                          .append(Markdown.prose(entry.says()))
                          .append('\n'));
            });
    return text.toString();
  }

  private record Entry(String word, String says) {}

  private static Map<String, List<Entry>> groups() {
    Map<String, List<Entry>> groups = new LinkedHashMap<>();
    groups.put(
        "Verdicts of a check",
        Arrays.stream(Verdict.values())
            .map(verdict -> new Entry(verdict.word(), verdict.shown()))
            .toList());
    groups.put(
        "Verdicts of an audit",
        Arrays.stream(AuditVerdict.values())
            .map(verdict -> new Entry(verdict.word(), Explanation.says(verdict)))
            .toList());
    groups.put(
        "What a release covers",
        Explanation.CELLS.entrySet().stream()
            .map(cell -> new Entry(cell.getKey(), cell.getValue()))
            .sorted(Comparator.comparing(Entry::word))
            .toList());
    for (Rule rule : Rule.values()) {
      groups
          .computeIfAbsent(
              GROUPS.getOrDefault(rule.id().charAt(2), "Others"), group -> new ArrayList<>())
          .add(new Entry(rule.id(), rule.says()));
    }
    return groups;
  }
}
