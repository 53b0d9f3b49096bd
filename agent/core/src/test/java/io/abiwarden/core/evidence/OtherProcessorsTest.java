package io.abiwarden.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.artifact.PinnedWheel;
import io.abiwarden.core.code.EntryTracer;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.definition.SlotArray;
import io.abiwarden.core.definition.SlotFinder;
import io.abiwarden.core.image.ImageReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wheels for processors whose code is not followed give the same evidence as those for x86-64. */
class OtherProcessorsTest {

  private static final String RPDS =
      "cdeaa99ce822dca76cfb1b993e9120c5ea212f2eb66d48950ad63c349668a018";
  private static final String NATIVE =
      "55e3dcd5d8fbfd5a97018ff2712f375148b62ef537490c281a198977f3588578";

  private static Evidence rpds(String platform, String sha256, String suffix) throws Exception {
    return evidence(
        new PinnedWheel("rpds-py==2026.9.1", "3.15", "cp315t", platform, sha256), "rpds/" + suffix);
  }

  private static Evidence hypothesis(String platform, String sha256, String suffix)
      throws Exception {
    return evidence(
        new PinnedWheel("hypothesis==6.170.15", "3.15", "abi3t", platform, sha256),
        "hypothesis/" + suffix);
  }

  private static Evidence evidence(PinnedWheel wheel, String file) throws Exception {
    byte[] bytes = wheel.read(file);
    return EvidenceReader.read(ImageReader.read(bytes), ByteBuffer.wrap(bytes));
  }

  /** What every module's slots are, but for addresses. */
  private static List<String> said(Evidence evidence) {
    return evidence.entries().stream()
        .map(
            entry ->
                entry.entry().symbol()
                    + " "
                    + entry.exported().map(SlotArray::slots).orElse(List.of()).stream()
                        .map(slot -> slot.id() + "=" + value(slot))
                        .toList())
        .sorted()
        .toList();
  }

  private static String value(Slot slot) {
    boolean number = slot.id() == 87;
    return number
        ? slot.value().toString()
        : slot.abiInfo().map(Object::toString).orElse("an address");
  }

  @ParameterizedTest
  @CsvSource({
    "manylinux_2_17_s390x,ea394a937f17a54c51239348bdbe2e3518124c8d4a8951ba04a311d3095bd18f,"
        + "rpds.cpython-315t-s390x-linux-gnu.so",
    "manylinux_2_17_armv7l,a8763f20692da7df39b0afdd1ba3042b004c50a45994f76c2d9a25641f7673db,"
        + "rpds.cpython-315t-arm-linux-gnueabihf.so",
    "win32,5c6ee90dee3e85e055ddfd502d611643d9b0fd94c818220bda84ec3dacd9b27b,"
        + "rpds.cp315t-win32.pyd"
  })
  void findsTheSlotsOfTheOnlyModule(String platform, String sha256, String file) throws Exception {
    Evidence other = rpds(platform, sha256, file);
    assertThat(EntryTracer.follows(other.image())).isFalse();
    Evidence known = rpds("manylinux_2_17_x86_64", RPDS, "rpds.cpython-315t-x86_64-linux-gnu.so");
    assertThat(EntryTracer.follows(known.image())).isTrue();
    assertThat(said(other)).isEqualTo(said(known)).anyMatch(line -> line.contains("87=Value"));
    assertThat(SlotFinder.find(known.image()))
        .extracting(array -> array.slots().stream().map(Slot::id).toList())
        .containsExactly(List.of(85, 109, 87, 100, 101));
  }

  @ParameterizedTest
  @CsvSource({
    "manylinux_2_5_i686,508488dd4e92e03ecd16ea086f33d766855ed1febd322a439ec231c920b1740a,"
        + "_native.abi3t-i386-linux-gnu.so",
    "manylinux_2_31_riscv64,417fe54775f846fa4903bb2094ce3092a0ecc107db6676b21fd8069fcc328cb9,"
        + "_native.abi3t-riscv64-linux-gnu.so"
  })
  void tellsTheModulesOfOneFileByTheirNames(String platform, String sha256, String file)
      throws Exception {
    Evidence other = hypothesis(platform, sha256, file);
    Evidence known =
        hypothesis("manylinux_2_17_x86_64", NATIVE, "_native.abi3t-x86_64-linux-gnu.so");
    assertThat(said(other)).isEqualTo(said(known)).hasSize(4);
  }

  @Test
  void findsNoSlotsWhereThereAreNone() throws Exception {
    PinnedWheel wheel =
        new PinnedWheel(
            "markupsafe==3.0.4",
            "3.13",
            "cp313",
            "win32",
            "672d207103e6b16ca098611b0f9efad6bc00afd47c03d6ef62186495ca677dc0");
    assertThat(
            SlotFinder.find(ImageReader.read(wheel.read("markupsafe/_speedups.cp313-win32.pyd"))))
        .isEmpty();
  }
}
