package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reasons put together by what they say, so that one cause in many extensions and on many
 * interpreters is said once. What it keeps is bounded. For one thread.
 */
final class Causes {

  /** So many causes are told apart; the rest is only counted. */
  private static final int MOST_CAUSES = 500;

  /** In so many artifacts a cause is kept. */
  private static final int MOST_PLACES = 1000;

  /** So many ways to say or to mend a cause are kept. */
  private static final int MOST_VARIANTS = 100;

  /** Of these, what is said is the cause: a symbol, a library, an exception. */
  private static final Set<Rule> BY_MESSAGE =
      EnumSet.of(
          Rule.AW401,
          Rule.AW402,
          Rule.AW403,
          Rule.AW404,
          Rule.AW405,
          Rule.AW407,
          Rule.AW410,
          Rule.AW411,
          Rule.AW502,
          Rule.AW503);

  private static final Map<String, Rule> RULES = rules();

  private final Map<List<Object>, Cause> causes = new LinkedHashMap<>();
  private int leftOut;

  /** What a cause does to the exit code. The order is that in which they are to be dealt with. */
  enum Standing {
    /** It does not pass. */
    FAILS,
    /** It does not pass, on an interpreter that no installer would put the artifact on. */
    FAILS_NOWHERE,
    /** It passes. */
    BESIDES,
    /** The user knows it. */
    ACCEPTED
  }

  /**
   * A way in which a cause is said.
   *
   * @param row where it was said first
   * @param message what was said there
   * @param places where else
   * @param helps what is said to be done about it
   */
  record Variant(Row row, String message, Places places, Set<String> helps) {}

  /**
   * What to do about it.
   *
   * @param row where it was said first
   * @param text what was said there
   * @param places where else
   */
  record Fix(Row row, String text, Places places) {}

  /** Artifacts, their files in which it was found, and the interpreters there. */
  static final class Places {
    private final Map<String, Map<String, Set<String>>> artifacts = new LinkedHashMap<>();

    private boolean add(String artifact, Row row) {
      if (artifacts.size() >= MOST_PLACES && !artifacts.containsKey(artifact)) {
        return false;
      }
      Set<String> pythons =
          artifacts
              .computeIfAbsent(artifact, name -> new LinkedHashMap<>())
              .computeIfAbsent(row.file(), file -> new LinkedHashSet<>());
      if (!row.python().isEmpty()) {
        pythons.add(row.python());
      }
      return true;
    }

    /** Takes those of another as well. */
    void addAll(Places others) {
      others.artifacts.forEach(
          (artifact, files) ->
              files.forEach(
                  (file, pythons) ->
                      artifacts
                          .computeIfAbsent(artifact, name -> new LinkedHashMap<>())
                          .computeIfAbsent(file, name -> new LinkedHashSet<>())
                          .addAll(pythons)));
    }

    /** The files of each artifact; empty for the artifact itself. */
    Map<String, Map<String, Set<String>>> byArtifact() {
      return artifacts;
    }

    /** How many files there are, in all artifacts. */
    int files() {
      return artifacts.values().stream().mapToInt(Map::size).sum();
    }

    /** All interpreters. */
    Set<String> allPythons() {
      Set<String> all = new LinkedHashSet<>();
      pythons().forEach(all::addAll);
      return all;
    }

    /** The interpreters of each file. */
    Set<Set<String>> pythons() {
      Set<Set<String>> all = new LinkedHashSet<>();
      artifacts.values().forEach(files -> all.addAll(files.values()));
      return all;
    }
  }

  /** What is the same in many places. */
  static final class Cause {
    private final Standing standing;
    private final Reason reason;
    private final Optional<Verdict> verdict;
    private final Places places = new Places();
    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private final Map<String, Fix> fixes = new LinkedHashMap<>();

    private Cause(Standing standing, Reason reason, Optional<Verdict> verdict) {
      this.standing = standing;
      this.reason = reason;
      this.verdict = verdict;
    }

    Standing standing() {
      return standing;
    }

    /** The first that said it. */
    Reason reason() {
      return reason;
    }

    /** Its rule, if a rule says it. */
    Optional<Rule> rule() {
      return Optional.ofNullable(RULES.get(reason.rule()));
    }

    /** The verdict that it leads to, where it does not pass on an interpreter. */
    Optional<Verdict> verdict() {
      return verdict;
    }

    Places places() {
      return places;
    }

