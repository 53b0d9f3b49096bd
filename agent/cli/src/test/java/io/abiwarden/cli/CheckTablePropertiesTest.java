package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.cli.report.CheckRun;
import io.abiwarden.cli.report.CheckTable;
import io.abiwarden.cli.report.SampleCheck;
import io.abiwarden.cli.report.Style;
import io.abiwarden.cli.report.View;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is true of the table of any check, whatever is in it. */
class CheckTablePropertiesTest {

  private static final Pattern LINE = Pattern.compile("(?<indent> *)(?<rest>.*)");

  @Test
  void everyTableFitsSaysWhyAndAgreesWithTheExitCode() throws UsageException {
    Random random = new Random(8);
    int failed = 0;
    int accepted = 0;
    for (int i = 0; i < 400; i++) {
      CheckReport report = SampleCheck.random(random);
      List<Accepted> known = random.nextInt(3) == 0 ? List.of(Accepted.parse("AW201")) : List.of();
      boolean named = random.nextBoolean();
      Passing passing = new Passing(Optional.empty(), known, (artifact, pair) -> named);
      int width = SampleCheck.one(random, new Integer[] {40, 60, 80, 100, 120, 200});
      boolean details = random.nextInt(4) == 0;
      CheckRun run = new CheckRun(report, List.of(), passing);
      String text = CheckTable.of(run, new View(new Style(false, width), true, details));
      assertPlain(text);
      assertFits(text, width);
      boolean unreadable =
          report.artifacts().stream()
              .flatMap(artifact -> artifact.findings().stream())
              .anyMatch(found -> found.rule().isInput());
      boolean passes = passing.passes(report);
      if (!unreadable) {
        assertThat(text.contains("\ndoes not pass"))
            .as("passes: %s, in%n%s", passes, text)
            .isEqualTo(!passes);
        boolean judged = report.artifacts().stream().anyMatch(one -> !one.results().isEmpty());
        assertThat(text.contains("What does not pass") || !judged).isEqualTo(!passes || !judged);
      }
      failed += passes ? 0 : 1;
      for (CheckedArtifact artifact : report.artifacts()) {
        for (PairResult pair : artifact.results()) {
          for (var failing : passing.decide(artifact, pair).failing()) {
            for (Finding because : failing.because()) {
              assertThat(text).contains(because.rule().id());
            }
          }
        }
      }
      accepted += text.contains("Known and accepted") ? 1 : 0;
      String coloured = CheckTable.of(run, new View(new Style(true, width), true, details));
      assertPlain(coloured.replaceAll("\033\\[[0-9;]+m", ""));
    }
    assertThat(failed).isGreaterThan(100);
    assertThat(accepted).isGreaterThan(20);
  }

  /** No character in it steers a terminal. */
  private static void assertPlain(String text) {
    assertThat(
            text.codePoints()
                .filter(
                    c ->
                        c != '\n'
                            && Style.plain(Character.toString(c)).length()
                                > Character.charCount(c)))
        .isEmpty();
  }

  /** A line is longer than the width only where one word is. */
  private static void assertFits(String text, int width) {
    for (String line : text.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches() && line.length() > width) {
        assertThat(parts.group("rest").strip().split(" ").length)
            .as("width %d: %s%n%s", width, line, text)
            .isLessThanOrEqualTo(1);
      }
    }
  }
}
