package io.abiwarden.core.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.FakeImage;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AW601 and AW602 on images that have just the one quirk. */
class PlatformRulesTest {

  private static final String FILE = "pkg/_x.abi3.so";

  private static List<Tag> tags(String platforms) {
    return WheelName.expand("cp312-abi3-" + platforms).orElseThrow();
  }

  private static List<Finding> check(String platforms, FakeImage... slices) {
    return PlatformRules.check(FILE, List.of(slices), tags(platforms), Set.of("libown-1a2b.so.1"));
  }

  private static FakeImage elf() {
    return new FakeImage()
        .exports("PyInit__x")
        .linkedTo("libc.so.6")
        .asks("libc.so.6", "GLIBC_2.17", false);
  }

  private static FakeImage plain(ImageFormat format) {
    return new FakeImage(format).exports("PyInit__x");
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "manylinux_2_17_x86_64.manylinux2014_x86_64",
    "manylinux_2_28_x86_64",
    "linux_x86_64",
    "freebsd_14_2_release_amd64",
    "manylinux_3_0_x86_64"
  })
  void aKeptPromiseIsNotMentioned(String platforms) {
    assertThat(check(platforms, elf())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "win_amd64",
    "macosx_11_0_x86_64",
    "ios_13_0_x86_64_iphonesimulator",
    "pyodide_2025_0_wasm32"
  })
  void anElfFileIsForLinux(String platform) {
    Finding finding = only(check(platform, elf()));
    assertThat(finding.rule()).isEqualTo(Rule.AW601);
    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.message()).contains(FILE, "ELF", platform);
    assertThat(finding.help()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MACHO, manylinux_2_28_x86_64",
    "MACHO, win_amd64",
    "PE, manylinux_2_28_x86_64",
    "PE, macosx_11_0_arm64"
  })
  void otherFormatsAreNotForOtherSystems(ImageFormat format, String platform) {
    assertThat(only(check(platform, plain(format))).message()).contains(platform);
  }

  @Test
  void everyTagOfACompressedSetCounts() {
    Finding finding = only(check("manylinux_2_17_x86_64.musllinux_1_2_x86_64", elf()));
    assertThat(finding.message())
        .isEqualTo(
            "pkg/_x.abi3.so is linked against glibc, but the wheel is tagged musllinux_1_2_x86_64,"
                + " whose systems have musl.");
  }

  @Test
  void theProcessorIsTold() {
    Finding finding = only(check("manylinux2014_aarch64.manylinux_2_17_aarch64", elf()));
    assertThat(finding.message())
        .isEqualTo(
            "pkg/_x.abi3.so is for x86_64, but the wheel is tagged manylinux2014_aarch64,"
                + " manylinux_2_17_aarch64, which promises aarch64.");
  }

  @Test
  void aNativeFileIsNotForEveryPlatform() {
    assertThat(only(check("any", elf())).message()).contains("installed on every platform");
    List<Finding> library =
        PlatformRules.check("pkg/libx.so", List.of(new FakeImage()), tags("any"), Set.of());
    assertThat(only(library).level()).isEqualTo(Level.WARNING);
  }

  @Test
  void aLibraryMayBeForOneOfTheTags() {
    List<Tag> both = tags("manylinux_2_17_x86_64.win_amd64");
    assertThat(PlatformRules.check("pkg/libx.so", List.of(new FakeImage()), both, Set.of()))
        .isEmpty();
    assertThat(PlatformRules.check(FILE, List.of(elf()), both, Set.of())).hasSize(1);
  }

  @Test
  void aUniversalTagPromisesBothHalves() {
    FakeImage intel = plain(ImageFormat.MACHO);
    FakeImage arm = plain(ImageFormat.MACHO).on(Architecture.AARCH64);
    assertThat(check("macosx_11_0_universal2", intel, arm)).isEmpty();
    assertThat(check("macosx_11_0_arm64", intel, arm)).isEmpty();
    assertThat(only(check("macosx_11_0_universal2", arm)).message()).contains("promises x86_64");
    assertThat(only(check("macosx_11_0_universal2", arm)).help()).contains("lipo");
    assertThat(check("macosx_10_6_intel", intel)).isEmpty();
  }

  @Test
  void tooNewAGlibcIsAnError() {
    Finding finding =
        only(
            check(
                "manylinux_2_28_x86_64.manylinux_2_17_x86_64",
                elf().asks("libm.so.6", "GLIBC_2.29", false)));
    assertThat(finding.rule()).isEqualTo(Rule.AW602);
    assertThat(finding.level()).isEqualTo(Level.ERROR);
    assertThat(finding.message())
        .isEqualTo(
            "pkg/_x.abi3.so needs glibc 2.29; the wheel's tag manylinux_2_17_x86_64 promises that"
                + " 2.17 is enough.");
    assertThat(finding.help()).contains("manylinux_2_29_x86_64", "manylinux_2_17 image");
  }

  @Test
  void weakVersionsAreNotNeeded() {
    assertThat(check("manylinux_2_17_x86_64", elf().asks("libc.so.6", "GLIBC_2.34", true)))
        .isEmpty();
  }

  @Test
  void packedRelocationsNeedGlibc236() {
    FakeImage packed = elf().asks("libc.so.6", "GLIBC_ABI_DT_RELR", false);
    assertThat(PlatformNeeds.of(packed).glibc()).contains(VersionNumber.of(2, 36));
    assertThat(check("manylinux_2_35_x86_64", packed)).hasSize(1);
    assertThat(check("manylinux_2_36_x86_64", packed)).isEmpty();
  }

  @Test
  void centos7OnAarch64HasMoreThanItsVersionSays() {
    FakeImage image = elf().on(Architecture.AARCH64).asks("libc.so.6", "GLIBC_2.18", false);
    assertThat(check("manylinux_2_17_aarch64", image)).isEmpty();
    assertThat(check("manylinux_2_17_x86_64", elf().asks("libc.so.6", "GLIBC_2.18", false)))
        .hasSize(1);
  }

  @Test
  void runtimesHaveLimitsOfTheirOwn() {
    FakeImage image = elf().asks("libstdc++.so.6", "GLIBCXX_3.4.29", false);
    Finding finding = only(check("manylinux_2_28_x86_64", image));
    assertThat(finding.message())
        .isEqualTo(
            "pkg/_x.abi3.so needs GLIBCXX_3.4.29 of libstdc++.so.6; the systems of the wheel's tag"
                + " manylinux_2_28_x86_64 have GLIBCXX_3.4.24 at least.");
    assertThat(check("manylinux_2_34_x86_64", image)).isEmpty();
    List<Finding> bundled =
        PlatformRules.check(
            FILE, List.of(image), tags("manylinux_2_28_x86_64"), Set.of("libstdc++.so.6"));
    assertThat(bundled).isEmpty();
  }

  @Test
  void betweenTwoPoliciesTheNewerOnesLimitIsTaken() {
    FakeImage image = elf().asks("libstdc++.so.6", "GLIBCXX_3.4.28", false);
    assertThat(check("manylinux_2_28_x86_64", image)).hasSize(1);
    assertThat(check("manylinux_2_30_x86_64", image)).isEmpty();
    assertThat(check("manylinux_2_99_x86_64", image)).isEmpty();
  }

  @Test
  void whatLibgccKeptFromGlibcIsNotGlibc() {
    FakeImage image =
        new FakeImage()
            .exports("PyInit__x")
            .linkedTo("libgcc_s-2d945d6c.so.1", "libc.musl-x86_64.so.1")
            .asks("libgcc_s-2d945d6c.so.1", "GLIBC_2.0", false);
    assertThat(PlatformNeeds.of(image).cLibrary()).isEqualTo(CLibrary.MUSL);
    List<Finding> findings =
        PlatformRules.check(
            FILE, List.of(image), tags("musllinux_1_2_x86_64"), Set.of("libgcc_s-2d945d6c.so.1"));
    assertThat(findings).isEmpty();
    assertThat(only(check("manylinux_2_28_x86_64", image.linkedTo("libown-1a2b.so.1"))).message())
        .contains("linked against musl");
  }

  @Test
  void privateGlibcIsAWarning() {
    Finding finding =
        only(check("manylinux_2_28_x86_64", elf().asks("libc.so.6", "GLIBC_PRIVATE", false)));
    assertThat(finding.level()).isEqualTo(Level.WARNING);
  }

  @Test
  void librariesFromNowhereAreNamed() {
    FakeImage image =
        elf()
            .linkedTo("libown-1a2b.so.1", "ld-linux-x86-64.so.2", "libodbc.so.2", "libstdc++.so.6");
    assertThat(external("manylinux_2_28_x86_64", image)).containsExactly("libodbc.so.2");
    assertThat(external("manylinux_2_28_x86_64", image.looksIn("$ORIGIN/../pkg.libs")))
        .containsExactly("libodbc.so.2");
    assertThat(external("manylinux_2_28_x86_64", image.looksIn("$ORIGIN/../other/lib"))).isEmpty();
    assertThat(external("linux_x86_64", image)).isEmpty();
    assertThat(check("manylinux_2_28_x86_64", image)).isEmpty();
  }

  @Test
  void muslSystemsHaveFewLibraries() {
    FakeImage image = new FakeImage().exports("PyInit__x").linkedTo("libc.so", "libz.so.1");
    assertThat(external("musllinux_1_1_x86_64", image)).isEmpty();
    assertThat(external("musllinux_1_1_x86_64", image.linkedTo("libstdc++.so.6")))
        .containsExactly("libstdc++.so.6");
  }

  private static List<String> external(String platforms, FakeImage image) {
    return PlatformRules.externalLibraries(
        List.of(image), tags(platforms), Set.of("libown-1a2b.so.1"));
  }

  @Test
  void hostileVersionsAreNotNumbers() {
    FakeImage image =
        elf()
            .asks("libc.so.6", "GLIBC_99999999999999999999", false)
            .asks("", "", false)
            .asks("libc.so.6", "GLIBC_", false)
            .asks("x", "_".repeat(1 << 16) + "1", false);
    assertThat(check("manylinux_2_17_x86_64", image)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "macosx_10_9_x86_64, X86_64, 10, 9, true",
    "macosx_10_9_x86_64, X86_64, 10, 13, false",
    "macosx_10_13_x86_64, X86_64, 10, 9, true",
    "macosx_11_0_arm64, AARCH64, 11, 0, true",
    "macosx_11_0_arm64, AARCH64, 12, 0, false",
    "macosx_12_0_arm64, AARCH64, 12, 3, true",
    "macosx_10_9_universal2.macosx_11_0_arm64, AARCH64, 11, 0, true",
    "macosx_10_16_x86_64, X86_64, 11, 0, true",
    "macosx_11_0_x86_64, X86_64, 10, 16, true",
    "macosx_10_15_x86_64, X86_64, 10, 16, false"
  })
  void aNewerMacosIsAWarning(
      String platforms, Architecture processor, int major, int minor, boolean kept) {
    FakeImage image =
        plain(ImageFormat.MACHO).on(processor).runsFrom(MinimumOs.Platform.MACOS, major, minor);
    FakeImage other =
        plain(ImageFormat.MACHO)
            .on(processor == Architecture.AARCH64 ? Architecture.X86_64 : Architecture.AARCH64)
            .runsFrom(MinimumOs.Platform.MACOS, 10, 9);
    List<Finding> findings = check(platforms, image, other);
    if (kept) {
      assertThat(findings).isEmpty();
    } else {
      assertThat(only(findings).level()).isEqualTo(Level.WARNING);
      assertThat(only(findings).rule()).isEqualTo(Rule.AW602);
      assertThat(only(findings).message()).contains("macOS " + major + "." + minor, platforms);
      assertThat(only(findings).help()).contains("MACOSX_DEPLOYMENT_TARGET=");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "macosx_11_0_arm64, IOS, false",
    "ios_13_0_arm64_iphoneos, IOS, true",
    "ios_13_0_arm64_iphoneos, IOS_SIMULATOR, false",
    "ios_13_0_arm64_iphonesimulator, IOS_SIMULATOR, true",
    "ios_13_0_arm64_iphoneos, MACOS, false",
    "ios_12_0_arm64_iphoneos, IOS, false"
  })
  void applesSystemsAreToldApart(String platform, MinimumOs.Platform says, boolean kept) {
    FakeImage image = plain(ImageFormat.MACHO).on(Architecture.AARCH64).runsFrom(says, 13, 0);
    assertThat(check(platform, image).isEmpty()).isEqualTo(kept);
  }

  /** The linker writes 14.0 into whatever is for the simulator of a Mac with an arm64 processor. */
  @ParameterizedTest
  @CsvSource({
    "ios_13_0_arm64_iphonesimulator, AARCH64, IOS_SIMULATOR, 14, true",
    "ios_13_0_arm64_iphonesimulator, AARCH64, IOS_SIMULATOR, 15, false",
    "ios_13_0_x86_64_iphonesimulator, X86_64, IOS_SIMULATOR, 14, false",
    "ios_13_0_arm64_iphoneos, AARCH64, IOS, 14, false"
  })
  void thereIsNoOlderSimulatorOfArm64(
      String platform, Architecture processor, MinimumOs.Platform says, int major, boolean kept) {
    FakeImage image = plain(ImageFormat.MACHO).on(processor).runsFrom(says, major, 0);
    assertThat(check(platform, image).isEmpty()).isEqualTo(kept);
  }

  @Test
  void aFileThatOthersPassOverIsAWarning() {
    for (String name : List.of("x.cp39-win_amd64.pyd", "x.cpython-39-x86_64-linux-gnu.so")) {
      assertThat(only(PlatformRules.check(name, List.of(elf()), tags("any"), Set.of())).level())
          .isEqualTo(Level.WARNING);
    }
    assertThat(only(PlatformRules.check("x.so", List.of(elf()), tags("any"), Set.of())).level())
        .isEqualTo(Level.ERROR);
  }

  @Test
  void muslIsToldByNamesThatCameLater() {
    FakeImage image =
        new FakeImage()
            .exports("PyInit__x")
            .linkedTo("libc.musl-x86_64.so.1")
            .needs("malloc", "__time64")
            .weaklyNeeds("statx");
    assertThat(check("musllinux_1_1_x86_64", image)).isEmpty();
    image.needs("qsort_r", "gettid");
    Finding error = only(check("musllinux_1_1_x86_64", image));
    assertThat(error.level()).isEqualTo(Level.ERROR);
    assertThat(error.message())
        .isEqualTo(
            "pkg/_x.abi3.so needs musl 1.2.3, for qsort_r; the wheel's tag musllinux_1_1_x86_64"
                + " promises that 1.1 is enough.");
    assertThat(error.help()).contains("musllinux_1_2_x86_64");
    assertThat(only(check("musllinux_1_2_x86_64", image)).level()).isEqualTo(Level.NOTE);
    assertThat(check("musllinux_1_1_x86_64", image.linkedTo("libown-1a2b.so.1"))).isEmpty();
  }
}
