package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message about one file and one interpreter as one about several: what differs between places is
 * taken out, or said for all of them.
 */
final class Template {

  /** Up to so many interpreters are named in a sentence. */
  private static final int NAMED = 3;

  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.\\d+)?(t?)(d?).*");
  private static final String COMMAND = "python";
  private static final String EACH = "each of them";
  private static final String EACH_LACKS = EACH + " does not have";
  private static final String NONE_HAS = "none of them has";

  private Template() {}

  /** A message without its file and interpreter, by which alerts are told apart for good. */
  static String of(Row row, String message) {
    String template = message;
    if (!row.display().isEmpty()) {
      template = template.replace(row.display(), "\0").replace(row.python(), "\0");
    }
    return row.file().isEmpty() ? template : template.replace(BaseName.of(row.file()), "\1");
  }

  /** A message with all that differs between places taken out. */
  static String of(Suite suite, Row row, String message) {
    String template = of(row, message).replace(suite.baseName(), "\2");
    for (String name : names(row.python())) {
      template = word(name).matcher(template).replaceAll("\0");
    }
    return template;
  }

  /**
   * A template without the version that a wheel is tagged for, where it is only one: {@code cp314},
   * {@code 3.14}, and their free-threaded builds.
   */
  static String withoutTags(Suite suite, String template) {
    List<String> minors =
        WheelName.parse(suite.baseName()).stream()
            .flatMap(name -> name.tags().stream())
            .map(Tag::python)
            .filter(python -> python.matches("cp3\\d+"))
            .map(python -> python.substring("cp3".length()))
            .distinct()
            .toList();
    if (minors.size() != 1) {
      return template;
    }
    String minor = minors.getFirst();
    return template
        .replaceAll("(?<!\\w)(cp|python)3" + minor + "(?!\\d)", "\3")
        .replaceAll("(?<![\\w.])3\\." + minor + "(?![\\d.])", "\4");
  }

  /** {@code 3.14.7t}, {@code 3.14t} and {@code cp314t}. */
  private static List<String> names(String python) {
    Matcher version = VERSION.matcher(python);
    return version.matches()
        ? List.of(
            python,
            version.group(1) + "." + version.group(2) + version.group(3),
            "cp" + version.group(1) + version.group(2) + version.group(3))
        : List.of();
  }

  /** A name that is not a part of a longer one. */
  private static Pattern word(String name) {
    return Pattern.compile("(?:(?<![\\w.])|(?<=python))" + Pattern.quote(name) + "(?!\\w|\\.\\d)");
  }

  /**
   * A sentence about one interpreter as one about each of some.
   *
   * @param row where it was said
   */
  static String ofEach(Row row, String message) {
    return row.display().isEmpty() ? message : ofEach(row.display(), message);
  }

  /** The same, of an interpreter as messages name it. */
  static String ofEach(String display, String message) {
    String said = message.replace(display, EACH).replace(EACH_LACKS, NONE_HAS);
    return message.startsWith(display) ? "E" + said.substring(1) : said;
  }

  /**
   * A sentence with a version in it as one for several versions; empty if they are too many for it.
   *
   * @param row where it was said
   * @param pythons the ids of those that it is said for
   */
  static String forAll(Row row, String message, Set<String> pythons) {
    Map<String, Set<String>> all = new LinkedHashMap<>();
    List<String> here = names(row.python());
    for (String python : pythons) {
      List<String> names = names(python);
      for (int i = 0; i < Math.min(here.size(), names.size()); i++) {
        all.computeIfAbsent(here.get(i), name -> new LinkedHashSet<>()).add(names.get(i));
      }
    }
    String text = message;
    for (Map.Entry<String, Set<String>> names : all.entrySet()) {
      String before = text;
      Matcher found = word(names.getKey()).matcher(before);
      if (found.find()) {
        boolean inCommand = before.contains(COMMAND + names.getKey());
        if (names.getValue().size() > (inCommand ? 1 : NAMED)) {
          return "";
        }
        text =
            found.replaceAll(
                one -> {
                  boolean goesOn = before.startsWith(" or ", one.end());
                  return Matcher.quoteReplacement(listed(names.getValue(), goesOn));
                });
      }
    }
    return text;
  }

  /** What a rule says as a sentence of its own. */
  static String sentence(String says) {
    String start = says.substring(0, 1).toUpperCase(Locale.ROOT) + says.substring(1);
    return start.endsWith(".") ? start : start + ".";
  }

  /**
   * {@code 3.12, 3.13 or 3.14}.
   *
   * @param goesOn whether another name follows after an "or"
   */
  private static String listed(Set<String> names, boolean goesOn) {
    List<String> all = new ArrayList<>(names);
    if (goesOn) {
      return String.join(", ", all);
    }
    String last = all.removeLast();
    return all.isEmpty() ? last : String.join(", ", all) + " or " + last;
  }
}
