package io.abiwarden.core.image;

import static io.abiwarden.core.image.MachOBuilder.ARM64;
import static io.abiwarden.core.image.MachOBuilder.CODE;
import static io.abiwarden.core.image.MachOBuilder.DATA;
import static io.abiwarden.core.image.MachOBuilder.PPC;
import static io.abiwarden.core.image.MachOBuilder.X86_64;
import static io.abiwarden.core.image.MachOBuilder.at;
import static io.abiwarden.core.image.MachOBuilder.leb;
import static io.abiwarden.core.image.MachOBuilder.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mach-O files that lie: every image of them is read, or one line says why not. */
@Timeout(300)
class HostileMachOTest {

  private static final long[] EXTREMES = {
    0,
    1,
    8,
    0xfff,
    CODE,
    DATA,
    MachOBuilder.TABLES,
    1L << 31,
    (1L << 32) - 1,
    1L << 60,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -8
  };

  /** Everything that anyone asks of an image; gives how many images could be read. */
  private static int survivors(byte[] file) {
    int read = 0;
    try {
      for (ImageSlice slice : ImageReader.slices(ByteBuffer.wrap(file))) {
        try {
          use(slice.read());
          read++;
        } catch (ImageFormatException e) {
          assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
        }
      }
    } catch (ImageFormatException e) {
      assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
    }
    return read;
  }

  private static void use(Image image) {
    for (Image.Relocation relocation : image.relocations()) {
      assertThat(image.memory().word(relocation.address())).isEqualTo(relocation.target());
    }
    DefinitionFinder.find(image);
    for (EntryFunction entry : image.entries()) {
      image.stubTarget(entry.address());
      DefinitionReader.read(image.memory(), entry.address());
    }
    for (ExportedSymbol export : image.exports()) {
      image.stubTarget(export.address());
      image.isWritable(export.address());
    }
    for (long address : EXTREMES) {
      image.stubTarget(address);
      image.memory().read(address, 65_536);
      image.memory().word(address);
    }
  }

  private static byte[] opcodes() {
    MachOBuilder builder = new MachOBuilder(X86_64).library("system").rpath("@loader_path");
    builder.need("_strlen", 1);
    builder.function("_PyInit_sample", CODE);
    return builder
        .section(CODE, 0x100, 0x80000408, 0, 6)
        .section(DATA + 0x200, 16, 7, 1, 0)
        .section(DATA + 0x300, 8, 9, 0, 0)
        .indirect(0, 0, 1)
        .command(0x32, 1, 0x000b0000, 0, 0)
        .rebases(0x11, 0x21, leb(0x28), 0x51, 0x60, leb(3), 0x80, leb(2), leb(8), 0)
        .binds(0x11, 0x40, "_strlen", 0x51, 0x71, leb(0x200), 0x90, 0xc0, leb(2), leb(8), 0)
        .weakBinds(0x40, "_PyInit_sample", 0x51, 0x71, leb(0x300), 0x90, 0)
        .lazyBinds(0x71, leb(0x208), 0x11, 0x40, "_puts", 0x90, 0)
        .infoExports(
            MachOBuilder.trie(
                Map.of("_PyInit_sample", at(0, CODE), "_again", parts(8, leb(1), "_other"))))
        .word(DATA, 1)
        .word(DATA + 0x28, 0x3000)
        .text(0x3000, "sample")
        .bytes(CODE, parts(0xff, 0x25, 0xfa, 0x2f, 0, 0))
        .build();
  }

  private static byte[] chains() {
    MachOBuilder builder = new MachOBuilder(ARM64).library("system");
    byte[] imports = parts(1, 2, 0, 0, 0xfe, 12, 0, 0);
    return builder
        .chains(
            builder.chainTable(6, 1, imports, 2, parts(0, "_one", "_two", "_three"), 2, 0x28, 0x10))
        .exports(MachOBuilder.trie(Map.of("_PyInit_sample", at(0, CODE))))
        .section(DATA + 0x100, 16, 6, 0, 0)
        .word(DATA + 0x28, 0x3000 | 4L << 51)
        .word(DATA + 0x38, 1L << 63 | 4L << 51)
        .word(DATA + 0x48, 0x3000)
        .word(DATA + 0x1010, 1L << 63 | 1)
        .word(DATA, 0x00050000c0000000L)
        .text(0x3000, "sample")
        .build();
  }

