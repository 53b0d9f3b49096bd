package io.abiwarden.core.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.AbiInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code PyABIInfo_Check} of CPython 3.15, rule by rule and in its order. */
class AbiInfoCheckTest {

  private static final String ACCEPTS = "accepts";

  private static String check(AbiInfo info, int hex, boolean freeThreaded) {
    InterpreterFacts facts =
        new InterpreterFacts(
            "test",
            new PythonVersion(hex),
            freeThreaded,
            false,
            "linux_x86_64",
            Optional.empty(),
            List.of(".so"),
            Optional.empty());
    return AbiInfoCheck.refusal(info, facts).orElse(ACCEPTS);
  }

  /** The running interpreter is 3.15.2, 0x030f02f0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # major | flags | abi version | with a GIL | free-threaded
          0       | 0xffff | 0x7fffffff | accepts | accepts
          0       | 4      | 0x02000000 | accepts | accepts
          2       | 6      | 0          | PyABIInfo version too high | PyABIInfo version too high
          255     | 0      | 0          | PyABIInfo version too high | PyABIInfo version too high
          1       | 0      | 0          | accepts | accepts
          1       | 6      | 0          | accepts | accepts
          1       | 2      | 0          | accepts | incompatible with free-threaded CPython
          1       | 4      | 0          | only compatible with free-threaded CPython | accepts
          1       | 2      | 0x030f02f0 | accepts | incompatible with free-threaded CPython
          1       | 6      | 0x030f02f0 | accepts | accepts
          1       | 6      | 0x030f00a1 | accepts | accepts
          1       | 6      | 0x030fffff | accepts | accepts
          1       | 6      | 0x030e07f0 | incompatible ABI version (3.14) | incompatible ABI version (3.14)
          1       | 6      | 0x03100000 | incompatible ABI version (3.16) | incompatible ABI version (3.16)
          1       | 0      | 0x040f0000 | incompatible ABI version (4.15) | incompatible ABI version (4.15)
          1       | 4      | 0x030e0000 | incompatible ABI version (3.14) | incompatible ABI version (3.14)
          1       | 6      | 0xff000000 | incompatible ABI version (255.0) | incompatible ABI version (255.0)
          1       | 6      | 0x00000001 | incompatible ABI version (0.0) | incompatible ABI version (0.0)
          1       | 7      | 0x030f0000 | accepts | accepts
          1       | 7      | 0          | accepts | accepts
          1       | 7      | 0x03020000 | accepts | accepts
          1       | 7      | 0x0301ffff | invalid stable ABI version (3.1) | invalid stable ABI version (3.1)
          1       | 7      | 0x00000001 | invalid stable ABI version (0.0) | invalid stable ABI version (0.0)
          1       | 7      | 0x030fffff | accepts | accepts
          1       | 7      | 0x03100000 | incompatible future stable ABI version (3.16) | incompatible future stable ABI version (3.16)
          1       | 7      | 0xffffffff | incompatible future stable ABI version (255.255) | incompatible future stable ABI version (255.255)
          1       | 3      | 0x030f0000 | accepts | incompatible with free-threaded CPython
          1       | 5      | 0x030f0000 | only compatible with free-threaded CPython | accepts
          1       | 1      | 0x030c0000 | accepts | accepts
          1       | 9      | 0          | cannot use both internal and stable ABI | cannot use both internal and stable ABI
          1       | 15     | 0x030f02f0 | cannot use both internal and stable ABI | cannot use both internal and stable ABI
          1       | 15     | 0x030f0000 | incompatible internal ABI (0x30f0000 != 0x30f02f0) | incompatible internal ABI (0x30f0000 != 0x30f02f0)
          1       | 15     | 0x03100000 | incompatible internal ABI (0x3100000 != 0x30f02f0) | incompatible internal ABI (0x3100000 != 0x30f02f0)
          1       | 10     | 0x030f02f0 | accepts | incompatible with free-threaded CPython
          1       | 12     | 0x030f02f0 | only compatible with free-threaded CPython | accepts
          1       | 14     | 0x030f01f0 | incompatible internal ABI (0x30f01f0 != 0x30f02f0) | incompatible internal ABI (0x30f01f0 != 0x30f02f0)
          1       | 14     | 0          | accepts | accepts
          1       | 8      | 0xffffffff | incompatible internal ABI (0xffffffff != 0x30f02f0) | incompatible internal ABI (0xffffffff != 0x30f02f0)
          1       | 0xfff0 | 0          | accepts | accepts
          1       | 0xfff6 | 0x030f0000 | accepts | accepts
          """)
  void saysWhatCPythonSays(
      int major, String flags, String version, String withGil, String freeThreaded) {
    AbiInfo info =
        new AbiInfo(major, 77, Integer.decode(flags), 0x1234, Long.decode(version).intValue());
    assertThat(check(info, 0x030f02f0, false)).isEqualTo(withGil);
    assertThat(check(info, 0x030f02f0, true)).isEqualTo(freeThreaded);
  }

  /** What 3.15's own {@code PyABIInfo_VAR} writes fits the builds it was written on. */
  @Test
  void acceptsWhatHeadersWriteForTheirOwnBuilds() {
    for (int hex : new int[] {0x030f00c1, 0x030f02f0, 0x031000a0}) {
      int minor = hex & 0xffff0000;
      assertThat(check(new AbiInfo(1, 0, 2, hex, hex), hex, false)).isEqualTo(ACCEPTS);
      assertThat(check(new AbiInfo(1, 0, 4, hex, hex), hex, true)).isEqualTo(ACCEPTS);
      assertThat(check(new AbiInfo(1, 0, 10, hex, hex), hex, false)).isEqualTo(ACCEPTS);
      assertThat(check(new AbiInfo(1, 0, 12, hex, hex), hex, true)).isEqualTo(ACCEPTS);
      for (boolean freeThreaded : new boolean[] {false, true}) {
        assertThat(check(new AbiInfo(1, 0, 7, hex, minor), hex, freeThreaded)).isEqualTo(ACCEPTS);
      }
    }
  }

  @Test
  void aPreReleaseIsAnotherInternalAbi() {
    assertThat(check(new AbiInfo(1, 0, 10, 0, 0x030f00c1), 0x030f00f0, false))
        .isEqualTo("incompatible internal ABI (0x30f00c1 != 0x30f00f0)");
  }
}
