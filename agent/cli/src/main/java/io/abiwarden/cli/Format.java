package io.abiwarden.cli;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What results look like. */
enum Format {
  /** For people. */
  TABLE,
  /** One JSON document. */
  JSON,
  /** A line of JSON for each artifact, written as it is done. */
  JSONL,
  /** A test report, for Jenkins, GitLab and others. */
  JUNIT,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** For a comment on a pull request. */
  MARKDOWN;

  /** Those of commands that show something, and judge nothing. */
  static final Set<Format> OF_FACTS = EnumSet.of(TABLE, JSON, JSONL, MARKDOWN);

  /** What users type. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a word; empty if there is none of that name. */
  static Optional<Format> of(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** {@code table, json or jsonl}. */
  static String words(Set<Format> formats) {
    String words = formats.stream().map(Format::word).collect(Collectors.joining(", "));
    int last = words.lastIndexOf(", ");
    return last < 0 ? words : words.substring(0, last) + " or " + words.substring(last + 2);
  }
}
