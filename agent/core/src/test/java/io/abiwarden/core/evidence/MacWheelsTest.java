package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.PinnedWheel;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.image.EntryFunction;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.ImageSlice;
import io.abiwarden.core.image.MachOWheels;
import io.abiwarden.core.image.MinimumOs;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A release's wheel for macOS gives the same evidence as that for Linux. */
class MacWheelsTest {

  private static final PinnedWheel PSUTIL_LINUX =
      new PinnedWheel(
          "psutil==7.2.2",
          "3.14",
          "abi3",
          "manylinux_2_28_x86_64",
          "076a2d2f923fd4821644f5ba89f059523da90dc9014e85f8e45a5774ca5bc6f9");
  private static final PinnedWheel PSUTIL_ARM64 =
      new PinnedWheel(
          "psutil==7.2.2",
          "3.14",
          "abi3",
          "macosx_11_0_arm64",
          "1a7b04c10f32cc88ab39cbf606e117fd74721c831c98a27dc04578deb0c16979");
  private static final PinnedWheel PSUTIL_X86_64 =
      new PinnedWheel(
          "psutil==7.2.2",
          "3.14",
          "abi3",
          "macosx_10_9_x86_64",
          "ed0cace939114f62738d808fdcecd4c869222507e266e574799e9c0faa17d486");
  private static final PinnedWheel SIP_LINUX =
      new PinnedWheel(
          "pyqt6-sip==13.13.0",
          "3.14",
          "cp314",
          "manylinux_2_5_x86_64",
          "6037f5f122b190ec1c3f53fdc796b68a9fbf83824b2d1c11f0ecbb787989a542");
  private static final PinnedWheel MARKUPSAFE_LINUX =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.14",
          "cp314t",
          "manylinux_2_28_x86_64",
          "b4a635a0487774f841cb1fb62e907e7195cc95bc761e053184b8acc3ceb20733");
  private static final PinnedWheel MARKUPSAFE_MAC =
      new PinnedWheel(
          "markupsafe==3.0.4",
          "3.14",
          "cp314t",
          "macosx_11_0_arm64",
          "fa95848c929b6a75f6848d3c9793e59db365ee436776e57db835cdbfa79ba977");
  private static final PinnedWheel RPDS_LINUX =
      new PinnedWheel(
          "rpds-py==2026.9.1",
          "3.14",
          "cp314t",
          "manylinux2014_x86_64",
          "0da298fb372dc192610a4b9ecbc68a0cd8b675bbbd1fc519d01b41cfd658333e");
  private static final PinnedWheel RPDS_MAC =
      new PinnedWheel(
          "rpds-py==2026.9.1",
          "3.14",
          "cp314t",
          "macosx_11_0_arm64",
          "068c37bba854ec2fe42f7365c640af11dd9895890ccbf2df5070d0c059bd7f96");
  private static final PinnedWheel HYPOTHESIS =
      new PinnedWheel(
          "hypothesis==6.170.15",
          "3.15",
          "abi3t",
          "macosx_11_0_arm64",
          "742846b0e2e31640acf8bba7c2b8b6eb9cecd6817a906af6d4b5ced9db697660");

  static List<Arguments> pairs() {
    return List.of(
        Arguments.of(
            PSUTIL_ARM64,
            "psutil/_psutil_osx.abi3.so",
            List.of("11.0"),
            PSUTIL_LINUX,
            "psutil/_psutil_linux.abi3.so"),
        Arguments.of(
            PSUTIL_X86_64,
            "psutil/_psutil_osx.abi3.so",
            List.of("10.9"),
            PSUTIL_LINUX,
            "psutil/_psutil_linux.abi3.so"),
        Arguments.of(
            MachOWheels.SIP,
            "PyQt6/sip.cpython-314-darwin.so",
            List.of("10.15", "11.0"),
            SIP_LINUX,
            "PyQt6/sip.cpython-314-x86_64-linux-gnu.so"),
        Arguments.of(
            MARKUPSAFE_MAC,
            "markupsafe/_speedups.cpython-314t-darwin.so",
            List.of("11.0"),
            MARKUPSAFE_LINUX,
            "markupsafe/_speedups.cpython-314t-x86_64-linux-gnu.so"),
        Arguments.of(
            RPDS_MAC,
            "rpds/rpds.cpython-314t-darwin.so",
            List.of("11.0"),
            RPDS_LINUX,
            "rpds/rpds.cpython-314t-x86_64-linux-gnu.so"));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void saysTheSameAsForLinux(
      PinnedWheel mac, String macFile, List<String> minimums, PinnedWheel linux, String linuxFile)
      throws Exception {
    ByteBuffer other = ByteBuffer.wrap(linux.read(linuxFile));
    List<String> expected = said(EvidenceReader.read(ImageReader.read(other), other));
    List<ImageSlice> slices = ImageReader.slices(ByteBuffer.wrap(mac.read(macFile)));
    List<String> found = new ArrayList<>();
    for (ImageSlice slice : slices) {
      Image image = slice.read();
      assertThat(said(EvidenceReader.read(image, slice.bytes()))).isEqualTo(expected);
      image.minimumOs().map(MinimumOs::version).ifPresent(found::add);
    }
    assertThat(found).isEqualTo(minimums);
  }

  /** What the two systems' builds of one source have in common. */
  private static List<String> said(Evidence evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("%s, stable ABI %s".formatted(evidence.builder(), evidence.needs().stable()));
    for (EntryEvidence entry : evidence.entries()) {
      lines.add(
          "%s %s %s %s %s exact %s"
              .formatted(
                  entry.entry().symbol().replaceAll("_(linux|osx)$", ""),
                  entry.phase(),
                  entry.apiVersion(),
                  entry.gilCall(),
                  entry.ending(),
                  entry.exact()));
      for (RawDefinition definition : entry.definitions()) {
        lines.add(
            "%s %s %s %d %s"
                .formatted(
                    definition.name().orElse("").replaceAll("_(linux|osx)$", ""),
                    definition.layout(),
                    definition.header(),
                    definition.size(),
                    definition.slots().map(MacWheelsTest::slots)));
      }
    }
    return lines;
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
  void readsExportedSlots() throws Exception {
    byte[] file = HYPOTHESIS.read("hypothesis/_native.abi3t-darwin.so");
    Evidence evidence = EvidenceReader.read(ImageReader.read(file), ByteBuffer.wrap(file));
    assertThat(evidence.entries()).hasSize(4);
    for (EntryEvidence entry : evidence.entries()) {
      assertThat(entry.entry().style()).isEqualTo(EntryFunction.Style.PY_MOD_EXPORT);
      assertThat(entry.exported().orElseThrow().slots()).extracting(Slot::id).contains(85, 109, 87);
      assertThat(entry.exported().orElseThrow().slots())
          .flatExtracting(slot -> slot.abiInfo().stream().toList())
          .extracting(info -> info.flags())
          .containsExactly(7);
    }
  }

  @Test
  void namesTheLibrariesThatSymbolsComeFrom() throws Exception {
    Image image = ImageReader.read(PSUTIL_ARM64.read("psutil/_psutil_osx.abi3.so"));
    assertThat(image.needs())
        .filteredOn(need -> need.name().startsWith("Py") || need.name().startsWith("_Py"))
        .hasSizeGreaterThan(30)
        .allSatisfy(need -> assertThat(need.library()).isEmpty());
    assertThat(image.needs())
        .filteredOn(need -> need.name().equals("proc_pidinfo"))
        .singleElement()
        .satisfies(need -> assertThat(need.library()).contains("/usr/lib/libSystem.B.dylib"));
  }
}