  private static byte[] old() {
    MachOBuilder builder = new MachOBuilder(PPC).library("system");
    int need = builder.need("_strlen", 1);
    int own = builder.function("_PyInit_sample", CODE);
    return builder
        .section(CODE, 32, 0x80000408, 0, 16)
        .section(DATA + 0x200, 8, 7, 2, 0)
        .indirect(need, own, need, own)
        .localRelocation(DATA, 1 << 8 | 2 << 5)
        .externalRelocation(DATA + 4, need << 8 | 2 << 5 | 1 << 4)
        .build();
  }

  private static byte[] sample(String kind) {
    return switch (kind) {
      case "opcodes" -> opcodes();
      case "chains" -> chains();
      default -> old();
    };
  }

  @ParameterizedTest
  @CsvSource({"opcodes", "chains", "old"})
  void endsAnywhere(String kind) {
    byte[] whole = sample(kind);
    assertThat(survivors(whole)).isEqualTo(1);
    int refused = 0;
    for (int end = 0; end < whole.length; end += end < 2048 || end >= DATA * 2 ? 1 : 61) {
      refused += survivors(Arrays.copyOf(whole, end)) == 0 ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(2000);
  }

  @ParameterizedTest
  @CsvSource({"opcodes, 1", "chains, 2", "old, 3"})
  void survivesFlippedBytes(String kind, long seed) {
    byte[] sample = sample(kind);
    int rounds = 4000;
    assertThat(flip(sample, sample.length, seed, rounds)).isBetween(rounds / 20, rounds);
  }

  /** Real ones: opcodes for one processor, chains for the other, and a header over both. */
  @Test
  void survivesFlippedBytesOfPublishedFiles() throws Exception {
    byte[] file = MachOWheels.SIP.read("PyQt6/sip.cpython-314-darwin.so");
    assertThat(survivors(file)).isEqualTo(2);
    for (int end = 0; end < file.length; end += 4999) {
      survivors(Arrays.copyOf(file, end));
    }
    int header = 0x4000;
    assertThat(flip(file, header + 0x800, 4, 150)).isPositive();
  }

  /** Flips some of the first bytes that are not 0; gives how many images were read. */
  private static int flip(byte[] original, int end, long seed, int rounds) {
    List<Integer> interesting = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      if (original[i] != 0) {
        interesting.add(i);
      }
    }
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] file = original.clone();
      ByteBuffer words = ByteBuffer.wrap(file);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int at = interesting.get(random.nextInt(interesting.size()));
        if (random.nextInt(3) == 0 && (at & ~7) + 8 <= file.length) {
          words.putLong(at & ~7, Long.reverseBytes(EXTREMES[random.nextInt(EXTREMES.length)]));
        } else {
          file[at] = (byte) random.nextInt();
        }
      }
      read += survivors(file);
    }
    return read;
  }

  @Test
  void refusesConstructorsWithoutMeasure() {
    MachOBuilder builder = new MachOBuilder(ARM64);
    for (int i = 0; i < 20; i++) {
      builder.section(DATA, 1 << 16, 9, 0, 0);
    }
    byte[] file = builder.build();
    assertThatThrownBy(() -> ImageReader.read(file))
        .hasMessage("constructors: more than the limit of 65536");
  }

  @Test
  void refusesCommandsWithoutEnd() {
    byte[] file = opcodes();
    // Load commands of no size would go on for ever.
    ByteBuffer.wrap(file).putInt(36, 0);
    assertThat(survivors(file)).isZero();
  }
}
