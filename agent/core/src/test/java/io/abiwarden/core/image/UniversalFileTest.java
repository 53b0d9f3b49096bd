package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Universal files: several processors' images in one. */
class UniversalFileTest {

  private static final int ALIGNMENT = 0x4000;

  private static byte[] slice(int processor) {
    MachOBuilder builder = new MachOBuilder(processor);
    builder.function("_PyInit_for" + processor, MachOBuilder.CODE);
    return builder.build();
  }

  private static byte[] universal(boolean wide, byte[]... slices) {
    int size = ALIGNMENT;
    for (byte[] slice : slices) {
      size += (slice.length + ALIGNMENT - 1) & -ALIGNMENT;
    }
    ByteBuffer file = ByteBuffer.allocate(size);
    file.putInt(wide ? 0xcafebabf : 0xcafebabe).putInt(slices.length);
    int at = ALIGNMENT;
    for (byte[] slice : slices) {
      ByteBuffer header = ByteBuffer.wrap(slice).order(ByteOrder.LITTLE_ENDIAN);
      file.putInt(header.getInt(4)).putInt(header.getInt(8));
      if (wide) {
        file.putLong(at).putLong(slice.length).putInt(14).putInt(0);
      } else {
        file.putInt(at).putInt(slice.length).putInt(14);
      }
      file.put(at, slice);
      at += (slice.length + ALIGNMENT - 1) & -ALIGNMENT;
    }
    return file.array();
  }

  private static byte[] both(boolean wide) {
    return universal(wide, slice(MachOBuilder.X86_64), slice(MachOBuilder.ARM64));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsEverySlice(boolean wide) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(both(wide));
    List<Image> images = ImageReader.readAll(file);
    assertThat(images)
        .extracting(Image::architecture)
        .containsExactly(Architecture.X86_64, Architecture.AARCH64);
    assertThat(images).allSatisfy(image -> assertThat(image.entries()).hasSize(1));
    assertThat(ImageReader.read(file).architecture()).isEqualTo(Architecture.X86_64);
    assertThat(ImageReader.slices(file))
        .extracting(slice -> slice.processor().orElse(""))
        .containsExactly("x86_64", "arm64");
    assertThat(file.position()).isZero();
  }

  @Test
  void readsAnyFileAsOneImage() throws Exception {
    assertThat(ImageReader.readAll(ByteBuffer.wrap(slice(MachOBuilder.ARM64)))).hasSize(1);
    assertThat(
            ImageReader.slices(ByteBuffer.wrap(slice(MachOBuilder.ARM64))).getFirst().processor())
        .isEmpty();
    byte[] elf = new ElfBuilder(ElfBuilder.X86_64).build();
    assertThat(ImageReader.readAll(ByteBuffer.wrap(elf))).hasSize(1);
  }

  @Test
  void saysWhichSliceIsBroken() throws Exception {
    byte[] file = both(false);
    file[ALIGNMENT + 12] = 1;
    ByteBuffer bytes = ByteBuffer.wrap(file);
    assertThatThrownBy(() -> ImageReader.readAll(bytes))
        .hasMessageStartingWith("slice x86_64: an object file that is not linked");
    assertThat(ImageReader.read(bytes).architecture()).isEqualTo(Architecture.AARCH64);
    assertThat(ImageReader.slices(bytes).get(1).read().entries()).hasSize(1);
  }

  @Test
  void readsTheSlicesBeforeTheFileEnds() throws Exception {
    byte[] file = both(false);
    ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(file, file.length - ALIGNMENT - 0x100));
    assertThat(ImageReader.read(cut).architecture()).isEqualTo(Architecture.X86_64);
    assertThatThrownBy(() -> ImageReader.readAll(cut))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("slice arm64: bytes 0x10000 to 0x180")
        .hasMessageContaining("but the file ends at");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4  | 0          | it claims 0 slices",
        "4  | 33         | it claims 33 slices; 1 to 32 are possible",
        "4  | 52         | a Java class file",
        "4  | 0x30041    | a Java class file",
        "4  | 32         | universal header",
        "28 | 0x01000007 | two slices are for x86_64",
        "36 | 0x5000     | slice arm64 overlaps slice x86_64",
        "36 | 8          | slice arm64 overlaps the header",
        "16 | 0          | slice x86_64 overlaps the header"
      })
  void refusesHeadersThatLie(int at, String value, String message) {
    byte[] file = both(false);
    ByteBuffer.wrap(file).putInt(at, Integer.decode(value));
    assertThatThrownBy(() -> ImageReader.slices(ByteBuffer.wrap(file)))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesOffsetsBeyondAllNumbers() {
    byte[] file = both(true);
    ByteBuffer.wrap(file).putLong(48, -8);
    assertThatThrownBy(() -> ImageReader.slices(ByteBuffer.wrap(file)))
        .hasMessage("universal header: slice arm64 reaches past the last offset");
    ByteBuffer.wrap(file).putLong(48, 1L << 62);
    assertThatThrownBy(() -> ImageReader.readAll(ByteBuffer.wrap(file)))
        .hasMessageStartingWith("slice arm64: bytes 0x4000000000000000 to");
  }

  @Test
  void refusesUniversalFilesWithinUniversalFiles() {
    byte[] file = both(false);
    byte[] nested = universal(false, slice(MachOBuilder.X86_64), file);
    ByteBuffer.wrap(nested).putInt(28, MachOBuilder.PPC);
    assertThatThrownBy(() -> ImageReader.readAll(ByteBuffer.wrap(nested)))
        .hasMessage("slice ppc: not a Mach-O file for one processor");
  }
}
