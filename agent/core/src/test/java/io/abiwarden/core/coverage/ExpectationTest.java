package io.abiwarden.core.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --expect} may say. */
class ExpectationTest {

  private static final Set<Machine> FAMILIES =
      Set.of(
          Machine.current("manylinux_x86_64").orElseThrow(),
          Machine.current("musllinux_x86_64").orElseThrow(),
          Machine.current("win_arm64").orElseThrow());

  private static Expectation of(String text) throws MalformedExpectation {
    return Expectation.parse(List.of(text));
  }

  private static String cells(String text) throws MalformedExpectation {
    Expectation expectation = of(text);
    return expectation.machines(FAMILIES).stream()
        .map(
            machine ->
                machine.id()
                    + ": "
                    + expectation.pythons().stream()
                        .filter(python -> expectation.expects(python, machine))
                        .map(PythonBuild::id)
                        .collect(Collectors.joining(" ")))
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          3.9-3.15;          3.9 3.10 3.11 3.12 3.13 3.14 3.15
          3.12-3.14t;        3.12 3.13 3.14 3.13t 3.14t
          3.13t-3.15t;       3.13t 3.14t 3.15t
          3.14;              3.14
          3.14t;             3.14t
          3.9-3.10,3.14t;    3.9 3.10 3.14t
          3.9-3.10t;         error
          3.13, 3.14t@any32; error
          """)
  void namesInterpreters(String text, String pythons) {
    String said;
    try {
      said = of(text).pythons().stream().map(PythonBuild::id).collect(Collectors.joining(" "));
    } catch (MalformedExpectation e) {
      said = "error";
    }

    assertThat(said).isEqualTo(pythons);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          3.9t;             there is no free-threaded 3.9; they begin with 3.13t
          3.8;              only CPython 3.9 to 3.15 are known here
          3.9-3.99;         only CPython 3.9 to 3.15 are known here
          3.15-3.9;         put the older version first: 3.9-3.15
          3.13t-3.15;       ends with a regular build; 3.13t-3.15t are free-threaded ones alone
          3.14.7t;          name minor versions, as in 3.14t
          cp314t;           is neither a version nor a range of them; did you mean 3.14t?
          3.14@win_amd46;   win_amd46 is not a platform that is known: use win_amd64
          3.14@macos_arm64; use macosx_11_0_arm64
          banana;           is neither a version nor a range of them, such as 3.9-3.15t
          '';               is neither a version nor a range of them
          3.14@;            what stands behind the @ is no platform
          3.14@linux;       what stands behind the @ is no platform
          3.14@any;         what stands behind the @ is no platform
          3.14@manylinux_2_28_arm64; what stands behind the @ is no platform
          3.14@manylinux_amd64; what stands behind the @ is no platform
          3.14@manylinux_2_28_vax; what stands behind the @ is no platform
          """)
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> of(text))
        .isInstanceOf(MalformedExpectation.class)
        .hasMessageStartingWith(text.isEmpty() ? "\"\": " : text + ": ")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void looksAtCurrentMachinesOfAllFamilies() throws MalformedExpectation {
    assertThat(cells("3.14"))
        .isEqualTo("manylinux_x86_64: 3.14; musllinux_x86_64: 3.14; win_arm64: 3.14");
  }

  @Test
  void letsAPlatformHaveVersionsOfItsOwn() throws MalformedExpectation {
    assertThat(cells("3.10-3.11,3.11@win_arm64"))
        .isEqualTo("manylinux_x86_64: 3.10 3.11; musllinux_x86_64: 3.10 3.11; win_arm64: 3.11");
  }

  @Test
  void looksAtNoOtherPlatformThanTheOneThatIsNamed() throws MalformedExpectation {
    assertThat(cells("3.13-3.14t@manylinux_2_28_x86_64"))
        .isEqualTo("manylinux_2_28_x86_64: 3.13 3.14 3.13t 3.14t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          3.14;                         3.14;  manylinux_2_28_x86_64; true
          3.14;                         3.14t; manylinux_2_28_x86_64; false
          3.13-3.14t@manylinux_x86_64;  3.14t; manylinux_2_28_x86_64; true
          3.14t@manylinux_x86_64;       3.14t; manylinux_x86_64;      true
          3.14t@manylinux_2_28_x86_64;  3.14t; manylinux_2_28_x86_64; true
          3.14t@manylinux_2_28_x86_64;  3.14t; manylinux_x86_64;      false
          3.14t@manylinux_2_28_x86_64;  3.14t; manylinux_2_17_x86_64; false
          3.14@win_amd64,3.14t;         3.14t; win_amd64;             true
          3.14@win_amd64;               3.14;  win_arm64;             false
          """)
  void namesInterpretersOnMachines(String text, String python, String machine, boolean named)
      throws MalformedExpectation {
    PythonBuild build = of(python).pythons().first();

    assertThat(of(text).names(build, Machine.named(machine).getFirst())).isEqualTo(named);
  }

  @Test
  void takesUniversal2ForBothProcessors() throws MalformedExpectation {
    assertThat(cells("3.14@macosx_11_0_universal2"))
        .isEqualTo("macosx_11_0_x86_64: 3.14; macosx_11_0_arm64: 3.14");
    assertThat(cells("3.14@macosx_universal2"))
        .isEqualTo("macosx_x86_64: 3.14; macosx_arm64: 3.14");
  }
}
