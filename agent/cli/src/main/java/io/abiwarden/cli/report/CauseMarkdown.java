package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Causes as paragraphs of Markdown: what, what to do, and where. */
final class CauseMarkdown {

  private static final int ARTIFACTS = 8;
  private static final int FILES = 6;
  private static final int KINDS = 3;
  private static final int PYTHONS = 14;

  private CauseMarkdown() {}

  /**
   * Adds what does not pass, and, folded, what was found besides and what is accepted.
   *
   * @param names what artifacts are called; those that are not in it, by their own names
   */
  static void addTo(MarkdownPage page, Causes causes, Map<String, String> names) {
    page.section("What does not pass", paragraphs(causes.where(Reason::failing), names));
    List<Causes.Cause> besides = causes.where(reason -> !reason.failing() && !reason.accepted());
    page.folded(
        "Found besides, and it does not count: " + counts(besides), paragraphs(besides, names));
    List<Causes.Cause> accepted = causes.where(reason -> !reason.failing() && reason.accepted());
    page.folded("Known and accepted: " + counts(accepted), paragraphs(accepted, names));
  }

  private static String counts(List<Causes.Cause> causes) {
    List<String> parts = new ArrayList<>();
    for (Level level : Level.values()) {
      long count = causes.stream().filter(one -> one.reason().level() == level).count();
      if (count > 0) {
        parts.add(Words.count(count, level.word()));
      }
    }
    return String.join(", ", parts);
  }

  private static List<String> paragraphs(List<Causes.Cause> causes, Map<String, String> names) {
    return causes.stream().map(cause -> paragraph(cause, names)).toList();
  }

  private static String paragraph(Causes.Cause cause, Map<String, String> names) {
    Reason reason = cause.reason();
    StringBuilder text = new StringBuilder();
    text.append("**")
        .append(reason.rule())
        .append("** ")
        .append(reason.level().word())
        .append(": ")
        .append(Markdown.prose(reason.message()))
        .append('\n');
    for (String help : cause.helps()) {
      text.append("*Help:* ").append(Markdown.prose(help)).append('\n');
    }
    text.append('\n');
    int shown = 0;
    for (Map.Entry<String, Map<String, Set<String>>> place : cause.places().entrySet()) {
      if (shown++ == ARTIFACTS) {
        break;
      }
      text.append("- ")
          .append(where(names.getOrDefault(place.getKey(), place.getKey()), place.getValue()))
          .append('\n');
    }
    if (cause.places().size() > ARTIFACTS) {
      text.append("- and ")
          .append(Words.count(cause.places().size() - ARTIFACTS, "more artifact"))
          .append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** {@code demo.whl: demo/a.so, demo/b.so and 3 more, on 3.14.7t}. */
  private static String where(String artifact, Map<String, Set<String>> files) {
    Map<Set<String>, List<String>> alike = new LinkedHashMap<>();
    files.forEach(
        (file, pythons) -> alike.computeIfAbsent(pythons, same -> new ArrayList<>()).add(file));
    List<String> parts = new ArrayList<>();
    alike.forEach(
        (pythons, same) -> {
          List<String> names =
              same.stream().filter(file -> !file.isEmpty()).map(Markdown::code).toList();
          String on = pythons.isEmpty() ? "" : "on " + Words.list(List.copyOf(pythons), PYTHONS);
          String in = names.isEmpty() ? "" : Words.list(names, FILES);
          parts.add(in.isEmpty() || on.isEmpty() ? in + on : in + " " + on);
        });
    List<String> said = parts.stream().filter(part -> !part.isEmpty()).toList();
    String name = artifact.equals(Suite.RUN) ? "the run" : Markdown.code(artifact);
    String more = said.size() > KINDS ? "; and " + (said.size() - KINDS) + " more kinds" : "";
    return said.isEmpty()
        ? name
        : name + ": " + String.join("; ", said.subList(0, Math.min(KINDS, said.size()))) + more;
  }
}
