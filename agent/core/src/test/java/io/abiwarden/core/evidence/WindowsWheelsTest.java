package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.PinnedWheel;
import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.memory.Word;
import io.abiwarden.core.python.PythonDll;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A release's wheels for Windows give the same evidence as that for Linux. */
class WindowsWheelsTest {

  private static final String PSUTIL = "psutil/_psutil_windows.pyd";
  private static final PinnedWheel PSUTIL_WINDOWS =
      new PinnedWheel(
          "psutil==7.2.2",
          "3.14",
          "abi3",
          "win_amd64",
          "eb7e81434c8d223ec4a219b5fc1c47d0417b12be7ea866e24fb5ad6e84b3d988");
  private static final PinnedWheel PSUTIL_LINUX =
      new PinnedWheel(
          "psutil==7.2.2",
          "3.14",
          "abi3",
          "manylinux_2_28_x86_64",
          "076a2d2f923fd4821644f5ba89f059523da90dc9014e85f8e45a5774ca5bc6f9");
  private static final PinnedWheel SIP_WINDOWS =
      new PinnedWheel(
          "pyqt6-sip==13.13.0",
          "3.13",
          "cp313",
          "win_amd64",
          "b202f08bf0d68c0bd80def5c273acd0e1fe3deee8eda9ad8244b8286bc333e0a");
  private static final PinnedWheel SIP_LINUX =
      new PinnedWheel(
          "pyqt6-sip==13.13.0",
          "3.13",
          "cp313",
          "manylinux_2_5_x86_64",
          "c42dcf3fa0b8bb9985423850971064323a3a4aa97efdc3fa69161b37088d795c");
  private static final PinnedWheel MARKUPSAFE_WINDOWS =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.14",
          "cp314t",
          "win_amd64",
          "a18f38cafc329bac5e3c2b96c765b4c96d3d103421ed22ab7988c1e3fce27464");
  private static final PinnedWheel MARKUPSAFE_LINUX =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.14",
          "cp314t",
          "manylinux_2_28_x86_64",
          "b4a635a0487774f841cb1fb62e907e7195cc95bc761e053184b8acc3ceb20733");
  private static final PinnedWheel MARKUPSAFE_ARM64 =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.13",
          "cp313",
          "win_arm64",
          "06de8ef6331f6e822c28d577dc8bf43fe398800477c49498f38fc38b67ff33fc");
  private static final PinnedWheel MARKUPSAFE_GIL_LINUX =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.13",
          "cp313",
          "manylinux_2_28_x86_64",
          "434139499bb20b502ed3baa1f169e618f924a97e7a777fea1a49446d80106cf6");
  private static final PinnedWheel NO_SLOTS_WINDOWS =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.10",
          "cp310",
          "win_amd64",
          "5c22873ad1f0532ba40fa1727f3c0fc1bbbaab6d373d4cbe3f0dc74b2e2521c7");
  private static final PinnedWheel NO_SLOTS_ARM64 =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.10",
          "cp310",
          "win_arm64",
          "3d23795802fc8bd72534836d64489bbf0f67c088959091bdb22e10735a5107bf");
  private static final PinnedWheel NO_SLOTS_LINUX =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.10",
          "cp310",
          "manylinux_2_28_x86_64",
          "d1aca03ede943eb80ab3d63bb082c84b7aab85ea83bd0fd0c200260945fb49d9");
  private static final PinnedWheel MARKUPSAFE_X86 =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.13",
          "cp313",
          "win32",
          "672d207103e6b16ca098611b0f9efad6bc00afd47c03d6ef62186495ca677dc0");

  static List<Arguments> pairs() {
    return List.of(
        Arguments.of(PSUTIL_WINDOWS, PSUTIL, PSUTIL_LINUX, "psutil/_psutil_linux.abi3.so"),
        Arguments.of(
            SIP_WINDOWS,
            "PyQt6/sip.cp313-win_amd64.pyd",
            SIP_LINUX,
            "PyQt6/sip.cpython-313-x86_64-linux-gnu.so"),
        Arguments.of(
            MARKUPSAFE_WINDOWS,
            "markupsafe/_speedups.cp314t-win_amd64.pyd",
            MARKUPSAFE_LINUX,
            "markupsafe/_speedups.cpython-314t-x86_64-linux-gnu.so"),
        Arguments.of(
            NO_SLOTS_WINDOWS,
            "markupsafe/_speedups.cp310-win_amd64.pyd",
            NO_SLOTS_LINUX,
            "markupsafe/_speedups.cpython-310-x86_64-linux-gnu.so"),
        Arguments.of(
            NO_SLOTS_ARM64,
            "markupsafe/_speedups.cp310-win_arm64.pyd",
            NO_SLOTS_LINUX,
            "markupsafe/_speedups.cpython-310-x86_64-linux-gnu.so"),
        Arguments.of(
            MARKUPSAFE_ARM64,
            "markupsafe/_speedups.cp313-win_arm64.pyd",
            MARKUPSAFE_GIL_LINUX,
            "markupsafe/_speedups.cpython-313-x86_64-linux-gnu.so"));
  }

  private static Evidence evidence(PinnedWheel wheel, String file) throws Exception {
    byte[] bytes = wheel.read(file);
    return EvidenceReader.read(ImageReader.read(bytes), ByteBuffer.wrap(bytes));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void saysTheSameAsForLinux(
      PinnedWheel windows, String windowsFile, PinnedWheel linux, String linuxFile)
      throws Exception {
    assertThat(said(evidence(windows, windowsFile))).isEqualTo(said(evidence(linux, linuxFile)));
  }

  /** What the two systems' builds of one source have in common. */
  private static List<String> said(Evidence evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("%s, stable ABI %s".formatted(evidence.builder(), evidence.needs().stable()));
    for (EntryEvidence entry : evidence.entries()) {
      lines.add(
          "%s %s %s %s %s exact %s"
              .formatted(
                  common(entry.entry().symbol()),
                  entry.phase(),
                  entry.apiVersion(),
                  entry.gilCall(),
                  entry.ending(),
                  entry.exact()));
      for (RawDefinition definition : entry.definitions()) {
        lines.add(
            "%s %s %s %s complete %s"
                .formatted(
                    common(definition.name().orElse("")),
                    definition.layout(),
                    definition.header(),
                    definition.slots().map(WindowsWheelsTest::slots),
                    definition.slots().map(SlotArray::complete)));
      }
    }
    return lines;
  }

  private static String common(String name) {
    return name.replaceAll("_?psutil_(linux|windows)$", "psutil");
  }

  private static List<String> slots(SlotArray array) {
    return array.slots().stream()
        .map(
            slot ->
                // Small numbers are values, others addresses.
                slot.value() instanceof Word.Value(long value) && value < 16
                    ? slot.id() + "=" + value
                    : slot.id() + "=address")
        .toList();
  }

  @Test
  void findsDefinitionsOf32BitBuilds() throws Exception {
    Evidence evidence = evidence(MARKUPSAFE_X86, "markupsafe/_speedups.cp313-win32.pyd");
    assertThat(evidence.image().architecture()).isEqualTo(Architecture.I686);
    RawDefinition definition = evidence.entries().getFirst().definitions().getFirst();
    assertThat(definition.layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(definition.name()).contains("markupsafe._speedups");
    assertThat(definition.slots().map(WindowsWheelsTest::slots)).contains(List.of("3=2", "4=1"));
    assertThat(evidence.entries().getFirst().phase()).isEqualTo(Phase.MULTI);
  }

  @Test
  void namesThePythonThatSymbolsComeFrom() throws Exception {
    Image stable = ImageReader.read(PSUTIL_WINDOWS.read(PSUTIL));
    assertThat(pythons(stable))
        .containsExactly(new PythonDll(PythonDll.Kind.STABLE, OptionalInt.empty(), false, false));
    Image versioned =
        ImageReader.read(MARKUPSAFE_WINDOWS.read("markupsafe/_speedups.cp314t-win_amd64.pyd"));
    assertThat(pythons(versioned))
        .containsExactly(new PythonDll(PythonDll.Kind.VERSION, OptionalInt.of(14), true, false));
    assertThat(Needs.of(stable).names()).hasSizeGreaterThan(20).noneMatch(n -> n.contains("#"));
    assertThat(Needs.of(stable).stable()).isTrue();
  }

  private static List<PythonDll> pythons(Image image) {
    return image.needs().stream()
        .map(NeededSymbol::library)
        .flatMap(Optional::stream)
        .distinct()
        .flatMap(library -> PythonDll.of(library).stream())
        .toList();
  }

  @Test
  @Timeout(300)
  void survivesARealFileThatIsCutOrChanged() throws Exception {
    byte[] original = PSUTIL_WINDOWS.read(PSUTIL);
    Random random = new Random(7);
    int read = 0;
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      boolean cut = round % 3 == 0;
      byte[] file =
          Arrays.copyOf(original, cut ? random.nextInt(original.length) : original.length);
      // The headers and tables are what a change matters to: at the start, and behind the code.
      for (int flips = random.nextInt(30); flips > 0 && file.length > 0; flips--) {
        int at = random.nextInt(2) == 0 ? random.nextInt(0x400) : random.nextInt(original.length);
        if (at < file.length) {
          file[at] = (byte) random.nextInt();
        }
      }
      try {
        DefinitionFinder.find(ImageReader.read(file));
        read++;
      } catch (ImageFormatException e) {
        assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
      }
    }
    assertThat(read).isBetween(rounds / 50, rounds / 2);
  }
}
