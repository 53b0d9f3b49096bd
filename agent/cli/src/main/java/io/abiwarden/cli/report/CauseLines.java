package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Causes.Cause;
import io.abiwarden.cli.report.Causes.Fix;
import io.abiwarden.cli.report.Causes.Places;
import io.abiwarden.cli.report.Causes.Standing;
import io.abiwarden.cli.report.Causes.Variant;
import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Causes for people: each a paragraph of what, where, and what to do about it. */
final class CauseLines {

  private static final String NOWHERE =
      "(They count because --python asks for them. Without it, a wheel is checked where its tags"
          + " promise that it loads.)";

  private static final String NOT_INSTALLABLE =
      "None of its tags is accepted there, so no installer would put it there.";

  private static final String UNTIDY = "Could be read, and is not as it should be.";

  private static final Pattern TAG = Pattern.compile("(?<!\\w)cp3\\d+t?(?!\\w)");

  private static final int ARTIFACTS = 10;
  private static final int ARTIFACTS_BESIDES = 6;
  private static final int FILES = 3;
  private static final int VARIANTS = 3;
  private static final int FIXES = 4;
  private static final int FIXES_ELSEWHERE = 2;

  private final Page page;
  private final View view;
  private final CauseNames names;

  CauseLines(Page page, View view, CauseNames names) {
    this.page = page;
    this.view = view;
    this.names = names;
  }

  /** Adds all of them, each standing under a heading of its own. */
  void add(Causes causes) {
    section("What does not pass", causes.of(Standing.FAILS));
    List<Cause> nowhere = causes.of(Standing.FAILS_NOWHERE);
    section("What does not pass, on interpreters that no installer would put it on", nowhere);
    if (!nowhere.isEmpty()) {
      page.gap();
      page.paragraph(0, "", NOWHERE);
    }
    section("Worth knowing", causes.of(Standing.BESIDES));
    List<Cause> accepted = causes.of(Standing.ACCEPTED);
    section(
        "Known and accepted", accepted.stream().filter(cause -> !isFromBaseline(cause)).toList());
    fromBaseline(accepted.stream().filter(CauseLines::isFromBaseline).toList());
    if (causes.leftOut() > 0) {
      page.gap();
      page.paragraph(
          0,
          "",
          Words.count(causes.leftOut(), "more reason")
              + " left out here, as there are so many; --format json has all");
    }
  }

  /** Whether an earlier run had it. */
  static boolean isFromBaseline(Cause cause) {
    return cause
        .reason()
        .acceptance()
        .filter(known -> known.source() == Acceptance.Source.BASELINE)
        .isPresent();
  }

  /** What an earlier run had is told in a line; whoever wants the details asks for them. */
  private void fromBaseline(List<Cause> known) {
    if (known.isEmpty()) {
      return;
    }
    page.gap();
    Reason first = known.getFirst().reason();
    page.paragraph(
        0,
        "",
        "left out, since not new: "
            + Words.count(known.size(), "reason")
            + " ("
            + Words.list(known.stream().map(cause -> cause.reason().rule()).distinct().toList(), 6)
            + ") "
            + first.acceptance().map(Acceptance::why).orElse("")
            + (view.details() ? "" : " (-v shows them)"));
    if (view.details()) {
      section("Known from an earlier run", known);
    }
  }

  private void section(String heading, List<Cause> causes) {
    if (!causes.isEmpty()) {
      page.heading(heading);
      for (Cause cause : causes) {
        if (cause != causes.getFirst() && isFailing(cause)) {
          page.gap();
        }
        cause(cause);
      }
    }
  }

  private static boolean isFailing(Cause cause) {
    return cause.standing() == Standing.FAILS || cause.standing() == Standing.FAILS_NOWHERE;
  }

