package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Causes.Cause;
import io.abiwarden.cli.report.Causes.Fix;
import io.abiwarden.cli.report.Causes.Standing;
import io.abiwarden.cli.report.Causes.Variant;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Verdict;
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
  private static final int VARIANTS = 3;

  private CauseMarkdown() {}

  /**
   * Adds what does not pass, and, folded, what was found besides and what is accepted.
   *
   * @param names what artifacts are called; those that are not in it, by their own names
   */
  static void addTo(MarkdownPage page, Causes causes, CauseNames names) {
    page.section("What does not pass", paragraphs(causes.of(Standing.FAILS), names));
    page.section(
        "What does not pass, on interpreters that no installer would put it on",
        paragraphs(causes.of(Standing.FAILS_NOWHERE), names));
    List<Cause> besides = causes.of(Standing.BESIDES);
    page.folded(
        "Found besides, and it does not count: " + counts(besides), paragraphs(besides, names));
    List<Cause> accepted = causes.of(Standing.ACCEPTED);
    page.folded("Known and accepted: " + counts(accepted), paragraphs(accepted, names));
  }

  private static String counts(List<Cause> causes) {
    List<String> parts = new ArrayList<>();
    for (Level level : Level.values()) {
      long count = causes.stream().filter(one -> one.reason().level() == level).count();
      if (count > 0) {
        parts.add(Words.count(count, level.word()));
      }
    }
    return String.join(", ", parts);
  }

  private static List<String> paragraphs(List<Cause> causes, CauseNames names) {
    return causes.stream().map(cause -> paragraph(cause, names)).toList();
  }

  private static String paragraph(Cause cause, CauseNames names) {
    List<Variant> variants = cause.variants();
    boolean one = variants.size() == 1 && cause.places().files() == 1;
    StringBuilder text = new StringBuilder();
    text.append(
        cause.verdict().map(verdict -> Glyphs.of(verdict) + " ").orElse("")
            + "**"
            + cause.reason().rule()
            + "** "
            + (cause.rule().isEmpty()
                ? cause.reason().level().word()
                : cause.verdict().map(Verdict::word).orElse(cause.reason().level().word()))
            + ": ");
    Set<Set<String>> pythons = cause.places().pythons();
    boolean ofEach = one && pythons.iterator().next().size() > 1;
    Variant first = variants.getFirst();
    text.append(
        Markdown.prose(
            ofEach
                ? Template.ofEach(first.row(), first.message())
                : one
                    ? first.message()
                    : cause
                            .rule()
                            .map(rule -> Template.sentence(rule.says()) + " Such as: ")
                            .orElse("")
                        + first.message()));
    text.append('\n');
    for (Variant variant : variants.subList(1, Math.min(VARIANTS, variants.size()))) {
      text.append("Or: ").append(Markdown.prose(variant.message())).append('\n');
    }
    for (Fix fix : cause.fixes().subList(0, Math.min(VARIANTS, cause.fixes().size()))) {
      String help =
          Template.forAll(fix.row(), fix.text(), names.inOrder(fix.places().allPythons()));
      text.append("*Help:* ")
          .append(Markdown.prose(help.isEmpty() ? fix.text() : help))
          .append('\n');
    }
    if (cause.standing() == Standing.ACCEPTED) {
      cause
          .reason()
          .acceptance()
          .ifPresent(
              known ->
                  text.append("Why: ").append(Markdown.prose(Words.known(known))).append('\n'));
    }
    text.append('\n');
    int shown = 0;
    for (Map.Entry<String, Map<String, Set<String>>> place :
        cause.places().byArtifact().entrySet()) {
      if (shown++ == ARTIFACTS) {
        break;
      }
      text.append("- ").append(where(place.getKey(), place.getValue(), names)).append('\n');
    }
    int more = cause.places().byArtifact().size() - ARTIFACTS;
    if (more > 0) {
      text.append("- and ").append(Words.count(more, "more " + names.noun())).append('\n');
    }
    return text.toString().stripTrailing();
  }

  /** {@code demo.whl: demo/a.so, demo/b.so and 3 more, on 3.14.7t}. */
  private static String where(String artifact, Map<String, Set<String>> files, CauseNames all) {
    Map<Set<String>, List<String>> alike = new LinkedHashMap<>();
    files.forEach(
        (file, pythons) -> alike.computeIfAbsent(pythons, same -> new ArrayList<>()).add(file));
    List<String> parts = new ArrayList<>();
    alike.forEach(
        (pythons, same) -> {
          List<String> names =
              same.stream().filter(file -> !file.isEmpty()).map(Markdown::code).toList();
          String on = pythons.isEmpty() ? "" : "on " + Markdown.prose(all.ranges(pythons));
          String in = names.isEmpty() ? "" : Words.list(names, FILES);
          parts.add(in.isEmpty() || on.isEmpty() ? in + on : in + " " + on);
        });
    List<String> said = parts.stream().filter(part -> !part.isEmpty()).toList();
    String name = artifact.equals(Suite.RUN) ? "the run" : Markdown.code(all.artifact(artifact));
    String more = said.size() > KINDS ? "; and " + (said.size() - KINDS) + " more kinds" : "";
    return said.isEmpty()
        ? name
        : name + ": " + String.join("; ", said.subList(0, Math.min(KINDS, said.size()))) + more;
  }
}
