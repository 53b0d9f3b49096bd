package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every word that a report uses has its page. */
class ExplanationTest {

  static Stream<String> words() {
    return Stream.of(
            Arrays.stream(Rule.values()).map(Rule::id),
            Arrays.stream(Verdict.values()).map(Verdict::word),
            Arrays.stream(AuditVerdict.values()).map(AuditVerdict::word),
            Stream.of(Reason.HOLE, Reason.BROKEN_CELL))
        .flatMap(words -> words)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("words")
  void hasAPageThatSaysSomething(String word) {
    String text = Explanation.of(word).orElseThrow().text(new Style(false, 80));
    assertThat(text).startsWith(word + ": ").hasLineCount((int) text.lines().count());
    assertThat(text.length()).isGreaterThan(200);
    assertThat(text.lines().filter(line -> !line.startsWith("  ")))
        .allMatch(line -> line.length() <= 80);
  }

  /** What a page that teaches has: an example, the way out, and where the facts come from. */
  @ParameterizedTest
  @MethodSource("words")
  void teachesWithAnExample(String word) {
    Explanation page = Explanation.of(word).orElseThrow();
    List<String> paragraphs = page.paragraphs();
    int example = index(paragraphs, "Example: ");
    int fix = index(paragraphs, "Fix: ");
    int from = index(paragraphs, word.startsWith("AW") ? "From: " : "See: ");
    assertThat(paragraphs.get(example + 1)).startsWith("  ");
    assertThat(paragraphs.getFirst().length()).as("what it means").isGreaterThan(60);
    assertThat(example).isPositive().isLessThan(fix);
    assertThat(fix).isLessThan(from);
    assertThat(from).isEqualTo(paragraphs.size() - 1);
  }

  private static int index(List<String> paragraphs, String start) {
    List<String> those = paragraphs.stream().filter(one -> one.startsWith(start)).toList();
    assertThat(those).as(start).hasSize(1);
    return paragraphs.indexOf(those.getFirst());
  }

  @ParameterizedTest
  @MethodSource("words")
  void isReadableAtAnyWidth(String word) {
    Explanation page = Explanation.of(word).orElseThrow();
    for (int width : new int[] {40, 60, 80, 120, 200}) {
      String text = page.text(new Style(false, width));
      int most = Math.min(width, 100);
      assertThat(text.lines().filter(line -> !line.startsWith("  ")))
          .allMatch(line -> line.length() <= most);
      String words = text.replaceAll("\\s+", " ");
      assertThat(words).isEqualTo(page.text(new Style(false, 100)).replaceAll("\\s+", " "));
    }
    assertThat(page.text(new Style(true, 80)).replaceAll("\033\\[[0-9;]+m", ""))
        .isEqualTo(page.text(new Style(false, 80)));
    assertThat(page.markdown()).startsWith("# " + word).contains("```text\n");
  }

  @Test
  void theListHasEveryPage() {
    for (int width : new int[] {40, 80, 200}) {
      String text = ExplanationIndex.text(new Style(false, width));
      assertThat(text.lines().map(line -> line.strip().split(" ")[0]))
          .containsAll(Explanation.words());
      assertThat(text.lines()).allMatch(line -> line.length() <= width);
      assertThat(text).doesNotContain("Others");
    }
    assertThat(ExplanationIndex.markdown()).contains("- `AW201` ", "- `unsafe` ");
    assertThat(Explanation.words()).containsAll(words().toList());
  }

  @Test
  void thereAreAtLeastAsManyPagesAsWhenThisWasWritten() {
    assertThat(words().count()).isGreaterThanOrEqualTo(51);
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(Explanation.of("aw201")).isPresent().isEqualTo(Explanation.of("AW201"));
    assertThat(Explanation.of("../schema/check-1")).isEmpty();
  }
}
