package io.abiwarden.cli;

import io.abiwarden.cli.settings.Settings;
import io.abiwarden.cli.text.Nearest;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.coverage.Expectation;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.MalformedExpectation;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One thing that is known: an {@code --accept}, or a line of the project's settings. */
sealed interface Accepted permits AcceptedFinding, AcceptedHole {

  /** In place of a rule's id, for what a release does not cover. */
  String HOLE = "hole";

  /** As it was written: {@code AW101:PyFrame_GetBack}. */
  String text();

  /** Who says so, and why. */
  Acceptance acceptance();

  /** Whether it lets a finding of a file break nothing; of an artifact itself, the file is "". */
  boolean covers(String file, Finding finding);

  /** The same of what an audit found, which names all that it is about. */
  boolean covers(AuditFinding finding);

  /** Whether it is about one name, such as a symbol, of what a rule finds. */
  boolean isAbout(Rule rule, String name);

  /** Whether it is about a finding, if only about one of its names. */
  default boolean isAbout(AuditFinding finding) {
    return covers(finding)
        || finding.names().stream().anyMatch(name -> isAbout(finding.finding().rule(), name));
  }

  /** Whether it lets a release have no wheel for an interpreter on a machine. */
  boolean covers(PythonBuild python, Machine machine);

  /** Reads {@code AW401:_foo.so} or {@code hole:3.13t@win_amd64}. */
  static Accepted parse(String text) throws UsageException {
    return parse("--accept ", text, Acceptance.BY_OPTION);
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
              settings.at("accept") + ": ",
              known.finding(),
              new Acceptance(Acceptance.Source.SETTINGS, known.why())));
    }
    return List.copyOf(accepted);
  }

  private static Accepted parse(String origin, String text, Acceptance acceptance)
      throws UsageException {
    int colon = text.indexOf(':');
    String id = (colon < 0 ? text : text.substring(0, colon)).strip();
    Optional<String> subject =
        colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1).strip());
    if (subject.equals(Optional.of(""))) {
      throw new UsageException(
          "%s%s: there is nothing after the colon; %s alone accepts all of them"
              .formatted(origin, text, id));
    }
    if (id.equalsIgnoreCase(HOLE)) {
      return new AcceptedHole(text, where(origin, subject), acceptance);
    }
    Optional<Rule> rule = WordsOf.rule(id);
    if (rule.isEmpty()) {
      List<String> ids = new ArrayList<>(Arrays.stream(Rule.values()).map(Rule::id).toList());
      ids.add(HOLE);
      throw new UsageException(
          "%s%s: there is no rule %s%s"
              .formatted(
                  origin,
                  text,
                  id,
                  Nearest.to(id, ids)
                      .map(near -> "; did you mean " + near + "?")
                      .orElse(
                          "; write RULE, RULE:SYMBOL or RULE:FILE with a rule that a finding"
                              + " names, or hole:3.14t@win_amd64")));
    }
    return new AcceptedFinding(text, rule.get(), subject, acceptance);
  }

  private static Optional<Expectation> where(String origin, Optional<String> subject)
      throws UsageException {
    try {
      return subject.isEmpty()
          ? Optional.empty()
          : Optional.of(Expectation.parse(List.of(subject.get())));
    } catch (MalformedExpectation e) {
      throw new UsageException(origin + HOLE + ":" + e.getMessage());
    }
  }
}