  private void cause(Cause cause) {
    List<Variant> variants = cause.variants();
    Places places = cause.places();
    Set<Set<String>> pythons = places.pythons();
    boolean sameEverywhere = pythons.size() == 1;
    String on = sameEverywhere ? on(pythons.iterator().next()) : "";
    boolean one = places.files() == 1 && variants.size() == 1;
    String start = start(cause) + where(places, one) + on + ":";
    boolean isPlain = !one && !view.details() && cause.reason().level() == Level.NOTE;
    String says =
        isUntidy(cause)
            ? UNTIDY
            : cause.rule().map(rule -> Template.sentence(rule.says())).orElse("");
    if (isNotInstallable(cause)) {
      page.item(colour(cause), start, NOT_INSTALLABLE);
    } else if (one) {
      page.item(colour(cause), start, message(variants.getFirst(), sameEverywhere));
    } else if (isPlain && !says.isEmpty()) {
      page.item(colour(cause), start, says);
    } else if (variants.size() == 1) {
      String example = (says.isEmpty() ? "" : " Such as: ") + variants.getFirst().message();
      page.item(colour(cause), start, says + example);
    } else {
      page.item(colour(cause), start, says);
      variants(cause, variants, sameEverywhere);
    }
    if (isPlain || (variants.size() == 1 && !(one && sameEverywhere))) {
      places(cause, !sameEverywhere);
    }
    if (one || isPlain || !helpEach(cause, variants)) {
      fixes(cause);
    }
    if (cause.standing() == Standing.ACCEPTED) {
      cause.reason().acceptance().ifPresent(known -> page.paragraph(1, "", Words.known(known)));
    }
  }

  /** What is odd in a file that could be read all the same, of which the title would be untrue. */
  private static boolean isUntidy(Cause cause) {
    return cause.rule().equals(Optional.of(Rule.AW502)) && cause.reason().level() != Level.ERROR;
  }

  private static boolean isNotInstallable(Cause cause) {
    return cause.reason().rule().equals(Reason.NOT_INSTALLABLE);
  }

  /** {@code ✘ AW201 unsafe}. */
  private String start(Cause cause) {
    String mark =
        cause
            .verdict()
            .filter(verdict -> view.glyphs() && view.style().coloured())
            .map(verdict -> Glyphs.of(verdict) + " ")
            .orElse("");
    Reason reason = cause.reason();
    String word = cause.verdict().map(Verdict::word).orElse(reason.level().word());
    if (isNotInstallable(cause)) {
      return mark + "not installable";
    }
    return mark + cause.rule().map(rule -> rule.id() + " " + word).orElse(reason.rule());
  }

  /** {@code in 37 extensions of 4 wheels}; nothing where there is only one of either. */
  private String where(Places places, boolean one) {
    Map<String, Map<String, Set<String>>> artifacts = places.byArtifact();
    int files =
        (int)
            artifacts.values().stream()
                .flatMap(all -> all.keySet().stream())
                .filter(file -> !file.isEmpty())
                .count();
    String in =
        artifacts.size() > 1
            ? Words.count(artifacts.size(), names.noun())
            : names.single() ? "" : names.artifact(artifacts.keySet().iterator().next());
    if (one || files <= artifacts.size()) {
      return in.isEmpty() ? "" : " in " + in;
    }
    return " in " + Words.count(files, "extension") + (in.isEmpty() ? "" : " of " + in);
  }

  private String on(Set<String> pythons) {
    return pythons.isEmpty() ? "" : " on " + names.ranges(pythons);
  }

  private static String message(Variant variant, boolean sameEverywhere) {
    boolean several = sameEverywhere && variant.places().pythons().iterator().next().size() > 1;
    return several ? Template.ofEach(variant.row(), variant.message()) : variant.message();
  }

  /** Whether each way in which it is said has a help of its own, and is shown. */
  private boolean helpEach(Cause cause, List<Variant> variants) {
    return cause.places().byArtifact().size() == 1
        && cause.fixes().size() > 1
        && variants.size() > 1
        && variants.size() <= view.atMost(isFailing(cause) ? VARIANTS : 1)
        && variants.stream().allMatch(variant -> variant.helps().size() == 1);
  }

