package io.abiwarden.core.image;

import static io.abiwarden.core.image.MachOBuilder.ARM64;
import static io.abiwarden.core.image.MachOBuilder.CODE;
import static io.abiwarden.core.image.MachOBuilder.DATA;
import static io.abiwarden.core.image.MachOBuilder.I386;
import static io.abiwarden.core.image.MachOBuilder.PPC;
import static io.abiwarden.core.image.MachOBuilder.X86_64;
import static io.abiwarden.core.image.MachOBuilder.leb;
import static io.abiwarden.core.image.MachOBuilder.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.abiwarden.core.definition.DefinitionFinder;
import io.abiwarden.core.definition.RawDefinition;
import io.abiwarden.core.image.Image.Relocation;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the words of a Mach-O file are linked: by opcodes, by chains, by old relocations. */
class MachOFixupsTest {

  private static final int SEGMENT = 1;
  private static final String SYSTEM = "/usr/lib/libSystem.B.dylib";

  private static Relocation value(long address, long value) {
    return new Relocation(address, new Word.Value(value));
  }

  private static Relocation imported(long address, String name, long addend) {
    return new Relocation(address, new Word.Import(name, addend));
  }

  @Test
  void runsOpcodes() throws Exception {
    MachOBuilder builder = new MachOBuilder(X86_64).library(SYSTEM);
    builder.need("_strlen", 1);
    for (int i = 0; i < 64; i++) {
      builder.word(DATA + 8 * i, CODE + i);
    }
    builder.exports(MachOBuilder.trie(Map.of("_mine", MachOBuilder.at(0, CODE + 0x40))));
    builder.rebases(
        0x11, // pointers
        0x20 | SEGMENT,
        leb(0),
        0x52, // two
        0x41, // one further
        0x60,
        leb(3), // three
        0x70,
        leb(8), // one, and one further
        0x80,
        leb(2),
        leb(8), // two with gaps
        0x30,
        leb(8),
        0x51,
        0);
    builder.binds(
        0x11,
        0x40,
        "_strlen",
        0x51,
        0x70 | SEGMENT,
        leb(0x200),
        0x90, // one
        0x60,
        leb(5),
        0xa0,
        leb(8), // one with an addend, and one further
        0x41,
        "_maybe",
        0x60,
        leb(0),
        0x3e,
        0xb1, // weak, from anywhere, and one further
        0x40,
        "_Py_None",
        0x3f,
        0xc0,
        leb(2),
        leb(8), // from the program, two with gaps
        0);
    builder.weakBinds(
        0x40,
        "_mine",
        0x51,
        0x70 | SEGMENT,
        leb(0x300),
        0x90, // a definition of its own
        0x40,
        "_Znwm",
        0x70 | SEGMENT,
        leb(0x308),
        0x90,
        0);
    builder.lazyBinds(
        0x70 | SEGMENT,
        leb(0x310),
        0x11,
        0x40,
        "_puts",
        0x90,
        0, //
        0x70 | SEGMENT,
        leb(0x318),
        0x3e,
        0x40,
        "_PyErr_Occurred",
        0x90,
        0,
        0,
        0);
    Image image = ImageReader.read(builder.build());
    assertThat(image.relocations())
        .containsExactly(
            value(DATA, CODE),
            value(DATA + 0x08, CODE + 1),
            value(DATA + 0x18, CODE + 3),
            value(DATA + 0x20, CODE + 4),
            value(DATA + 0x28, CODE + 5),
            value(DATA + 0x30, CODE + 6),
            value(DATA + 0x40, CODE + 8),
            value(DATA + 0x50, CODE + 10),
            value(DATA + 0x68, CODE + 13),
            imported(DATA + 0x200, "strlen", 0),
            imported(DATA + 0x208, "strlen", 5),
            imported(DATA + 0x218, "maybe", 0),
            imported(DATA + 0x228, "Py_None", 0),
            imported(DATA + 0x238, "Py_None", 0),
            value(DATA + 0x300, CODE + 0x40),
            imported(DATA + 0x308, "Znwm", 0),
            imported(DATA + 0x310, "puts", 0),
            imported(DATA + 0x318, "PyErr_Occurred", 0));
    assertThat(image.needs())
        .extracting(NeededSymbol::name, NeededSymbol::weak, n -> n.library().orElse("any"))
        .containsExactly(
            tuple("strlen", false, SYSTEM),
            tuple("Znwm", false, "any"),
            tuple("maybe", true, "any"),
            tuple("Py_None", false, "any"),
            tuple("puts", false, SYSTEM),
            tuple("PyErr_Occurred", false, "any"));
  }

