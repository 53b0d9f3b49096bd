package io.abiwarden.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.TestPythons;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The judge against {@code judge-table.txt}, where the words of the table are told. */
class JudgeTableTest {

  private static final int FLOOR = 280;

  /** Those that the judge itself makes; the others belong to names, runs and archives. */
  private static final Set<Rule> RULES =
      EnumSet.of(
          Rule.AW201,
          Rule.AW202,
          Rule.AW203,
          Rule.AW204,
          Rule.AW205,
          Rule.AW206,
          Rule.AW207,
          Rule.AW209,
          Rule.AW301,
          Rule.AW302,
          Rule.AW401,
          Rule.AW402,
          Rule.AW403,
          Rule.AW404,
          Rule.AW405,
          Rule.AW407,
          Rule.AW408,
          Rule.AW409);

  private record Row(String words, String python, String verdict, List<String> findings) {

    Judgement judgement() {
      WrittenCase written = WrittenCase.of(words);
      return Judge.judge(written.subject(), facts(), written.linkage());
    }

    InterpreterFacts facts() {
      return TestPythons.of(python);
    }

    String name() {
      return python + ": " + words;
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(JudgeTableTest.class.getResourceAsStream("judge-table.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> addRows(line, rows));
    }
    return rows;
  }

  private static void addRows(String line, List<Row> rows) {
    String[] cells = line.split("\\|");
    for (int i = 1; i < cells.length; i++) {
      String[] sides = cells[i].strip().split(":", 2);
      List<String> words = WrittenCase.words(sides[1]);
      List<String> findings = words.subList(1, words.size()).stream().sorted().toList();
      for (String python : sides[0].split(",")) {
        rows.add(new Row(cells[0].strip(), python, words.getFirst(), findings));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> saysWhatTheTableSays() throws IOException {
    return rows().stream()
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(),
                    () -> {
                      Judgement judgement = row.judgement();
                      assertThat(judgement.verdict().word() + " " + WrittenCase.shown(judgement))
                          .as("%s%n%s", row.name(), judgement.findings())
                          .isEqualTo(row.verdict() + " " + row.findings());
                    }));
  }

  @Test
  void tableIsLargeAndLeavesNoRuleOut() throws IOException {
    List<Row> rows = rows();
    assertThat(rows).hasSizeGreaterThan(FLOOR).doesNotHaveDuplicates();
    assertThat(rows)
        .extracting(Row::verdict)
        .contains("loads", "loads-gil", "refused", "unsafe", "fails", "unknown");
    assertThat(rows.stream().flatMap(row -> row.judgement().findings().stream()))
        .extracting(Finding::rule)
        .containsAll(RULES);
  }

  /**
   * The contract: a mismatch is an error of AW201 to AW209, and is never called anything better.
   */
  @Test
  void verdictsFollowFromTheFindings() throws IOException {
    for (Row row : rows()) {
      Judgement judgement = row.judgement();
      boolean bad = judgement.verdict() == Verdict.UNSAFE || judgement.verdict() == Verdict.REFUSED;
      assertThat(judgement.mismatch()).as(row.name()).isEqualTo(bad);
      assertThat(judgement.findings())
          .as("the weightiest first: %s", row.name())
          .isSortedAccordingTo((a, b) -> a.level().compareTo(b.level()));
    }
  }

  @Test
  void messagesNameBothSidesAndTheWayOut() throws IOException {
    int seen = 0;
    for (Row row : rows()) {
      WrittenCase written = WrittenCase.of(row.words());
      String file = written.subject().fileName();
      for (Finding finding : row.judgement().findings()) {
        String message = finding.message();
        assertThat(message).as(row.name()).doesNotContain("\n").doesNotContain("  ").endsWith(".");
        assertThat(message.toLowerCase(Locale.ROOT))
            .doesNotContain("nogil")
            .doesNotContain("null]");
        if (finding.rule().isMismatch() && finding.level() == Level.ERROR) {
          assertThat(message).as(row.name()).contains(file).contains(row.facts().display());
          assertThat(finding.help()).as(row.name() + message).isNotBlank().endsWith(".");
          seen++;
        }
      }
    }
    assertThat(seen).isGreaterThan(100);
  }

  /** A newer linker version, or more of anything that is wrong, never makes a verdict better. */
  @Test
  void moreFaultsNeverMakeItBetter() throws IOException {
    for (Row row : rows()) {
      WrittenCase more = WrittenCase.of(row.words() + " missing:foo_bar");
      Verdict verdict = Judge.judge(more.subject(), row.facts(), more.linkage()).verdict();
      assertThat(verdict)
          .as(row.name())
          .isIn(Verdict.FAILS, Verdict.UNSAFE, Verdict.REFUSED)
          .isIn(
              Stream.of(row.judgement().verdict(), Verdict.FAILS)
                  .filter(v -> !row.judgement().mismatch() || v == row.judgement().verdict())
                  .toList());
    }
  }

  @Test
  void judgingTwiceGivesTheSame() throws IOException {
    List<Row> rows = new ArrayList<>(rows());
    List<Judgement> first = rows.stream().map(Row::judgement).toList();
    Collections.reverse(rows);
    List<Judgement> second = new ArrayList<>(rows.stream().map(Row::judgement).toList());
    Collections.reverse(second);
    assertThat(second).isEqualTo(first);
  }
}
