package io.abiwarden.cli;

import io.abiwarden.cli.report.Acceptance;
import io.abiwarden.cli.settings.Nearest;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One finding that is known: an {@code --accept}, or a line of the project's settings.
 *
 * @param rule the rule that is accepted
 * @param subject the symbol or file it is accepted for; for all of them if there is none
 * @param acceptance who says so, and why
 */
record Accepted(Rule rule, Optional<String> subject, Acceptance acceptance) {

  /** Reads {@code AW401:_foo.so}. */
  static Accepted parse(String text) throws UsageException {
    return parse("--accept " + text, text, Acceptance.BY_OPTION);
  }

  private static Accepted parse(String origin, String text, Acceptance acceptance)
      throws UsageException {
    int colon = text.indexOf(':');
    String id = colon < 0 ? text : text.substring(0, colon);
    Optional<Rule> rule = WordsOf.rule(id);
    if (rule.isEmpty()) {
      List<String> ids = Arrays.stream(Rule.values()).map(Rule::id).toList();
      throw new UsageException(origin + ": there is no rule " + id + Nearest.hint(id, ids));
    }
    return new Accepted(
        rule.get(),
        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)),
        acceptance);
  }

  /** Reads what was given with {@code --accept}, and what the project has set. */
  static List<Accepted> parse(List<String> texts, Settings settings) throws UsageException {
    List<Accepted> accepted = new ArrayList<>();
    for (String text : texts) {
      accepted.add(parse(text));
    }
    for (Settings.Known known : settings.accepted()) {
      accepted.add(
          parse(
              settings.at("accept." + known.finding()),
              known.finding(),
              new Acceptance(Acceptance.Source.SETTINGS, known.why())));
    }
    return List.copyOf(accepted);
  }

  boolean covers(String file, Finding finding) {
    return finding.rule() == rule
        && subject
            .map(s -> file.equals(s) || file.endsWith("/" + s) || mentions(finding.message(), s))
            .orElse(true);
  }

  private static boolean mentions(String message, String symbol) {
    for (String word : message.split("[^\\p{Alnum}_.@/-]+")) {
      if (word.equals(symbol)) {
        return true;
      }
    }
    return false;
  }
}
