package io.abiwarden.worker.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.platform.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interpreters of other platforms, by the words of users. */
class ElsewhereSpecTest {

  @Test
  void isKnownFromDataAlone() throws NoSuchInterpreterException {
    Interpreter python = Interpreters.elsewhere("3.14t@WIN_AMD64").orElseThrow();

    assertThat(python.id()).isEqualTo("3.14t@win_amd64");
    assertThat(python.spec()).isEqualTo(python.id());
    assertThat(python.target().map(Target::text)).contains("win_amd64");
    assertThat(python.source()).isEqualTo("data");
    assertThat(python.usable()).isFalse();
    assertThat(python.why()).isNotEmpty();
    assertThat(python.libpython()).isEmpty();
    assertThat(python.withSymbols()).isEqualTo(python);
  }

  @ParameterizedTest
  @CsvSource({
    "3.8@win_amd64, the nearest is 3.9@win_amd64",
    "3.8t@win_amd64, the nearest is 3.9@win_amd64",
    "3.16t@win_amd64, the nearest is 3.15t@win_amd64",
    "3.12t@win_amd64, use 3.13t@win_amd64 or 3.12@win_amd64",
    "3.14.2t@win_amd64, use 3.14t@win_amd64",
    "3.14.2@win_amd64, use 3.14@win_amd64",
    "3.15.0b1@macosx_11_0_arm64, use 3.15@macosx_11_0_arm64",
    "3.15.0b1t@macosx_11_0_arm64, use 3.15t@macosx_11_0_arm64",
    "cp314t@win_amd64, use 3.14t@win_amd64",
    "python3.14@win_amd64, use 3.14@win_amd64",
    "pypy3.11@win_amd64, of other Pythons",
    "2.7@win_amd64, no version of CPython",
    "x@win_amd64, no version of CPython",
    "all@win_amd64, each version by itself",
    "3.9-3.15t@win_amd64, each version by itself",
    "@win_amd64, names no version",
    "3.14@, names no platform",
    "3.14@win64, use win_amd64",
    "python@3.14, use 3.14 for one that is here",
    "3.99999999999@win_amd64, no version of CPython",
  })
  void saysWhatIsWrongInOneLine(String word, String answer) {
    assertThatThrownBy(() -> Interpreters.elsewhere(word))
        .isInstanceOf(NoSuchInterpreterException.class)
        .hasMessageStartingWith(word + ": ")
        .hasMessageContaining(answer)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.14t",
        "all",
        "embedded",
        "/opt/homebrew/opt/python@3.14/bin/python3.14",
        "3.14.7t#2",
        "x"
      })
  void leavesThoseOfThisMachineAlone(String word) throws NoSuchInterpreterException {
    assertThat(Interpreters.elsewhere(word)).isEmpty();
  }
}