  @Test
  void threadsBindsOfEarlyArm64e() throws Exception {
    MachOBuilder builder = new MachOBuilder(ARM64).library(SYSTEM);
    builder
        .word(DATA, 1L << 62 | 1 | 2L << 51) // the second of the table; the next is 16 further
        .word(DATA + 16, 0x1234)
        .binds(
            0xd0,
            leb(2),
            0x11,
            0x40,
            "_a",
            0x90,
            0x40,
            "_b",
            0x90,
            0x70 | SEGMENT,
            leb(0),
            0xd1,
            0);
    assertThat(ImageReader.read(builder.build()).relocations())
        .containsExactly(imported(DATA, "b", 0), value(DATA + 16, 0x1234));
  }

  private static MachOBuilder chained(int processor, int format, int importFormat) {
    MachOBuilder builder = new MachOBuilder(processor).library("first").library("second");
    byte[] names = parts(0, "_one", "_two");
    ByteBuffer imports = builder.buffer(32);
    switch (importFormat) {
      case 1 -> imports.putInt(1 | 1 << 9).putInt(0xfe | 1 << 8 | 6 << 9);
      case 2 -> imports.putInt(1 | 1 << 9).putInt(-3).putInt(2 | 6 << 9).putInt(7);
      default ->
          imports.putLong(1 | 1L << 32).putLong(-3).putLong(0xfffe | 1 << 16 | 6L << 32).putLong(7);
    }
    return builder.chains(
        builder.chainTable(
            format, importFormat, MachOBuilder.all(imports), 2, names, 3, 0x10, 0xffff, 0x20));
  }

  @ParameterizedTest
  @CsvSource({
    "2, rebase, 0x0000000000001234, 0x1234",
    "2, rebase, 0x000007f000001234, 0x7f00000000001234",
    "6, rebase, 0x0000000000001234, 0x1234",
    "1, rebase, 0x0000000000001234, 0x1234",
    "9, rebase, 0x0000000000001234, 0x1234",
    "12, rebase, 0x0003f80000001234, 0x7f00000000001234",
    "9, rebase, 0x8005123400001234, 0x1234",
    "2, bind, 0x8000000003000000, 3",
    "9, bind, 0x4007ffff00000000, -1",
    "9, bind, 0x4000000500000000, 5",
    "12, bind, 0x4000000500000000, 5",
    "1, bind, 0xc005123400000000, 0"
  })
  void decodesPointers(int format, String kind, String word, String expected) throws Exception {
    MachOBuilder builder = chained(ARM64, format, 1);
    builder.word(DATA + 0x10, Long.parseUnsignedLong(word.substring(2), 16));
    builder.word(DATA + 0x2020, format == 2 || format == 6 ? 1L << 63 | 1 : 1L << 62 | 1);
    boolean rebases = kind.equals("rebase");
    long wanted = Long.decode(expected);
    assertThat(ImageReader.read(builder.build()).relocations())
        .containsExactly(
            rebases ? value(DATA + 0x10, wanted) : imported(DATA + 0x10, "one", wanted),
            imported(DATA + 0x2020, "two", 0));
  }

