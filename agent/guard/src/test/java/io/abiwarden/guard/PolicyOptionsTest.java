package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.abiwarden.core.judge.Rule;
import io.abiwarden.guard.GuardPolicy.Mode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyOptionsTest {

  @Test
  void withoutOptionsItWarns() {
    assertThat(GuardPolicy.parse("")).isEqualTo(GuardPolicy.of(Mode.WARN));
  }

  @Test
  void readsAll() {
    GuardPolicy policy =
        GuardPolicy.parse(
            "policy=enforce,report=/tmp/a b.jsonl,target=3.14t,accept=AW206,AW209:pkg.mod,"
                + "deny=AW301,AW302:other,unknown=deny");

    assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
    assertThat(policy.report()).contains(Path.of("/tmp/a b.jsonl"));
    assertThat(policy.target()).contains("3.14t");
    assertThat(policy.accepted())
        .extracting(PolicyRule::toString)
        .containsExactly("AW206", "AW209:pkg.mod");
    assertThat(policy.denied())
        .extracting(PolicyRule::toString)
        .containsExactly("AW301", "AW302:other");
    assertThat(policy.denyUnknown()).isTrue();
  }

  @Test
  void aModuleStandsForThoseBelowIt() {
    PolicyRule rule = PolicyRule.parse("AW206:pkg");

    assertThat(rule.covers(Rule.AW206, "pkg")).isTrue();
    assertThat(rule.covers(Rule.AW206, "pkg.deep.mod")).isTrue();
    assertThat(rule.covers(Rule.AW206, "pkgs")).isFalse();
    assertThat(rule.covers(Rule.AW201, "pkg")).isFalse();
    assertThat(PolicyRule.parse("AW206").covers(Rule.AW206, "anything")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy=enforced      | policy \"enforced\" is none: write observe, warn or enforce",
        "polcy=enforce        | there is no option \"polcy\": write one of policy, report",
        "enforce              | \"enforce\" is no option: write KEY=VALUE",
        "policy=warn,enforce  | \"enforce\" is no option: write KEY=VALUE",
        "policy=warn,policy=enforce | option \"policy\" is given twice",
        "accept=AW999         | \"AW999\" is no rule",
        "accept=AW206:        | names no module after the colon",
        "deny=                | \"\" is no rule",
        "target=3.99          | target \"3.99\" is not known: write one of 3.9, ",
        "target=3.12t         | target \"3.12t\" is not known",
        "report=              | report \"\" is no file name",
        "unknown=maybe        | unknown \"maybe\": write allow or deny",
      })
  void aSlipIsOneLineThatSaysWhatIsPossible(String options, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GuardPolicy.parse(options))
        .withMessageContaining(message)
        .withMessageNotContaining("\n");
  }

  /** A slip elsewhere must not turn enforcing off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "policy=enforce,target=2.7 | ENFORCE",
        "polcy=enforce             | WARN",
        "report=,policy=observe    | OBSERVE",
        "policy=enforced           | WARN"
      })
  void theModeIsReadWhateverElseIsWrong(String options, Mode mode) {
    assertThat(GuardPolicy.modeIn(options)).isEqualTo(mode);
  }
}
