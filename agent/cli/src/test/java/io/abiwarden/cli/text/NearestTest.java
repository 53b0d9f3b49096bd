package io.abiwarden.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

  private static final List<String> KNOWN =
      List.of("python", "timeout", "jobs", "with-deps", "unsafe", "AW101", "AW110");

  @ParameterizedTest
  @CsvSource({
    "pyhton, python",
    "pythons, python",
    "TIMEOUT, timeout",
    "time-out, timeout",
    "job, jobs",
    "with_deps, with-deps",
    "usafe, unsafe",
    "AW111, AW101",
    "aw110, AW110",
    "x, ",
    "completely, ",
    "'', "
  })
  void theWordThatIsMeantIsTheOneAFewEditsAway(String word, String meant) {
    assertThat(Nearest.to(word, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"tiemout, ; did you mean timeout?", "colour, ''"})
  void theHintIsReadyToBeSaid(String word, String hint) {
    assertThat(Nearest.hint(word, KNOWN)).isEqualTo(hint);
  }
}
