package io.abiwarden.core.image;

import static io.abiwarden.core.image.ElfBuilder.CODE;
import static io.abiwarden.core.image.ElfBuilder.DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.definition.HeaderKind;
import io.abiwarden.core.definition.ModuleDefLayout;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.definition.Slot;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ELF files of both word sizes and byte orders, with each processor's own relocations. */
class ElfKindsTest {

  private static final long NAME = 0x1f00;

  private static ElfBuilder builder(int machine, int bits, String order) {
    return new ElfBuilder(
        machine, bits, order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 32, little, 0, I686",
    "40, 32, little, 0x5000400, ARMV7L",
    "40, 32, little, 0x5000200, ARM",
    "40, 32, big, 0x5000400, OTHER",
    "20, 32, big, 0, PPC",
    "21, 64, little, 2, PPC64LE",
    "21, 64, big, 1, PPC64",
    "22, 64, big, 0, S390X",
    "22, 32, big, 0, OTHER",
    "62, 64, little, 0, X86_64",
    "62, 32, little, 0, OTHER",
    "183, 64, little, 0, AARCH64",
    "183, 64, big, 0, OTHER",
    "243, 64, little, 5, RISCV64",
    "243, 32, little, 5, OTHER",
    "258, 64, little, 0x43, LOONGARCH64",
    "8, 32, big, 0x70001007, OTHER"
  })
  void tellsTheProcessor(int machine, int bits, String order, String flags, Architecture expected)
      throws Exception {
    ElfBuilder builder = builder(machine, bits, order).flags(Integer.decode(flags));
    builder.function("PyInit_a", CODE);
    builder.need("PyModule_Create2");
    builder.dynamic(ElfDynamic.NEEDED, builder.string("libc.so.6"));
    Image image = ImageReader.read(builder.build());
    assertThat(image.architecture()).isEqualTo(expected);
    assertThat(image.entries())
        .containsExactly(new EntryFunction("PyInit_a", "a", EntryFunction.Style.PY_INIT, CODE));
    assertThat(image.needs()).extracting(NeededSymbol::name).containsExactly("PyModule_Create2");
    assertThat(image.libraries()).containsExactly("libc.so.6");
    assertThat(image.memory().pointerSize()).isEqualTo(bits / 8);
    assertThat(ImageReader.architecture(ByteBuffer.wrap(builder.build()))).contains(expected.tag());
  }

  /** Relocation numbers: relative, absolute, GOT (or 0), PLT; whether addends are implicit. */
  @ParameterizedTest
  @CsvSource({
    "3, 32, little, 8, 1, 6, 7, true",
    "40, 32, little, 23, 2, 21, 22, true",
    "20, 32, big, 22, 1, 20, 21, false",
    "8, 32, big, 3, 3, 0, 127, true",
    "243, 32, little, 3, 1, 0, 5, false",
    "21, 64, little, 22, 38, 20, 21, false",
    "21, 64, big, 22, 38, 20, 21, false",
    "22, 64, big, 12, 22, 10, 11, false",
    "62, 64, little, 8, 1, 6, 7, false",
    "183, 64, little, 1027, 257, 1025, 1026, false",
    "243, 64, little, 3, 2, 0, 5, false",
    "258, 64, little, 3, 2, 0, 5, false"
  })
  void appliesEachProcessorsRelocations(
      int machine,
      int bits,
      String order,
      int relative,
      int absolute,
      int globalData,
      int jumpSlot,
      boolean implicit)
      throws Exception {
    ElfBuilder builder = builder(machine, bits, order);
    int need = builder.need("PyModuleDef_Init");
    int own = builder.function("PyInit_a", CODE + 0x40);
    int word = builder.wordSize();
    if (implicit) {
      builder.implicitAddends().word(DATA, 0x1f04).word(DATA + word, 8).word(DATA + 2L * word, 16);
    }
    builder
        .relocation(DATA, relative, 0, 0x1f04)
        .relocation(DATA + word, absolute, own, 8)
        .relocation(DATA + 2L * word, absolute, need, 16)
        .relr(DATA + 0x100)
        .relr(0b101)
        .word(DATA + 0x100, 0x1000)
        .word(DATA + 0x100 + 2L * word, 0x1010)
        .pltRelocation(DATA + 5L * word, jumpSlot, need);
    if (globalData != 0) {
      builder.relocation(DATA + 3L * word, globalData, need, 0);
    }
    Image image = ImageReader.read(builder.build());
    assertThat(image.memory().word(DATA)).isEqualTo(new Word.Value(0x1f04));
    assertThat(image.memory().word(DATA + word)).isEqualTo(new Word.Value(CODE + 0x48));
    assertThat(image.memory().word(DATA + 2L * word))
        .isEqualTo(new Word.Import("PyModuleDef_Init", 16));
    if (globalData != 0) {
      assertThat(image.memory().word(DATA + 3L * word))
          .isEqualTo(new Word.Import("PyModuleDef_Init", 0));
    }
    assertThat(image.memory().word(DATA + 5L * word))
        .isEqualTo(new Word.Import("PyModuleDef_Init", 0));
    assertThat(image.memory().word(DATA + 0x100 + 2L * word)).isEqualTo(new Word.Value(0x1010));
    assertThat(image.needs()).extracting(NeededSymbol::kind).containsExactly(SymbolKind.FUNCTION);
    assertThat(image.relocations()).hasSize(globalData == 0 ? 6 : 7);
  }

