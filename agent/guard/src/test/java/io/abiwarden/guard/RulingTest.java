package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Judgement;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.GuardPolicy.Mode;
import io.abiwarden.guard.ImportDecision.Action;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulingTest {

  private static final GuardPolicy ENFORCE = GuardPolicy.of(Mode.ENFORCE);

  private static Judgement judgement(Verdict verdict, Rule rule, Level level) {
    return new Judgement(
        verdict, List.of(new Finding(rule, level, "It is " + rule.id() + ".", "Mend it.")));
  }

  private static Ruling rule(GuardPolicy policy, Judgement judgement, boolean subinterpreter) {
    return Ruling.of(policy, judgement, "pkg.spam", "/site/pkg/spam.so", subinterpreter);
  }

  @ParameterizedTest
  @CsvSource({"OBSERVE,ALLOWED", "WARN,WARNED", "ENFORCE,REFUSED"})
  void aMismatchIsWhatThePolicySays(Mode mode, Action action) {
    Ruling ruling =
        rule(GuardPolicy.of(mode), judgement(Verdict.UNSAFE, Rule.AW201, Level.ERROR), false);

    assertThat(ruling.action()).isEqualTo(action);
    assertThat(ruling.against()).isTrue();
    assertThat(ruling.reason()).isEqualTo("It is AW201. Mend it. (AW201, /site/pkg/spam.so)");
  }

  @ParameterizedTest
  @CsvSource({
    "LOADS_GIL,AW301,WARNING",
    "LOADS,AW302,NOTE",
    "FAILS,AW407,ERROR",
    "FAILS,AW502,ERROR",
    "UNKNOWN,AW203,NOTE",
    "LOADS,AW209,WARNING"
  })
  void nothingElseIsStopped(Verdict verdict, Rule rule, Level level) {
    assertThat(rule(ENFORCE, judgement(verdict, rule, level), false))
        .isEqualTo(new Ruling(false, Action.ALLOWED, ""));
  }

  @Test
  void whatIsAcceptedIsNotStopped() {
    Judgement wrong = judgement(Verdict.UNSAFE, Rule.AW206, Level.ERROR);

    assertThat(rule(ENFORCE.accepting("AW206:pkg"), wrong, false).action())
        .isEqualTo(Action.ALLOWED);
    assertThat(rule(ENFORCE.accepting("AW206:other"), wrong, false).action())
        .isEqualTo(Action.REFUSED);
    assertThat(rule(ENFORCE.accepting("AW201"), wrong, false).action()).isEqualTo(Action.REFUSED);
  }

  @Test
  void whatTurnsTheGilOnCanBeDenied() {
    Judgement gil = judgement(Verdict.LOADS_GIL, Rule.AW301, Level.WARNING);

    assertThat(rule(ENFORCE.denying("AW301"), gil, false).action()).isEqualTo(Action.REFUSED);
    assertThat(rule(ENFORCE.denying("AW301:other"), gil, false).action()).isEqualTo(Action.ALLOWED);
    assertThat(rule(ENFORCE.denying("AW301").accepting("AW301:pkg"), gil, false).action())
        .isEqualTo(Action.ALLOWED);
  }

  @Test
  void whatCannotLiveInSubinterpretersIsDeniedThereAlone() {
    Judgement single = judgement(Verdict.LOADS, Rule.AW302, Level.NOTE);

    assertThat(rule(ENFORCE.denying("AW302"), single, true).action()).isEqualTo(Action.REFUSED);
    assertThat(rule(ENFORCE.denying("AW302"), single, false).action()).isEqualTo(Action.ALLOWED);
  }

  @Test
  void unknownIsStoppedWhereThePolicySaysSo() {
    Judgement open = new Judgement(Verdict.UNKNOWN, List.of());

    assertThat(rule(ENFORCE, open, false).action()).isEqualTo(Action.ALLOWED);
    Ruling denied = rule(ENFORCE.denyingUnknown(), open, false);
    assertThat(denied.action()).isEqualTo(Action.REFUSED);
    assertThat(denied.reason())
        .isEqualTo(
            "What was read of it does not decide whether it loads." + " (/site/pkg/spam.so)");
  }

  @Test
  void whatIsThereAlreadyIsAWarning() {
    Ruling ruling = rule(ENFORCE, judgement(Verdict.UNSAFE, Rule.AW201, Level.ERROR), false);

    assertThat(ruling.action(false)).isEqualTo(Action.WARNED);
    assertThat(ruling.action(true)).isEqualTo(Action.REFUSED);
  }
}
