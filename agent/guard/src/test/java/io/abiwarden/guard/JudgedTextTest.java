package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Traits;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.python.SlotReading.Gil;
import io.abiwarden.core.python.SlotReading.Interpreters;
import io.abiwarden.guard.FileJudge.Judged;
import io.abiwarden.guard.ImportDecision.TargetVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgedTextTest {

  private static final List<Finding> FINDINGS =
      List.of(
          new Finding(Rule.AW201, Level.ERROR, "tab\tline\nback\\slash", ""),
          new Finding(Rule.AW302, Level.NOTE, "ü \ud83d\ude00", "help"));

  private static final JudgedKey KEY =
      new JudgedKey(new FileKey(1, -2, 3, 4, Long.MAX_VALUE), "/a\tb/\\n.so", "n");

  private static final Judged JUDGED =
      new Judged(
          new Judgement(Verdict.UNSAFE, FINDINGS),
          new Traits(Phase.MULTI, Gil.NOT_USED, Interpreters.PER_INTERPRETER_GIL),
          Optional.of(new TargetVerdict("3.14t", Verdict.LOADS, FINDINGS)),
          true,
          true);

  @Test
  void whatIsWrittenIsRead() {
    String line = JudgedText.write(KEY, JUDGED);

    assertThat(line).doesNotContain("\n");
    assertThat(JudgedText.read(line)).contains(Map.entry(KEY, JUDGED));
  }

  @Test
  void withoutTargetAndFindings() {
    Judged judged =
        new Judged(
            new Judgement(Verdict.LOADS, List.of()), Traits.UNKNOWN, Optional.empty(), false, true);

    assertThat(JudgedText.read(JudgedText.write(KEY, judged))).contains(Map.entry(KEY, judged));
  }

  /** Two processes may write at once, and one may be killed meanwhile. */
  @Test
  void aTornLineIsNoJudgement() {
    String line = JudgedText.write(KEY, JUDGED);

    for (int end = 0; end < line.length(); end++) {
      assertThat(JudgedText.read(line.substring(0, end))).as(line.substring(0, end)).isEmpty();
    }
    assertThat(JudgedText.read(line.substring(1))).isEmpty();
    assertThat(JudgedText.read(line + line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\t", "1\t2\t3\tx", "no line of ours"})
  void somethingElseIsNoJudgement(String line) {
    assertThat(JudgedText.read(line)).isEmpty();
  }

  /** With the right check sum, by somebody who knows how. */
  @Test
  void whatCannotBeIsNoJudgement() {
    String line = JudgedText.write(KEY, JUDGED);
    String body = line.substring(0, line.lastIndexOf('\t') + 1);

    for (String other :
        List.of(
            body.replace("UNSAFE", "SAFE"),
            body.replace("AW201", "AW999"),
            body.replace("UNSAFE\t2", "UNSAFE\t-1"),
            body.replace("UNSAFE\t2", "UNSAFE\t999999999"),
            body.replace("MULTI", ""))) {
      assertThat(other).isNotEqualTo(body);
      assertThat(JudgedText.read(other + JudgedText.sum(other))).as(other).isEmpty();
    }
  }
}
