package io.abiwarden.cli.report;

import io.abiwarden.core.audit.Installation;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an artifact would be installed and what becomes of it there, in a few lines. */
final class Installs {

  private static final Pattern MINOR = Pattern.compile("3\\.(\\d{1,4})(t?)");

  private Installs() {}

  /** One line for each outcome: {@code installs on 3.9 to 3.15: should load}. */
  static void addTo(Page page, List<Installation> installations) {
    outcomes(installations).forEach(outcome -> page.paragraph(1, "installs on ", outcome));
  }

  /** {@code 3.9 to 3.15}, and {@code refused on 3.16}, where it should not load. */
  static List<String> briefly(List<Installation> installations) {
    List<String> outcomes = new ArrayList<>();
    byVerdict(installations)
        .forEach(
            (verdict, names) ->
                outcomes.add(
                    (verdict == Verdict.LOADS || verdict == Verdict.NOT_APPLICABLE
                            ? ""
                            : verdict.word() + " on ")
                        + ranges(names)));
    return outcomes;
  }

  private static Map<Verdict, List<String>> byVerdict(List<Installation> installations) {
    Map<Verdict, List<String>> pythons = new LinkedHashMap<>();
    for (Installation installation : installations) {
      pythons
          .computeIfAbsent(installation.verdict(), verdict -> new ArrayList<>())
          .add(installation.python());
    }
    return pythons;
  }

  /** {@code 3.9 to 3.15: should load}, one for each outcome. */
  static List<String> outcomes(List<Installation> installations) {
    Map<Verdict, List<String>> pythons = byVerdict(installations);
    List<String> outcomes = new ArrayList<>();
    pythons.forEach(
        (verdict, names) ->
            outcomes.add(
                ranges(names)
                    + (verdict == Verdict.NOT_APPLICABLE
                        ? ""
                        : ": " + Words.verdict(verdict, Depth.STATIC))));
    return outcomes;
  }

  /** {@code 3.9 to 3.12, 3.14, 3.13t to 3.14t}, the free-threaded ones last. */
  static String ranges(List<String> pythons) {
    List<String> parts = new ArrayList<>();
    for (String kind : new String[] {"", "t"}) {
      int from = -1;
      int to = -1;
      for (String python : pythons) {
        Matcher matcher = MINOR.matcher(python);
        if (!matcher.matches() || !matcher.group(2).equals(kind)) {
          continue;
        }
        int minor = Integer.parseInt(matcher.group(1));
        if (from >= 0 && minor == to + 1) {
          to = minor;
        } else {
          range(parts, from, to, kind);
          from = minor;
          to = minor;
        }
      }
      range(parts, from, to, kind);
    }
    pythons.stream().filter(python -> !MINOR.matcher(python).matches()).forEach(parts::add);
    return String.join(", ", parts);
  }

  private static void range(List<String> parts, int from, int to, String kind) {
    if (from >= 0) {
      parts.add("3." + from + kind + (to > from ? " to 3." + to + kind : ""));
    }
  }
}
