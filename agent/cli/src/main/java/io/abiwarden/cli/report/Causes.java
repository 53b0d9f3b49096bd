package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reasons put together by what they say, so that one cause in many extensions and on many
 * interpreters is said once. What it keeps is bounded. For one thread.
 */
final class Causes {

  /** So many causes are told apart; the rest is only counted. */
  private static final int MOST_CAUSES = 500;

  /** So many places of one cause are kept. */
  private static final int MOST_PLACES = 200;

  private static final int MOST_HELPS = 3;

  private final Map<List<Object>, Cause> causes = new LinkedHashMap<>();
  private int leftOut;

  /**
   * What is the same in many places.
   *
   * @param reason the first that said it
   * @param helps what to do about it, which may depend on the interpreter
   * @param places artifacts, their files in which it was found, and the interpreters there
   */
  record Cause(Reason reason, Set<String> helps, Map<String, Map<String, Set<String>>> places) {}

  /** A message with what differs between places taken out. */
  static String template(Row row, String message) {
    String template = message;
    if (!row.display().isEmpty()) {
      template = template.replace(row.display(), "\0").replace(row.python(), "\0");
    }
    return row.file().isEmpty() ? template : template.replace(Suite.baseName(row.file()), "\1");
  }

  /** Takes the reasons of an artifact's rows. */
  void add(Suite suite) {
    for (Row row : suite.rows()) {
      for (Reason reason : row.reasons()) {
        add(suite, row, reason);
      }
    }
  }

  private void add(Suite suite, Row row, Reason reason) {
    List<Object> key =
        List.of(
            reason.rule(),
            reason.level(),
            reason.accepted(),
            reason.failing(),
            template(row, reason.message()).replace(suite.baseName(), "\2"));
    Cause cause = causes.get(key);
    if (cause == null) {
      if (causes.size() >= MOST_CAUSES) {
        leftOut++;
        return;
      }
      cause = new Cause(reason, new LinkedHashSet<>(), new LinkedHashMap<>());
      causes.put(key, cause);
    }
    if (cause.places().size() >= MOST_PLACES && !cause.places().containsKey(suite.artifact())) {
      leftOut++;
      return;
    }
    if (!reason.help().isEmpty() && cause.helps().size() < MOST_HELPS) {
      cause.helps().add(reason.help());
    }
    Map<String, Set<String>> files =
        cause.places().computeIfAbsent(suite.artifact(), artifact -> new LinkedHashMap<>());
    Set<String> pythons = files.computeIfAbsent(row.file(), file -> new LinkedHashSet<>());
    if (!row.python().isEmpty()) {
      pythons.add(row.python());
    }
  }

  /** Those that a condition is true of, the weightiest first. */
  List<Cause> where(Predicate<Reason> wanted) {
    List<Cause> found = new ArrayList<>();
    causes.values().stream().filter(cause -> wanted.test(cause.reason())).forEach(found::add);
    found.sort(
        Comparator.<Cause, Level>comparing(cause -> cause.reason().level())
            .thenComparing(cause -> cause.reason().rule()));
    return found;
  }

  /** How many reasons are in none of them. */
  int leftOut() {
    return leftOut;
  }
}
