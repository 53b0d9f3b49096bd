package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page of a rule or a verdict.
 *
 * @param title its id, and what it says
 * @param body paragraphs with an empty line between them; lines that start with two spaces are
 *     examples and stay as they are
 */
public record Explanation(String title, String body) {

  /** The page of a word that users may type, in any case; empty if there is none. */
  public static Optional<Explanation> of(String word) {
    Stream<Optional<Explanation>> rules =
        Arrays.stream(Rule.values())
            .filter(rule -> rule.id().equals(word.toUpperCase(Locale.ROOT)))
            .map(rule -> page(rule.id(), rule.id() + ": " + rule.says()));
    Stream<Optional<Explanation>> verdicts =
        Arrays.stream(Verdict.values())
            .filter(verdict -> verdict.word().equals(word.toLowerCase(Locale.ROOT)))
            .map(verdict -> page(verdict.word(), verdict.word() + ": " + verdict.shown()));
    Stream<Optional<Explanation>> audits =
        Stream.of(AuditVerdict.KEPT, AuditVerdict.BROKEN)
            .filter(verdict -> verdict.word().equals(word.toLowerCase(Locale.ROOT)))
            .map(verdict -> page(verdict.word(), verdict.word() + ": " + says(verdict)));
    return Stream.of(rules, verdicts, audits)
        .flatMap(pages -> pages)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String says(AuditVerdict verdict) {
    return switch (verdict) {
      case KEPT -> "nothing speaks against the claims";
      case BROKEN -> "a claim is not true";
      case UNKNOWN -> "not decided";
    };
  }

  private static Optional<Explanation> page(String name, String title) {
    try (InputStream in =
        Tool.class.getResourceAsStream("/io/abiwarden/cli/explain/" + name + ".txt")) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new Explanation(title, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("the page of " + name + " cannot be read", e);
    }
  }

  /**
   * The body's paragraphs: without line breaks, but for those that are examples and start with two
   * spaces.
   */
  List<String> paragraphs() {
    return Arrays.stream(body.strip().split("\n\n"))
        .map(one -> one.startsWith("  ") ? one : one.replace('\n', ' '))
        .toList();
  }

  /** The page for people. */
  public String text(Style style) {
    Page page = new Page(style);
    style.wrap(title, 0).forEach(line -> page.line(0, style.in(Style.Colour.STRONG, line)));
    page.gap();
    for (String paragraph : paragraphs()) {
      if (paragraph.startsWith("  ")) {
        paragraph.lines().forEach(line -> page.line(0, Style.plain(line)));
      } else {
        page.paragraph(0, "", paragraph);
      }
      page.gap();
    }
    return page.toString().stripTrailing() + "\n";
  }
}