    /**
     * The ways in which it is said: all that are said of the same place, and of those that differ
     * with the interpreter the first.
     */
    List<Variant> variants() {
      Map<List<String>, Set<String>> said = new HashMap<>();
      List<Variant> needed = new ArrayList<>();
      for (Variant variant : variants.values()) {
        boolean news = byMessage(reason);
        for (var place : variant.places().byArtifact().entrySet()) {
          for (var file : place.getValue().entrySet()) {
            List<String> where = List.of(place.getKey(), file.getKey());
            Set<String> before = said.get(where);
            news |= before == null || !Collections.disjoint(before, file.getValue());
            news |= file.getValue().isEmpty();
          }
        }
        if (news) {
          needed.add(variant);
          variant
              .places()
              .byArtifact()
              .forEach(
                  (artifact, files) ->
                      files.forEach(
                          (file, pythons) ->
                              said.computeIfAbsent(
                                      List.of(artifact, file), where -> new LinkedHashSet<>())
                                  .addAll(pythons)));
        }
      }
      return needed;
    }

    /** What to do about it, which may depend on who built the file. */
    List<Fix> fixes() {
      return List.copyOf(fixes.values());
    }
  }

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new HashMap<>();
    Arrays.stream(Rule.values()).forEach(rule -> rules.put(rule.id(), rule));
    return rules;
  }

  private static boolean byMessage(Reason reason) {
    Rule rule = RULES.get(reason.rule());
    return rule == null || BY_MESSAGE.contains(rule);
  }

  /** Takes the reasons of an artifact's rows. */
  void add(Suite suite) {
    add(suite, row -> false);
  }

  /**
   * The same.
   *
   * @param nowhere which rows are about an interpreter that no installer would put the artifact on
   */
  void add(Suite suite, Predicate<Row> nowhere) {
    for (Row row : suite.rows()) {
      for (Reason reason : row.reasons()) {
        if (!isSaid(row, reason)) {
          add(suite, row, reason, nowhere.test(row));
        }
      }
    }
  }

  /** Whether something that does not count is said as the reason why it does not pass. */
  private static boolean isSaid(Row row, Reason reason) {
    return !reason.failing()
        && row.reasons().stream()
            .anyMatch(one -> one.failing() && one.message().equals(reason.message()));
  }

  private void add(Suite suite, Row row, Reason reason, boolean nowhere) {
    boolean fails =
        reason.failing()
            || (row.status() == Row.Status.UNREADABLE
                && reason.level() == Level.ERROR
                && !reason.accepted());
    Standing standing =
        fails
            ? nowhere ? Standing.FAILS_NOWHERE : Standing.FAILS
            : reason.accepted() ? Standing.ACCEPTED : Standing.BESIDES;
    boolean byWish = reason.rule().equals(Reason.NOT_INSTALLABLE);
    Optional<Verdict> verdict = fails && !byWish ? row.verdict() : Optional.empty();
    String template = byWish ? "" : Template.of(suite, row, reason.message());
    if (!byMessage(reason)) {
      template = Template.withoutTags(suite, template);
    }
    List<Object> key =
        List.of(
            standing,
            reason.rule(),
            reason.level(),
            verdict.map(Verdict::word).orElse(""),
            byMessage(reason) ? template : "",
            reason.failing() ? Optional.empty() : reason.acceptance());
    Cause cause = causes.get(key);
    if (cause == null) {
      if (causes.size() >= MOST_CAUSES) {
        leftOut++;
        return;
      }
      cause = new Cause(standing, reason, verdict);
      causes.put(key, cause);
    }
    if (!cause.places.add(suite.artifact(), row)) {
      leftOut++;
      return;
    }
    Variant variant = cause.variants.get(template);
    if (variant == null && cause.variants.size() < MOST_VARIANTS) {
      variant = new Variant(row, reason.message(), new Places(), new LinkedHashSet<>());
      cause.variants.put(template, variant);
    }
    if (variant != null) {
      boolean ignored = variant.places().add(suite.artifact(), row);
      if (variant.helps().size() < MOST_VARIANTS) {
        variant.helps().add(reason.help());
      }
    }
    if (!reason.help().isEmpty()) {
      String help = Template.of(suite, row, reason.help());
      Fix fix = cause.fixes.get(help);
      if (fix == null && cause.fixes.size() < MOST_VARIANTS) {
        fix = new Fix(row, reason.help(), new Places());
        cause.fixes.put(help, fix);
      }
      if (fix != null) {
        boolean ignored = fix.places().add(suite.artifact(), row);
      }
    }
  }

  /** Those of a standing, what is to be done first at the beginning. */
  List<Cause> of(Standing standing) {
    return causes.values().stream()
        .filter(cause -> cause.standing == standing)
        .sorted(
            Comparator.comparing(Causes::weight)
                .thenComparing(cause -> cause.reason.level())
                .thenComparing(cause -> cause.reason.rule()))
        .toList();
  }

  /** The verdict; that no installer would put it there is the wish's fault, and comes last. */
  private static Verdict weight(Cause cause) {
    return cause.reason.rule().equals(Reason.NOT_INSTALLABLE)
        ? Verdict.NOT_APPLICABLE
        : cause.verdict.orElse(Verdict.UNSAFE);
  }

  /** How many reasons are in none of them. */
  int leftOut() {
    return leftOut;
  }
}