  /** Each way in which it is said, with where it is. */
  private void variants(Cause cause, List<Variant> variants, boolean sameEverywhere) {
    int shown = Math.min(view.atMost(isFailing(cause) ? VARIANTS : 1), variants.size());
    for (Variant variant : variants.subList(0, shown)) {
      String where = place(cause, variant, sameEverywhere);
      page.paragraph(2, "", (where.isEmpty() ? "" : where + ": ") + variant.message());
      if (helpEach(cause, variants)) {
        page.paragraph(2, "", "help: " + variant.helps().iterator().next());
      }
    }
    if (variants.size() > shown) {
      List<String> others =
          variants.subList(shown, variants.size()).stream()
              .flatMap(
                  variant ->
                      variant.places().byArtifact().entrySet().stream()
                          .flatMap(
                              place ->
                                  names.single() || cause.places().byArtifact().size() == 1
                                      ? modules(List.copyOf(place.getValue().keySet())).stream()
                                      : Stream.of(names.artifact(place.getKey()))))
              .distinct()
              .toList();
      page.paragraph(
          2,
          "",
          "and %d more of the kind (-v shows them): %s"
              .formatted(variants.size() - shown, Words.list(others, view.atMost(ARTIFACTS))));
    }
  }

  /**
   * {@code demo-1.0-cp314-cp314 (3 extensions) on 3.14t}: all places of what a variant is about.
   */
  private String place(Cause cause, Variant variant, boolean sameEverywhere) {
    List<String> parts = new ArrayList<>();
    Map<String, Map<String, Set<String>>> artifacts = variant.places().byArtifact();
    Set<String> pythons = new LinkedHashSet<>();
    artifacts.forEach(
        (artifact, files) ->
            files
                .keySet()
                .forEach(
                    file ->
                        pythons.addAll(
                            cause
                                .places()
                                .byArtifact()
                                .getOrDefault(artifact, Map.of())
                                .getOrDefault(file, Set.of()))));
    int files = variant.places().files();
    if (!names.single() && cause.places().byArtifact().size() > 1) {
      parts.add(Words.list(artifacts.keySet().stream().map(names::artifact).toList(), FILES));
    }
    if (files > artifacts.size()) {
      parts.add(parts.isEmpty() ? Words.count(files, "extension") : "(" + files + " extensions)");
    }
    if (!sameEverywhere) {
      parts.add(on(pythons).strip());
    }
    return String.join(" ", parts.stream().filter(part -> !part.isEmpty()).toList());
  }

  private void places(Cause cause, boolean withPythons) {
    Map<String, Map<String, Set<String>>> artifacts = cause.places().byArtifact();
    boolean brief = !view.details() && artifacts.size() > 1 && !isFailing(cause);
    if (brief) {
      page.paragraph(
          2,
          "",
          Words.list(artifacts.keySet().stream().map(names::artifact).toList(), ARTIFACTS_BESIDES));
      return;
    }
    List<String> rest = new ArrayList<>();
    int shown = 0;
    for (Map.Entry<String, Map<String, Set<String>>> place : artifacts.entrySet()) {
      String name = names.artifact(place.getKey());
      if (shown++ >= view.atMost(ARTIFACTS)) {
        rest.add(name);
        continue;
      }
      String files = files(place.getValue(), withPythons, artifacts.size() > 1);
      if (artifacts.size() == 1) {
        page.paragraph(2, "", files);
      } else {
        page.paragraph(
            2, "", files.isEmpty() ? name : name + (files.startsWith("on ") ? " " : ": ") + files);
      }
    }
    if (!rest.isEmpty()) {
      page.paragraph(2, "and %d more: ".formatted(rest.size()), Words.list(rest, ARTIFACTS));
    }
  }

