package io.abiwarden.core.image;

import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionReader;
import io.abiwarden.core.definition.SlotReader;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that lie: the reader answers or says one line, within bounds, and nothing else. */
@Timeout(300)
class HostileImageTest {

  private static final int I386 = 3;

  private static final long[] EXTREMES = {
    0,
    1,
    7,
    8,
    0xfff,
    0x1000,
    DATA,
    DATA + 4,
    1L << 31,
    (1L << 32) - 1,
    1L << 60,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -8,
    -4096
  };

  @TempDir Path folder;

  /** Everything that anyone asks of an image. */
  private static boolean survives(byte[] file) {
    try {
      use(ImageReader.read(file));
      return true;
    } catch (ImageFormatException e) {
      assertThat(e.getMessage()).isNotBlank().hasLineCount(1);
      return false;
    }
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
      SlotReader.legacy(image.memory(), export.address());
      SlotReader.pySlots(image.memory(), export.address());
      DefinitionReader.read(image.memory(), export.address());
      image.isWritable(export.address());
    }
    for (long address : EXTREMES) {
      image.stubTarget(address);
      image.memory().read(address, 65_536);
      image.memory().word(address);
    }
  }

  private static byte[] sample(int machine) {
    return machine == ElfBuilder.S390X || machine == I386
        ? otherSample(machine)
        : sample64(machine);
  }

  /** Of another word size or byte order than {@link #sample64}. */
  private static byte[] otherSample(int machine) {
    boolean is32 = machine == I386;
    ElfBuilder builder =
        is32
            ? new ElfBuilder(machine, 32, ByteOrder.LITTLE_ENDIAN).implicitAddends()
            : new ElfBuilder(machine, 64, ByteOrder.BIG_ENDIAN);
    int need = builder.need("PyModuleDef_Init");
    builder.function("PyInit_sample", CODE);
    int word = builder.wordSize();
    int relative = is32 ? 8 : 12;
    return builder
        .word(DATA, 1)
        .text(0x1f00, "sample")
        .word(DATA + 5L * word, 0x1f00)
        .relocation(DATA + 5L * word, relative, 0, 0x1f00)
        .word(DATA + 9L * word, DATA + 0x200)
        .relocation(DATA + 9L * word, relative, 0, DATA + 0x200)
        .word(DATA + 0x200, is32 ? 2 : 2L << 32)
        .pltRelocation(DATA + 0x300, is32 ? 7 : 11, need)
        .relr(DATA + 0x400)
        .relr(0x35)
        .build();
  }

  private static byte[] sample64(int machine) {
    ElfBuilder builder = new ElfBuilder(machine);
    int need = builder.need("PyModuleDef_Init");
    int definition = builder.symbol("definition", 1, 1, 2, DATA);
    int slots = builder.symbol("slots", 1, 1, 2, DATA + 0x200);
    builder.function("PyInit_sample", CODE);
    builder.function("PyModExportU_f_1gaa", CODE);
    boolean x86 = machine == ElfBuilder.X86_64;
    int relative = x86 ? 8 : 1027;
    builder
        .word(DATA, 1)
        .text(0x1f00, "sample")
        .relocation(DATA + 40, relative, 0, 0x1f00)
        .relocation(DATA + 72, x86 ? 1 : 257, slots, 0)
        .word(DATA + 0x200, 2)
        .relocation(DATA + 0x208, relative, 0, CODE)
        .word(DATA + 0x210, 92)
        .relocation(DATA + 0x218, relative, 0, DATA + 0x210)
        .word(DATA + 0x220, 109)
        .relocation(DATA + 0x228, x86 ? 1 : 257, definition, 0)
        .pltRelocation(DATA + 0x300, x86 ? 7 : 1026, need)
        .relr(DATA + 0x400)
        .relr(0x35)
        .dynamic(ElfDynamic.NEEDED, builder.string("libc.so.6"))
        .dynamic(ElfDynamic.INIT_ARRAY, DATA + 0x208)
        .dynamic(ElfDynamic.INIT_ARRAYSZ, 8);
    return builder.build();
  }

  @Test
  void theSampleItselfIsRead() throws Exception {
    Image image = ImageReader.read(sample(ElfBuilder.X86_64));
    assertThat(DefinitionFinder.find(image)).hasSize(1);
    assertThat(survives(sample(ElfBuilder.AARCH64))).isTrue();
    for (int machine : new int[] {ElfBuilder.S390X, I386}) {
      assertThat(DefinitionFinder.find(ImageReader.read(sample(machine)))).hasSize(1);
    }
  }

  @Test
  void endsAnywhere() {
    byte[] whole = sample(ElfBuilder.X86_64);
    int tables = 0x2000;
    int refused = 0;
    for (int end = 0; end < whole.length; end += end < 256 || end > tables ? 1 : 61) {
      if (end > tables + 0x400 && end < DATA - 16) {
        end = (int) DATA - 16;
      }
      refused += survives(Arrays.copyOf(whole, end)) ? 0 : 1;
    }
    assertThat(refused).isGreaterThan(4000);
  }

  @ParameterizedTest
  @ValueSource(ints = {ElfBuilder.X86_64, ElfBuilder.AARCH64, ElfBuilder.S390X, I386})
  void survivesFlippedBytes(int machine) {
    flip(sample(machine), 1, 4000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Wl,--hash-style=gnu", "-Wl,-z,pack-relative-relocs"})
  void survivesFlippedBytesOfCompiledOnes(String option) throws Exception {
    Path library =
        CCompiler.library(
            folder,
            """
            extern int PyModule_Create2(void *, int);
            struct { long count, zeros[4]; char *name, *doc; long size; void *rest[5]; }
                def = {1, {0}, "sample", "doc", -1};
            void *PyInit_sample(void) { return (void *)(long)PyModule_Create2(&def, 1013); }
            """,
            option);
    assertThat(DefinitionFinder.find(ImageReader.read(library))).hasSize(1);
    flip(Files.readAllBytes(library), 2, 4000);
  }

  private static void flip(byte[] original, long seed, int rounds) {
    List<Integer> interesting = new ArrayList<>();
    for (int i = 0; i < original.length; i++) {
      if (original[i] != 0) {
        interesting.add(i);
      }
    }
    Random random = new Random(seed);
    int read = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] file = original.clone();
      ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        int at = interesting.get(random.nextInt(interesting.size()));
        if (random.nextInt(3) == 0 && (at & ~7) + 8 <= file.length) {
          words.putLong(at & ~7, EXTREMES[random.nextInt(EXTREMES.length)]);
        } else {
          file[at] = (byte) random.nextInt();
        }
      }
      read += survives(file) ? 1 : 0;
    }
    // Neither all refused nor all read: the flips reach what matters.
    assertThat(read).isBetween(rounds / 20, rounds - rounds / 20);
  }

  @Test
  void hugeZerosCostNothing() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).bss(1L << 60);
    builder.relocation(DATA + (1L << 59), 8, 0, 5);
    Image image = ImageReader.read(builder.build());
    assertThat(image.memory().word(DATA + (1L << 59))).isEqualTo(new Word.Value(5));
    assertThat(image.memory().word(DATA + (1L << 58))).isEqualTo(new Word.Value(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Where in the program headers, what to put there.
        "136 | 0x8000             | program headers: segments overlap at address 0x8000",
        "136 | 0xffffffffffffff00 | reaches past the last address",
        "152 | 0x1000000000000000 | program header 1 (PT_LOAD): bytes 0x10000 to",
        "128 | -1                 | program header 1 (PT_LOAD)",
        "192 | 0x7fff00000000     | dynamic table at address 0x7fff00000000: the file has nothing",
        "32  | 0x7fffffff         | program header 0: bytes 0x7fffffff to"
      })
  void saysWhereItBreaks(int at, String value, String message) {
    byte[] file = sample(ElfBuilder.X86_64);
    long word = value.startsWith("0x") ? Long.parseUnsignedLong(value.substring(2), 16) : -1;
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(at, word);
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesMoreWordsThanItWouldHold() {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).dataSize(2 << 20);
    byte[] ones = new byte[1 << 20];
    Arrays.fill(ones, (byte) 0xff);
    builder.bytes(DATA, ones).dynamic(ElfDynamic.RELR, DATA).dynamic(ElfDynamic.RELRSZ, 1 << 20);
    assertThatThrownBy(() -> ImageReader.read(builder.build()))
        .hasMessage("relocations: 8257536 of them, more than the limit of 4000000");
  }

  @Test
  void refusesVersionsThatNeverEnd() {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64).dataSize(4 << 20);
    ByteBuffer needs = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at + 16 <= needs.capacity(); at += 16) {
      needs.putShort(at + 2, (short) -1).putInt(at + 8, 16).putInt(at + 12, 16);
    }
    builder.need("name");
    byte[] bytes = new byte[needs.capacity()];
    needs.get(0, bytes);
    builder.bytes(DATA, bytes).dynamic(ElfDynamic.VERNEED, DATA).dynamic(ElfDynamic.VERSYM, DATA);
    assertThatThrownBy(() -> ImageReader.read(builder.build()))
        .isInstanceOf(ImageFormatException.class);
  }

  @Test
  void passesOverSymbolCountsThatDoNotFit() throws Exception {
    ElfBuilder builder = new ElfBuilder(ElfBuilder.X86_64);
    builder.function("PyInit_a", CODE);
    byte[] file = builder.build();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(0x2004, -1);
    assertThat(ImageReader.read(file).entries()).hasSize(1);
  }
}
