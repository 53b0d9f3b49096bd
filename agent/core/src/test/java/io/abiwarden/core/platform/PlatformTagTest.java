package io.abiwarden.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Architecture;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Platform tags of every form that wheels on package indexes have. */
class PlatformTagTest {

  @ParameterizedTest
  @CsvSource({
    "any, Any, every platform, ''",
    "linux_x86_64, Linux, Linux, x86_64",
    "linux_armv6l, Linux, Linux, armv7l",
    "manylinux1_i686, Manylinux, Linux, i686",
    "manylinux_2_28_x86_64, Manylinux, Linux, x86_64",
    "manylinux_2_31_riscv64, Manylinux, Linux, riscv64",
    "manylinux2014_s390x, Manylinux, Linux, s390x",
    "manylinux2014_ppc64le, Manylinux, Linux, ppc64le",
    "musllinux_1_2_loongarch64, Musllinux, Linux, loongarch64",
    "macosx_11_0_arm64, MacOs, macOS, aarch64",
    "macosx_10_9_universal2, MacOs, macOS, x86_64 aarch64",
    "macosx_10_6_intel, MacOs, macOS, x86_64",
    "macosx_10_4_fat, MacOs, macOS, ''",
    "win32, Windows, Windows, i686",
    "win_amd64, Windows, Windows, x86_64",
    "win_arm64, Windows, Windows, aarch64",
    "win_ia64, Windows, Windows, ''",
    "ios_13_0_arm64_iphoneos, Ios, iOS, aarch64",
    "ios_13_0_x86_64_iphonesimulator, Ios, the iOS simulator, x86_64",
    "android_24_arm64_v8a, Android, Android, aarch64",
    "android_24_x86_64, Android, Android, x86_64",
    "emscripten_3_1_58_wasm32, Wasm, WebAssembly, ''",
    "pyodide_2025_0_wasm32, Wasm, WebAssembly, ''",
    "pyemscripten_2026_0_wasm32, Wasm, WebAssembly, ''",
    "freebsd_14_2_release_amd64, Other, another platform, ''",
    "manylinux_2_28, Other, another platform, ''",
    "MANYLINUX_2_28_X86_64, Manylinux, Linux, x86_64"
  })
  void takesApart(String text, String kind, String system, String processors) {
    PlatformTag tag = PlatformTag.parse(text);
    assertThat(tag.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(tag.system()).isEqualTo(system);
    assertThat(tag.architectures().stream().sorted().map(Architecture::tag))
        .containsExactlyInAnyOrderElementsOf(
            processors.isEmpty() ? Set.of() : Set.of(processors.split(" ", -1)));
  }

  @ParameterizedTest
  @CsvSource({
    "manylinux1_x86_64, 2.5",
    "manylinux2010_x86_64, 2.12",
    "manylinux2014_aarch64, 2.17",
    "manylinux_2_39_riscv64, 2.39"
  })
  void namesTheOldestGlibc(String text, String glibc) {
    assertThat(PlatformTag.parse(text))
        .isInstanceOfSatisfying(
            PlatformTag.Manylinux.class, tag -> assertThat(tag.glibc()).hasToString(glibc));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "_",
        "win_",
        "linux_",
        "manylinux_2_99999999999999_x86_64",
        "manylinux_-2_5_x86_64",
        "macosx_11_arm64",
        "manylinux3000_x86_64",
        "ios_13_0_arm64",
        "android_x_arm64",
        "many linux_2_5_x86_64"
      })
  void anythingElsePromisesNothing(String text) {
    assertThat(PlatformTag.parse(text)).isInstanceOf(PlatformTag.Other.class);
  }

  @Test
  void versionsCompareByNumber() {
    VersionNumber old = VersionNumber.parse("3.4.9").orElseThrow();
    VersionNumber recent = VersionNumber.parse("3.4.29").orElseThrow();
    assertThat(recent.isAfter(old)).isTrue();
    assertThat(old.isAfter(old)).isFalse();
    assertThat(VersionNumber.parse("11")).contains(VersionNumber.of(11, 0));
    assertThat(VersionNumber.parse("11.0.0.0")).contains(VersionNumber.of(11, 0));
    assertThat(VersionNumber.parse("2.")).isEmpty();
    assertThat(VersionNumber.parse("2.99999999999")).isEmpty();
  }

  @Test
  void policyKnowsEveryLevelAndLibrary() {
    String levels =
        IntStream.rangeClosed(5, 41)
            .mapToObj(minor -> "manylinux_2_" + minor + "_x86_64")
            .map(text -> (PlatformTag.Manylinux) PlatformTag.parse(text))
            .map(tag -> LinuxPolicy.limit(tag, "GLIBCXX").orElseThrow().toString())
            .distinct()
            .collect(Collectors.joining(" "));
    assertThat(levels).isEqualTo("3.4.8 3.4.13 3.4.19 3.4.22 3.4.24 3.4.28 3.4.29 3.4.30 3.4.33");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux_x86_64",
        "manylinux_2_28_aarch64",
        "musllinux_1_2_x86_64",
        "macosx_11_0_arm64",
        "macosx_10_13_x86_64",
        "win_amd64",
        "ios_13_0_arm64_iphoneos",
        "android_24_x86_64",
        "pyodide_2025_0_wasm32",
        "freebsd_14_2_release_amd64"
      })
  void aTagsMachineTakesItsWheels(String text) {
    assertThat(Hosts.of(PlatformTag.parse(text)).orElseThrow().platforms()).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "macosx_11_0_universal2", "manylinux_3_0_x86_64"})
  void someTagsAreForNoSingleMachine(String text) {
    assertThat(Hosts.of(PlatformTag.parse(text))).isEmpty();
  }
}