  /** {@code _a.so, _b.so on 3.13t; _c.so on 3.14t}. */
  private String files(Map<String, Set<String>> files, boolean withPythons, boolean counted) {
    Map<Set<String>, List<String>> alike = new LinkedHashMap<>();
    files.forEach(
        (file, pythons) ->
            alike
                .computeIfAbsent(withPythons ? pythons : Set.of(), same -> new ArrayList<>())
                .add(file));
    List<String> parts = new ArrayList<>();
    alike.forEach(
        (pythons, same) -> {
          List<String> shown = modules(same.stream().filter(file -> !file.isEmpty()).toList());
          String list = Words.list(shown, view.atMost(FILES));
          boolean cut = shown.size() > view.atMost(FILES) && (counted || alike.size() > 1);
          String said = cut ? Words.count(shown.size(), "extension") + ": " + list : list;
          parts.add((said + on(pythons)).strip());
        });
    return String.join("; ", parts);
  }

  /** Files without their folders and, where there are several, without their suffixes. */
  private static List<String> modules(List<String> files) {
    List<String> names = CheckMatrix.names(files);
    List<String> stems =
        names.stream()
            .map(name -> name.indexOf('.') > 0 ? name.substring(0, name.indexOf('.')) : name)
            .toList();
    boolean distinct = stems.stream().distinct().count() == stems.size();
    return names.size() > 1 && distinct ? stems : names;
  }

  /** Helps that differ in one tag alone as one, which says the others' tags as well. */
  private static List<Fix> together(List<Fix> fixes) {
    Map<String, List<Fix>> alike = new LinkedHashMap<>();
    for (Fix fix : fixes) {
      boolean one = fix.row().python().isEmpty() && tags(fix.text()).size() == 1;
      String key = one ? TAG.matcher(fix.text()).replaceAll("\0") : fix.text();
      alike.computeIfAbsent(key, text -> new ArrayList<>()).add(fix);
    }
    List<Fix> together = new ArrayList<>();
    for (List<Fix> same : alike.values()) {
      Fix first = same.getFirst();
      if (same.size() == 1) {
        together.add(first);
        continue;
      }
      Places places = new Places();
      same.forEach(fix -> places.addAll(fix.places()));
      List<String> others =
          same.stream().skip(1).flatMap(fix -> tags(fix.text()).stream()).distinct().toList();
      String text =
          first.text().replaceFirst("\\.$", "")
              + " ("
              + String.join(", ", others)
              + " in place of "
              + tags(first.text()).iterator().next()
              + " for the others).";
      together.add(new Fix(first.row(), text, places));
    }
    return together;
  }

  private static Set<String> tags(String text) {
    Set<String> tags = new LinkedHashSet<>();
    TAG.matcher(text).results().forEach(found -> tags.add(found.group()));
    return tags;
  }

  private void fixes(Cause cause) {
    List<Fix> fixes = together(cause.fixes());
    int few = cause.standing() == Standing.FAILS ? FIXES : FIXES_ELSEWHERE;
    int shown = Math.min(view.atMost(few), fixes.size());
    for (Fix fix : fixes.subList(0, shown)) {
      String help =
          Template.forAll(fix.row(), fix.text(), names.inOrder(fix.places().allPythons()));
      String label =
          fixes.size() == 1 || cause.places().byArtifact().size() == 1
              ? "help"
              : "help for "
                  + Words.list(
                      fix.places().byArtifact().keySet().stream().map(names::artifact).toList(), 2);
      if (help.isEmpty()) {
        label += fix.row().python().isEmpty() ? "" : ", on " + fix.row().python();
        help = fix.text();
      }
      page.paragraph(1, "", label + ": " + help);
    }
    if (fixes.size() > shown) {
      page.paragraph(1, "", "and more help, which -v shows");
    }
  }

  private static Colour colour(Cause cause) {
    return switch (cause.standing()) {
      case FAILS, FAILS_NOWHERE ->
          cause.verdict().map(Words::colour).orElse(Words.colour(cause.reason().level()));
      case BESIDES ->
          cause.reason().level() == Level.NOTE
              ? Colour.STRONG
              : Words.colour(cause.reason().level());
      case ACCEPTED -> Colour.STRONG;
    };
  }
}
