package io.abiwarden.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import java.util.Arrays;
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
            Arrays.stream(AuditVerdict.values()).map(AuditVerdict::word))
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

  @Test
  void thereAreAtLeastAsManyPagesAsWhenThisWasWritten() {
    assertThat(words().count()).isGreaterThanOrEqualTo(49);
  }

  @Test
  void caseDoesNotMatter() {
    assertThat(Explanation.of("aw201")).isPresent().isEqualTo(Explanation.of("AW201"));
    assertThat(Explanation.of("../schema/check-1")).isEmpty();
  }
}
