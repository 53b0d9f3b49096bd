package io.abiwarden.core.image;

import static io.abiwarden.core.image.ElfBuilder.AARCH64;
import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static io.abiwarden.core.image.ElfBuilder.X86_64;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PltStubsTest {

  /** The code, and how far behind its start the distance counts from. */
  @ParameterizedTest
  @CsvSource({
    "ff25faef0000, 0x10000", // jmp *[rip+..]: GNU ld, lld
    "ff25faef00006800000000e9f0ffffff, 0x10000",
    "f2ff25f9ef0000, 0x10000", // with bnd
    "f30f1efaff25f6ef0000, 0x10000", // endbr64 before
    "f30f1efaf2ff25f5ef00000f1f440000, 0x10000",
    "f30f1efa41bb01000000ff25f0ef0000, 0x10000" // mold
  })
  void followsX86Stubs(String code, String word) throws Exception {
    byte[] file = new ElfBuilder(X86_64).bytes(CODE, HexFormat.of().parseHex(code)).build();
    assertThat(ImageReader.read(file).stubTarget(CODE)).hasValue(Long.decode(word));
  }

  @ParameterizedTest
  @CsvSource({
    "f30f1efa6801000000f2e9f0ffffff90, true",
    "f30f1efa6801000000e9f0ffffff6690, true",
    "f30f1efa6807000000e9f0ffffff6690, false", // no such relocation
    "f30f1efa68ffffffffe9f0ffffff6690, false"
  })
  void findsLazyX86StubsByTheirIndex(String code, boolean found) throws Exception {
    ElfBuilder builder = new ElfBuilder(X86_64).bytes(CODE, HexFormat.of().parseHex(code));
    int need = builder.need("PyModuleDef_Init");
    builder.pltRelocation(DATA, 7, need).pltRelocation(DATA + 8, 7, need);
    assertThat(ImageReader.read(builder.build()).stubTarget(CODE))
        .isEqualTo(found ? OptionalLong.of(DATA + 8) : OptionalLong.empty());
  }

  @Test
  void followsAarch64Stubs() throws Exception {
    // adrp x16, +15 pages; ldr x17, [x16, #24]; add x16, x16, #24; br x17
    int[] plain = {0xf0000070, 0xf9400e11, 0x91006210, 0xd61f0220};
    int[] backwards = {0xf0fffff0, 0xf9400e11, 0x91006210, 0xd61f0220};
    int[] guarded = {0xd503245f, 0xf0000070, 0xf9400e11, 0x91006210, 0xd61f0220};
    int[] signed = {0xd503245f, 0xf0000070, 0xf9400e11, 0x91006210, 0xd503219f, 0xd61f0220};
    ElfBuilder builder = new ElfBuilder(AARCH64);
    builder
        .instructions(CODE, plain)
        .instructions(CODE + 32, guarded)
        .instructions(CODE + 64, signed)
        .instructions(CODE + 96, backwards);
    Image image = ImageReader.read(builder.build());
    assertThat(image.stubTarget(CODE)).hasValue(DATA + 24);
    assertThat(image.stubTarget(CODE + 32)).hasValue(DATA + 24);
    assertThat(image.stubTarget(CODE + 64)).hasValue(DATA + 24);
    assertThat(image.stubTarget(CODE + 96)).hasValue(24);
    assertThat(image.stubTarget(CODE + 4)).isEmpty();
  }

  @Test
  void findsNoneElsewhere() throws Exception {
    ElfBuilder builder = new ElfBuilder(X86_64);
    builder.bytes(DATA, HexFormat.of().parseHex("ff25faef0000"));
    // A jump that the segment cuts.
    builder.bytes(DATA - 4, HexFormat.of().parseHex("ff250000"));
    Image image = ImageReader.read(builder.build());
    assertThat(image.stubTarget(CODE)).isEmpty();
    assertThat(image.stubTarget(DATA)).as("data").isEmpty();
    assertThat(image.stubTarget(DATA - 1)).isEmpty();
    assertThat(image.stubTarget(1L << 60)).isEmpty();
  }
}
