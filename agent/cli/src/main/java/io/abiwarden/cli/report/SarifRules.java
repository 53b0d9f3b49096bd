package io.abiwarden.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules that a SARIF file's results are about, each once, from their pages. For one thread. */
final class SarifRules {

  /** What code scanning shows of a description. */
  private static final int LONGEST = 1024;

  private static final String NOT_INSTALLABLE_TITLE =
      "no installer would put it on the interpreter that was asked for";
  private static final String NOT_INSTALLABLE_PAGE =
      """
      None of the wheel's tags is one that the interpreter accepts, so an installer passes the wheel
      by there. That only counts where the interpreter was named (--python).

      Fix: name only interpreters that the wheel's tags are for, or publish a wheel for this one.
      """;

  private final Map<String, Integer> indices = new HashMap<>();
  private final List<Json.Fields> descriptors = new ArrayList<>();

  /** The place of a rule among {@link #descriptors()}; it is added where it is new. */
  int index(String rule) {
    Integer known = indices.get(rule);
    if (known != null) {
      return known;
    }
    descriptors.add(descriptor(rule));
    indices.put(rule, descriptors.size() - 1);
    return descriptors.size() - 1;
  }

  /** All rules that were asked for, in that order. */
  List<Json.Fields> descriptors() {
    return descriptors;
  }

  private static Json.Fields descriptor(String rule) {
    Explanation page =
        rule.equals(Reason.NOT_INSTALLABLE)
            ? new Explanation(rule + ": " + NOT_INSTALLABLE_TITLE, NOT_INSTALLABLE_PAGE)
            : Explanation.of(rule).orElse(new Explanation(rule + ": " + rule, rule));
    String title = page.title().substring(page.title().indexOf(": ") + 2);
    List<String> paragraphs = page.paragraphs();
    String body = String.join("\n\n", paragraphs);
    return new Json.Fields()
        .put("id", rule)
        .put("shortDescription", Sarif.message(title).map())
        .put("fullDescription", Sarif.message(clipped(paragraphs.getFirst())).map())
        .put(
            "help",
            Sarif.message(body).put("markdown", Sarif.text(Markdown.page(paragraphs))).map())
        .put(
            "properties",
            new Json.Fields().put("tags", List.of("python", "abi", group(rule))).map());
  }

  /** What the hundreds of the rules' ids stand for. */
  private static String group(String rule) {
    if (!rule.matches("AW\\d{3}")) {
      return "verdict";
    }
    return switch (rule.charAt(2)) {
      case '1' -> "promise";
      case '2' -> "mismatch";
      case '3' -> "free-threading";
      case '4' -> "loading";
      case '5' -> "archive";
      default -> "platform";
    };
  }

  private static String clipped(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