  @Test
  void followsChains() throws Exception {
    MachOBuilder builder = chained(X86_64, 6, 1);
    builder
        .word(DATA + 0x10, 0x1000 | 3L << 51) // 12 bytes further
        .word(DATA + 0x1c, 1L << 63 | 2L << 51)
        .word(DATA + 0x24, 0x1008)
        .word(DATA + 0x2020, 0x1010);
    assertThat(ImageReader.read(builder.build()).relocations())
        .containsExactly(
            value(DATA + 0x10, 0x1000),
            imported(DATA + 0x1c, "one", 0),
            value(DATA + 0x24, 0x1008),
            value(DATA + 0x2020, 0x1010));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 0, any, true", "2, -3, 7, second, false", "3, -3, 7, any, true"})
  void readsImports(int format, long first, long second, String library, boolean weak)
      throws Exception {
    MachOBuilder builder = chained(X86_64, 6, format);
    builder.word(DATA + 0x10, 1L << 63 | 2L << 51).word(DATA + 0x18, 1L << 63 | 1);
    builder.word(DATA + 0x2020, 0);
    Image image = ImageReader.read(builder.build());
    assertThat(image.relocations())
        .startsWith(imported(DATA + 0x10, "one", first), imported(DATA + 0x18, "two", second));
    NeededSymbol one = image.needs().get(0);
    NeededSymbol two = image.needs().get(1);
    assertThat(one.library()).contains("first");
    assertThat(one.weak()).isFalse();
    assertThat(two.library().orElse("any")).isEqualTo(library);
    assertThat(two.weak()).isEqualTo(weak);
  }

  @Test
  void followsSeveralChainsOfOnePage() throws Exception {
    MachOBuilder builder = new MachOBuilder(I386).library("first");
    ByteBuffer imports = builder.buffer(4).putInt(1 | 1 << 9);
    // The page's starts are the second and third entries of the table; the last has the high bit.
    builder.chains(
        builder.chainTable(
            3, 1, MachOBuilder.all(imports), 1, parts(0, "_one"), 1, 0x8001, 0x10, 0x8100));
    builder
        .word(DATA + 0x10, 0x1234 | 2 << 26)
        .word(DATA + 0x18, 0x80000000L | 9 << 20)
        // Not a pointer: beyond the largest, and moved by half of the rest.
        .word(DATA + 0x100, 0x03000000);
    assertThat(ImageReader.read(builder.build()).relocations())
        .containsExactly(
            value(DATA + 0x10, 0x1234),
            imported(DATA + 0x18, "one", 9),
            value(DATA + 0x100, 0x03000000 - (0x4000000 + 0x100000) / 2));
  }

  @ParameterizedTest
  @CsvSource({"7", "18"})
  void appliesOldRelocations(int processor) throws Exception {
    boolean big = processor == PPC;
    MachOBuilder builder = new MachOBuilder(processor).library(SYSTEM);
    int strlen = builder.need("_strlen", 1);
    int own = builder.function("_own", CODE + 8);
    builder
        .word(DATA, CODE)
        .word(DATA + 4, 12)
        .word(DATA + 8, CODE + 4)
        .section(DATA + 0x100, 12, 6, 0, 0)
        .section(DATA + 0x200, 4, 7, 3, 0)
        .word(DATA + 0x108, CODE + 16)
        .indirect(strlen, own, 0x80000000, strlen)
        .localRelocation(DATA, big ? 1 << 8 | 2 << 5 : 1 | 2 << 25)
        .localRelocation(0x80000000 | 2 << 28 | DATA + 8, CODE)
        .externalRelocation(
            DATA + 4, big ? strlen << 8 | 2 << 5 | 1 << 4 : strlen | 2 << 25 | 1 << 27)
        .externalRelocation(CODE, big ? strlen << 8 | 1 << 7 | 2 << 5 | 1 << 4 : 0xd << 24);
    Image image = ImageReader.read(builder.build());
    assertThat(image.relocations())
        .containsExactly(
            new Relocation(CODE, new Word.Unreadable()),
            value(DATA, CODE),
            imported(DATA + 4, "strlen", 12),
            value(DATA + 8, CODE + 4),
            imported(DATA + 0x100, "strlen", 0),
            value(DATA + 0x104, CODE + 8),
            imported(DATA + 0x200, "strlen", 0));
    assertThat(image.memory().pointerSize()).isEqualTo(4);
    assertThat(image.needs()).extracting(n -> n.library().orElse("")).containsExactly(SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({"true, _one, GIL_FROM_3_14", "false, _two, GIL_FROM_3_14"})
  void findsDefinitions(boolean chained, String name, String header) throws Exception {
    MachOBuilder builder = new MachOBuilder(ARM64);
    builder
        .word(DATA + 0x10, 0x00050000c0000000L)
        .text(0x3000, name)
        .word(DATA + 0x10 + 56, -1)
        .word(DATA + 0x10 + 40, 0x3000);
    if (chained) {
      builder.chains(builder.chainTable(6, 1, new byte[0], 0, new byte[1], 1, 0x10 + 40));
    } else {
      builder.rebases(0x11, 0x21, leb(0x10 + 40), 0x51, 0);
    }
    Image image = ImageReader.read(builder.build());
    assertThat(DefinitionFinder.find(image))
        .singleElement()
        .extracting(RawDefinition::address, d -> d.name().orElse(""), d -> d.header().toString())
        .containsExactly((long) DATA + 0x10, name, header);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rebases | 2180800151   | rebases: the word at address 0x8000 does not lie in segment __DATA",
        "rebases | 270051       | rebases: segment 7 is wanted of 3",
        "rebases | f0           | rebases: there is no opcode 0xf0",
        "rebases | 2180         | rebases: it ends in the middle",
        "rebases | 21ffffffffffffffffffff01 | has more than 64 bits",
        "rebases | 210060ffffffffffffffffff01 | rebases: the word at address 0x8000",
        "rebases | 21008080808001f8ffffffffffffffff01 | linked words: more than the limit of",
        "binds   | 11405f610051710090 | symbol _a is asked of library 1, but there are 0",
        "binds   | 3c405f610051710090 | symbol _a is asked of library -4",
        "binds   | 20ffffffff7f405f6100517100 | binds: library 34359738367 is wanted",
        "binds   | 405f61             | binds: it ends in the middle",
        "binds   | d2                 | binds: there is no opcode 0xd2",
        "binds   | e0                 | binds: there is no opcode 0xe0"
      })
  void saysWhereOpcodesBreak(String table, String hex, String message) {
    byte[] opcodes = HexFormat.of().parseHex(hex);
    MachOBuilder builder = new MachOBuilder(X86_64);
    byte[] file =
        table.equals("rebases")
            ? builder.rebases((Object) opcodes).build()
            : builder.binds((Object) opcodes).build();
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Where in the table, how many bytes, what.
        "16 | 4 | 0x7fffffff | chained fixups: 2147483647 imports",
        "16 | 4 | 100        | string table: a name at",
        "20 | 4 | 4          | there is no format 4 of imports",
        "24 | 4 | 1          | their names are compressed",
        "4  | 4 | 0x7fffffff | chained fixups: offset 0x7fffffff is wanted",
        "28 | 4 | 9          | they have 9 segments, the file has 3",
        "36 | 4 | 0x10000    | chained fixups: offset",
        "52 | 2 | 0          | pages of no size",
        "54 | 2 | 7          | there is no format 7 of pointers",
        "56 | 4 | 0x1000     | segment __DATA is said to lie at address 0x1000",
        "68 | 2 | 9          | a chain leaves its page of segment __DATA",
        "70 | 2 | 0x7ff9     | a chain leaves its page of segment __DATA",
        "80 | 4 | 9          | asked of library 9, but there are 2",
        "80 | 4 | 0xfffff201 | string table: a name at"
      })
  void saysWhereChainsBreak(int at, int size, String value, String message) throws Exception {
    MachOBuilder builder = chained(X86_64, 6, 1);
    byte[] file = builder.word(DATA + 0x10, 0).word(DATA + 0x2020, 0).build();
    assertThat(ImageReader.read(file).relocations()).hasSize(2);
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int number = (int) (long) Long.decode(value);
    if (size == 2) {
      bytes.putShort(MachOBuilder.TABLES + at, (short) number);
    } else {
      bytes.putInt(MachOBuilder.TABLES + at, number);
    }
    assertThatThrownBy(() -> ImageReader.read(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesImportsThatAreNotThere() {
    MachOBuilder builder = chained(X86_64, 6, 1);
    byte[] file = builder.word(DATA + 0x10, 1L << 63 | 2).build();
    assertThatThrownBy(() -> ImageReader.read(file))
        .hasMessage("chained fixups: import 2 is wanted of 2");
  }
}
