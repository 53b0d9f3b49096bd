package io.abiwarden.core.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platforms whose interpreters are known from data. */
class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "manylinux_2_28_x86_64, 14, false, cpython-314-x86_64-linux-gnu",
    "manylinux2014_x86_64, 9, false, cpython-39-x86_64-linux-gnu",
    "manylinux_2_28_aarch64, 14, true, cpython-314t-aarch64-linux-gnu",
    "manylinux_2_17_i686, 12, false, cpython-312-i386-linux-gnu",
    "manylinux_2_31_armv7l, 13, true, cpython-313t-arm-linux-gnueabihf",
    "manylinux_2_28_ppc64le, 14, false, cpython-314-powerpc64le-linux-gnu",
    "manylinux_2_28_s390x, 15, true, cpython-315t-s390x-linux-gnu",
    "manylinux_2_39_riscv64, 14, false, cpython-314-riscv64-linux-gnu",
    // As the extensions of MarkupSafe's wheels for musllinux are named.
    "musllinux_1_1_x86_64, 9, false, cpython-39-x86_64-linux-gnu",
    "musllinux_1_2_x86_64, 10, false, cpython-310-x86_64-linux-gnu",
    "musllinux_1_2_x86_64, 11, false, cpython-311-x86_64-linux-musl",
    "musllinux_1_2_armv7l, 14, false, cpython-314-arm-linux-musleabihf",
    "musllinux_1_2_i686, 14, true, cpython-314t-i386-linux-musl",
    "macosx_11_0_arm64, 14, true, cpython-314t-darwin",
    "macosx_10_13_x86_64, 12, false, cpython-312-darwin",
    "macosx_11_0_universal2, 12, false, cpython-312-darwin",
    "win_amd64, 14, true, cp314t-win_amd64",
    "WIN32, 9, false, cp39-win32",
    "win_arm64, 15, false, cp315-win_arm64",
  })
  void knowsWhatExtensionsAreCalled(String tag, int minor, boolean freeThreaded, String soabi)
      throws UnknownTargetException {
    InterpreterFacts python = Target.parse(tag).interpreter(minor, freeThreaded);

    assertThat(python.soabi()).contains(soabi);
    assertThat(python.extensionSuffixes().getFirst()).contains(soabi);
    assertThat(python.id())
        .isEqualTo("3." + minor + (freeThreaded ? "t" : "") + "@" + tag.toLowerCase(Locale.ROOT));
    assertThat(python.place()).contains(Target.parse(tag).text());
  }

  @Test
  void namesAnInterpreterWithItsPlatform() throws UnknownTargetException {
    assertThat(Target.parse("win_amd64").interpreter(14, true).display())
        .isEqualTo("CPython 3.14t (free-threaded) on win_amd64");
  }

  @ParameterizedTest
  @CsvSource({
    "win64, use win_amd64",
    "windows, use win_amd64",
    "win-amd64, use win_amd64",
    "win_x86_64, use win_amd64",
    "win_x86, use win32",
    "win_aarch64, use win_arm64",
    "winamd64, use win_amd64",
    "manylinux, use manylinux_2_28_x86_64 or the like",
    "manylinux_x86_64, use manylinux_2_28_x86_64",
    "manylinux_2_28_amd64, use manylinux_2_28_x86_64",
    "manylinux-2.28-aarch64, use manylinux_2_28_aarch64",
    "manylinux_2_17_x86_64.manylinux2014_x86_64, use manylinux_2_17_x86_64",
    "manylinux_3_0_x86_64, use manylinux_2_28_x86_64",
    "manylinux_2_2_x86_64, use manylinux_2_28_x86_64",
    "linux, use manylinux_2_28_x86_64 or the like",
    "linux_x86_64, use manylinux_2_28_x86_64 (glibc) or musllinux_1_2_x86_64 (musl)",
    "linux-aarch64, use manylinux_2_28_aarch64",
    "alpine, use musllinux_1_2_x86_64",
    "musllinux_aarch64, use musllinux_1_2_aarch64",
    "macosx_14_arm64, use macosx_14_0_arm64",
    "macosx-11.0-arm64, use macosx_11_0_arm64",
    "macosx_11_0_aarch64, use macosx_11_0_arm64",
    "macosx_10_9_arm64, use macosx_11_0_arm64",
    "macos, use macosx_11_0_arm64 or macosx_10_13_x86_64",
    "darwin, use macosx_11_0_arm64 or macosx_10_13_x86_64",
    "any, every platform",
    "ios_13_0_arm64_iphoneos, not known from data",
    "pyodide_2025_0_wasm32, not known from data",
    "solaris, use win_amd64",
    "'', names no platform",
  })
  void saysWhatWasMeant(String word, String answer) {
    assertThatThrownBy(() -> Target.parse(word))
        .isInstanceOf(UnknownTargetException.class)
        .hasMessageStartingWith(word + " ")
        .hasMessageContaining(answer)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"win64", "manylinux_amd64", "linux_riscv64", "alpine", "macos_x64", "nonsense"})
  void takesWhatItProposes(String word) {
    String message =
        String.valueOf(
            catchThrowableOfType(UnknownTargetException.class, () -> Target.parse(word))
                .getMessage());
    List<String> proposed =
        Pattern.compile("[a-z]+_[a-z0-9_]+|win32")
            .matcher(message.substring(message.indexOf("use ")))
            .results()
            .map(MatchResult::group)
            .toList();

    assertThat(proposed).isNotEmpty();
    assertThat(proposed).allSatisfy(tag -> assertThat(Target.parse(tag).text()).isEqualTo(tag));
  }

  @ParameterizedTest
  @CsvSource({
    "win_amd64, cp39-abi3-win_amd64, true",
    "win_amd64, cp39-abi3-win32, false",
    "macosx_11_0_universal2, cp39-abi3-macosx_11_0_universal2, true",
    "macosx_11_0_universal2, cp39-abi3-macosx_11_0_arm64, false",
    "macosx_10_9_universal2, cp39-abi3-macosx_10_9_universal2, true",
    "macosx_11_0_arm64, cp39-abi3-macosx_10_9_universal2, true",
    "macosx_11_0_arm64, cp39-abi3-macosx_12_0_arm64, false",
    "musllinux_1_2_x86_64, cp39-abi3-manylinux_2_17_x86_64, false",
    "manylinux_2_17_x86_64, cp39-abi3-manylinux_2_28_x86_64, false",
    "manylinux_2_28_x86_64, cp39-abi3-manylinux_2_17_x86_64, true",
    "win_amd64, py3-none-any, true",
  })
  void takesTheWheelsOfItsMachines(String tag, String wheel, boolean accepted)
      throws UnknownTargetException {
    String[] parts = wheel.split("-", -1);
    Target target = Target.parse(tag);

    assertThat(
            target.accepts(
                List.of(new Tag(parts[0], parts[1], parts[2])), target.interpreter(12, false)))
        .isEqualTo(accepted);
  }
}
