package io.abiwarden.cli;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The fixed words that users type. */
final class WordsOf {

  private WordsOf() {}

  static Optional<Verdict> verdict(String word) {
    return Arrays.stream(Verdict.values()).filter(v -> v.word().equals(word)).findFirst();
  }

  static Optional<Rule> rule(String id) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.id().equals(id.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  static Optional<Depth> depth(String word) {
    return Arrays.stream(Depth.values()).filter(d -> d.word().equals(word)).findFirst();
  }

  /**
   * What {@code --fail-on} takes.
   *
   * @param words others than rules, with commas between them
   */
  static List<String> all(String words) {
    List<String> all = new ArrayList<>(List.of(words.split(", ", -1)));
    Arrays.stream(Rule.values()).map(Rule::id).forEach(all::add);
    return all;
  }

  static String verdicts() {
    return Arrays.stream(Verdict.values()).map(Verdict::word).collect(Collectors.joining(", "));
  }
}