  /** The reference count that headers give, as a number; or the two words of a mark. */
  @ParameterizedTest
  @CsvSource({
    "22, 64, big, 12, GIL, 1, GIL_UP_TO_3_12",
    "22, 64, big, 12, GIL, 0xffffffff, GIL_3_13",
    "22, 64, big, 12, GIL, 0x50000c0000000, GIL_FROM_3_14",
    "22, 64, big, 12, FREE_THREADED, 0x4, FREE_THREADED_FROM_3_14",
    "22, 64, big, 12, FREE_THREADED, 0x0, FREE_THREADED_3_13",
    "3, 32, little, 8, GIL, 1, GIL_UP_TO_3_12",
    "3, 32, little, 8, GIL, 0x3fffffff, GIL_3_13",
    "3, 32, little, 8, GIL, 0x70000000, GIL_FROM_3_14",
    "3, 32, little, 8, FREE_THREADED, 0x4, FREE_THREADED_FROM_3_14",
    "20, 32, big, 22, GIL, 0x70000000, GIL_FROM_3_14",
    "20, 32, big, 22, FREE_THREADED, 0x4, FREE_THREADED_FROM_3_14",
    "21, 64, little, 22, GIL, 0x5000000c0000000, OTHER"
  })
  void findsDefinitionsOfEachShape(
      int machine,
      int bits,
      String order,
      int relative,
      DefinitionLayout layout,
      String count,
      HeaderKind expected)
      throws Exception {
    ElfBuilder builder = builder(machine, bits, order);
    int word = builder.wordSize();
    long header = Long.decode(count);
    boolean isMarked = layout == DefinitionLayout.FREE_THREADED;
    if (isMarked) {
      byte[] mark = new byte[word + 8 - word % 8];
      mark[order.equals("big") ? 1 : 0] = (byte) header;
      for (int i = 4; i < 8; i++) {
        mark[i] = -1;
      }
      builder.bytes(DATA + word, mark);
    } else {
      builder.word(DATA, header);
    }
    ModuleDefLayout offsets = ModuleDefLayout.of(layout, word).orElseThrow();
    long slots = DATA + 0x200;
    builder
        .text(NAME, "package.sample")
        .relocation(DATA + offsets.name(), relative, 0, NAME)
        .word(DATA + offsets.size(), -1)
        .relocation(DATA + offsets.slots(), relative, 0, slots)
        .bytes(slots + (order.equals("big") ? 3 : 0), (byte) 2)
        .relocation(slots + word, relative, 0, CODE)
        .bytes(slots + 2L * word + (order.equals("big") ? 3 : 0), (byte) 4)
        .word(slots + 3L * word, 1);
    List<RawDefinition> found = DefinitionFinder.find(ImageReader.read(builder.build()));
    if (expected == HeaderKind.OTHER) {
      assertThat(found).isEmpty();
      return;
    }
    assertThat(found).hasSize(1);
    RawDefinition definition = found.getFirst();
    assertThat(definition.layout()).isEqualTo(layout);
    assertThat(definition.header()).isEqualTo(expected);
    assertThat(definition.name()).contains("package.sample");
    assertThat(definition.size()).isEqualTo(-1);
    assertThat(definition.slots().orElseThrow().slots()).extracting(Slot::id).containsExactly(2, 4);
    assertThat(definition.slots().orElseThrow().slots().get(1).value())
        .isEqualTo(new Word.Value(1));
  }

  @Test
  void functionDescriptorsCountAsCode() throws Exception {
    ElfBuilder builder = builder(21, 64, "big").flags(1).relocation(DATA, 22, 0, CODE);
    builder.function("PyInit_a", DATA);
    Image image = ImageReader.read(builder.build());
    assertThat(image.isCode(DATA)).isTrue();
    assertThat(image.isCode(DATA + 8)).isFalse();
    assertThat(ImageReader.read(builder.flags(2).build()).isCode(DATA)).isFalse();
  }

  @Test
  void symbolsAreFoundWithoutATrueHashTable() throws Exception {
    for (ElfBuilder builder :
        List.of(
            new ElfBuilder(62).unhashed(),
            builder(22, 64, "big").unhashed(),
            builder(3, 32, "little").unhashed(),
            new ElfBuilder(62).unhashed().dynamic(ElfDynamic.HASH, DATA),
            new ElfBuilder(62).unhashed().dynamic(ElfDynamic.GNU_HASH, DATA),
            new ElfBuilder(62).unhashed().dynamic(ElfDynamic.GNU_HASH, 0x7fff_0000),
            new ElfBuilder(62)
                .unhashed()
                .dynamic(ElfDynamic.HASH, DATA)
                .bytes(DATA, new byte[] {-1, -1, -1, 127, -1, -1, -1, 127}))) {
      builder.need("PyModuleDef_Init");
      builder.function("PyInit_a", CODE);
      Image image = ImageReader.read(builder.build());
      assertThat(image.entries()).hasSize(1);
      assertThat(image.needs()).hasSize(1);
    }
  }

  @Test
  void chainsReachFurtherThanTheTableSays() throws Exception {
    ElfBuilder builder = new ElfBuilder(62).unhashed().dynamic(ElfDynamic.HASH, DATA);
    for (int i = 0; i < 4; i++) {
      builder.function("function" + i, CODE + i);
    }
    // One bucket and two symbols, it says; but 1 leads to 4, and 4 to itself.
    builder.bytes(DATA, new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 4});
    builder.bytes(DATA + 28, new byte[] {4});
    assertThat(ImageReader.read(builder.build()).exports()).hasSize(4);
  }
}
