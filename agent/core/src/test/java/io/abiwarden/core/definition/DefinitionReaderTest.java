package io.abiwarden.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.memory.Word;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DefinitionReaderTest {

  private static final int NAME = 0x1000;
  private static final int DOC = 0x1100;
  private static final int METHODS = 0x1200;
  private static final int SLOTS = 0x1300;

  /** Code: its first bytes are those of a function. */
  private static final int CODE = 0x2000;

  private static final int TYPE = 0x3000;

  /** A definition at offset 0, all but its header. */
  private static Sheet body(ModuleDefLayout layout, boolean named, long size, boolean multiPhase) {
    return body(new Sheet(), layout, named, size, multiPhase);
  }

  private static Sheet body(
      Sheet sheet, ModuleDefLayout layout, boolean named, long size, boolean multiPhase) {
    sheet.text(NAME, "sample").text(DOC, "What it does.").u32(CODE, 0xfa1e0ff3);
    sheet.legacy(SLOTS, 2, sheet.address(CODE)).legacy(SLOTS + 2 * layout.pointerSize(), 4, 1);
    if (named) {
      sheet.pointer(layout.name(), NAME).pointer(layout.doc(), DOC);
    }
    sheet.word(layout.size(), size).pointer(layout.methods(), METHODS);
    if (multiPhase) {
      sheet.pointer(layout.slots(), SLOTS);
    }
    return sheet.pointer(layout.free(), CODE);
  }

  private static RawDefinition read(Sheet sheet) {
    return DefinitionReader.read(sheet.memory(), sheet.address(0));
  }

  /** What compilers leave. */
  @ParameterizedTest
  @CsvSource({
    "GIL, 1, 0, GIL_UP_TO_3_12",
    "GIL, ffffffff, 0, GIL_3_13",
    "GIL, 00050000c0000000, 0, GIL_FROM_3_14",
    "FREE_THREADED, 0, ffffffff00000000, FREE_THREADED_3_13",
    "FREE_THREADED, 0, ffffffff00000004, FREE_THREADED_FROM_3_14",
    "FREE_THREADED, 0, ffffffff00000014, OTHER",
    "GIL, 0, 0, ZERO",
    "FREE_THREADED, 0, 0, ZERO",
    "GIL, 2a, 0, OTHER"
  })
  void tellsStaticHeaders(DefinitionLayout layout, String first, String second, HeaderKind kind) {
    ModuleDefLayout offsets = ModuleDefLayout.of(layout, 8).orElseThrow();
    Sheet sheet =
        body(offsets, true, -1, false)
            .word(0, Long.parseUnsignedLong(first, 16))
            .word(8, Long.parseUnsignedLong(second, 16));
    RawDefinition definition = read(sheet);
    assertThat(definition.layout()).isEqualTo(layout);
    assertThat(definition.header()).isEqualTo(kind);
    assertThat(definition.name()).contains("sample");
    assertThat(definition.size()).isEqualTo(-1);
    assertThat(definition.slots()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "ffffffff", "00050000c0000000"})
  void tellsNamelessGilDefinitionsByTheirCount(String first) {
    Sheet sheet =
        body(ModuleDefLayout.GIL_64, false, 0, true).word(0, Long.parseUnsignedLong(first, 16));
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(read(sheet).name()).isEmpty();
    assertThat(read(sheet).slots().orElseThrow().slots())
        .extracting(Slot::id)
        .containsExactly(2, 4);
  }

  @ParameterizedTest
  @CsvSource({"true, 0", "true, 8192", "false, 0", "false, 8192"})
  void tellsMarkedOnesWithAndWithoutName(boolean named, long size) {
    Sheet sheet =
        body(ModuleDefLayout.FREE_THREADED_64, named, size, true).word(8, 0xffffffff_00000004L);
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.FREE_THREADED);
    assertThat(read(sheet).size()).isEqualTo(size);
  }

  /** After {@code PyModuleDef_Init}, as dumped from running interpreters of both kinds. */
  @ParameterizedTest
  @CsvSource({"1, true", "1, false", "ffffffff, true", "ffffffff, false"})
  void readsGilDefinitionsThatAGilRuntimeUsed(String first, boolean named) {
    Sheet sheet =
        body(ModuleDefLayout.GIL_64, named, 24, true)
            .word(0, Long.parseUnsignedLong(first, 16))
            .pointer(8, TYPE)
            .word(24, 0x12);
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(read(sheet).header()).isEqualTo(HeaderKind.OTHER);
    assertThat(read(sheet).size()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void readsFreeThreadedDefinitionsThatAFreeThreadedRuntimeUsed(boolean named) {
    Sheet sheet =
        body(ModuleDefLayout.FREE_THREADED_64, named, 0, true)
            .word(8, 0xffffffff_00000004L)
            .pointer(24, TYPE)
            .word(40, 0x12);
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.FREE_THREADED);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void readsFreeThreadedDefinitionsThatAGilRuntimeUsed(boolean named) {
    Sheet sheet =
        body(ModuleDefLayout.FREE_THREADED_64, named, 0, true)
            .word(0, 1)
            .pointer(8, TYPE)
            .word(24, 0x12);
    RawDefinition definition = read(sheet);
    assertThat(definition.layout()).isEqualTo(DefinitionLayout.FREE_THREADED);
    assertThat(definition.name().isPresent()).isEqualTo(named);
    assertThat(definition.slots().orElseThrow().complete()).isTrue();
  }

  @Test
  void readsNamelessGilDefinitionsThatAFreeThreadedRuntimeUsed() {
    Sheet sheet =
        body(ModuleDefLayout.GIL_64, false, 0, true).word(16, 7).pointer(24, TYPE).word(40, 0x13);
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(read(sheet).name()).isEmpty();
    assertThat(read(sheet).slots()).isPresent();
  }

  @Test
  void neverGuesses() {
    Sheet nothing = new Sheet();
    assertThat(read(nothing).layout()).isEqualTo(DefinitionLayout.UNKNOWN);
    assertThat(read(nothing).header()).isEqualTo(HeaderKind.ZERO);

    Sheet markedButNamedLikeGil =
        body(ModuleDefLayout.GIL_64, true, 0, true).word(8, 0xffffffff_00000004L);
    assertThat(read(markedButNamedLikeGil).layout()).isEqualTo(DefinitionLayout.UNKNOWN);

    Sheet countedButNamedLikeFreeThreaded =
        body(ModuleDefLayout.FREE_THREADED_64, true, 0, true).word(0, 0xffffffffL);
    assertThat(read(countedButNamedLikeFreeThreaded).layout()).isEqualTo(DefinitionLayout.UNKNOWN);

    Sheet both = body(ModuleDefLayout.GIL_64, true, 0, false).pointer(56, NAME);
    assertThat(read(both).layout()).isEqualTo(DefinitionLayout.UNKNOWN);

    Sheet countedAndMarked = body(ModuleDefLayout.GIL_64, true, 0, false);
    countedAndMarked.word(0, 1).word(8, 0xffffffff_00000000L);
    assertThat(read(countedAndMarked).layout()).isEqualTo(DefinitionLayout.UNKNOWN);
  }

  @Test
  void leavesTheRestUnreadWhereTheLayoutIsUnknown() {
    RawDefinition definition = read(new Sheet());
    assertThat(definition.members()).isEqualTo(RawDefinition.Members.UNREADABLE);
    assertThat(definition.slots()).isEmpty();
    assertThat(definition.name()).isEmpty();
  }

  @Test
  void readsAtAnyAddress() {
    Sheet sheet = new Sheet();
    for (long address :
        new long[] {0, -1, sheet.address(-50), sheet.address(Sheet.SIZE - 50), 1L << 62}) {
      RawDefinition definition = DefinitionReader.read(sheet.memory(), address);
      assertThat(definition.layout()).isEqualTo(DefinitionLayout.UNKNOWN);
      for (DefinitionLayout layout : DefinitionLayout.values()) {
        assertThat(DefinitionReader.read(sheet.memory(), address, layout).name()).isEmpty();
      }
    }
  }

  @Test
  void believesTheCaller() {
    Sheet sheet = body(ModuleDefLayout.FREE_THREADED_64, true, 3, true);
    RawDefinition asGil =
        DefinitionReader.read(sheet.memory(), sheet.address(0), DefinitionLayout.GIL);
    assertThat(asGil.layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(asGil.size()).as("the name's address").isEqualTo(sheet.address(NAME));
    assertThat(
            DefinitionReader.read(sheet.memory(), sheet.address(0), DefinitionLayout.OPAQUE)
                .layout())
        .isEqualTo(DefinitionLayout.FREE_THREADED);
  }

  @Test
  void keepsMembersAsTheyAre() {
    Sheet sheet = body(ModuleDefLayout.GIL_64, true, 0, true).word(0, 1).imported(80);
    RawDefinition.Members members = read(sheet).members();
    assertThat(members.name()).isEqualTo(new Word.Value(sheet.address(NAME)));
    assertThat(members.doc()).isEqualTo(new Word.Value(sheet.address(DOC)));
    assertThat(members.methods()).isEqualTo(new Word.Value(sheet.address(METHODS)));
    assertThat(members.slots()).isEqualTo(new Word.Value(sheet.address(SLOTS)));
    assertThat(members.traverse()).isEqualTo(new Word.Import("imported", 0));
    assertThat(members.clear()).isEqualTo(new Word.Value(0));
    assertThat(members.free()).isEqualTo(new Word.Value(sheet.address(CODE)));
  }

  @Test
  void takesImportedNamesForNames() {
    Sheet sheet = body(ModuleDefLayout.GIL_64, false, 0, false).imported(40);
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(read(sheet).name()).isEmpty();
  }

  @Test
  void saysThatImportedSlotsCannotBeRead() {
    Sheet sheet = body(ModuleDefLayout.GIL_64, true, 0, false).word(0, 1).imported(72);
    assertThat(read(sheet).slots().orElseThrow().complete()).isFalse();
  }

  @Test
  void boundsNames() {
    Sheet sheet = body(ModuleDefLayout.GIL_64, true, 0, false).word(0, 1);
    sheet.text(NAME, "x".repeat(4097));
    assertThat(read(sheet).layout()).isEqualTo(DefinitionLayout.GIL);
    assertThat(read(sheet).name()).isEmpty();
    sheet.text(NAME, "ö".repeat(2048));
    assertThat(read(sheet).name()).contains("ö".repeat(2048));
    sheet.u8(NAME, 0xff);
    assertThat(read(sheet).name()).isEmpty();
  }

  /** Numbers that an image with base 0 would take for addresses do not confuse it. */
  @ParameterizedTest
  @EnumSource(names = {"GIL", "FREE_THREADED"})
  void isNotMisledBySmallNumbersInFiles(DefinitionLayout layout) {
    ModuleDefLayout offsets = ModuleDefLayout.of(layout, 8).orElseThrow();
    Sheet sheet = new Sheet(0, 8, ByteOrder.LITTLE_ENDIAN);
    sheet.text(0x800, "text");
    body(sheet, offsets, true, 0x800, true);
    if (layout == DefinitionLayout.GIL) {
      sheet.word(0, 1);
    } else {
      sheet.word(8, 0xffffffff_00000000L);
    }
    RawDefinition definition = read(sheet);
    assertThat(definition.layout()).isEqualTo(layout);
    assertThat(definition.size()).isEqualTo(0x800);
  }

  @ParameterizedTest
  @CsvSource({"4", "8"})
  void readsBigEndianAndSmallPointers(int pointerSize) {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      for (DefinitionLayout layout :
          new DefinitionLayout[] {DefinitionLayout.GIL, DefinitionLayout.FREE_THREADED}) {
        ModuleDefLayout offsets = ModuleDefLayout.of(layout, pointerSize).orElseThrow();
        Sheet sheet = new Sheet(0x10000, pointerSize, order);
        body(sheet, offsets, true, -1, true);
        if (layout == DefinitionLayout.GIL) {
          sheet.word(0, pointerSize == 8 ? 0x00050000_c0000000L : 0x70000000);
        } else {
          sheet.u16(pointerSize, 4).u32(pointerSize + 4, -1);
        }
        RawDefinition definition = read(sheet);
        assertThat(definition.layout()).isEqualTo(layout);
        assertThat(definition.header())
            .isEqualTo(
                layout == DefinitionLayout.GIL
                    ? HeaderKind.GIL_FROM_3_14
                    : HeaderKind.FREE_THREADED_FROM_3_14);
        assertThat(definition.name()).contains("sample");
        assertThat(definition.size()).isEqualTo(-1);
        assertThat(definition.slots().orElseThrow().slots())
            .extracting(Slot::id)
            .containsExactly(2, 4);
      }
    }
  }

  @Test
  void hasEveryLayoutInItsTable() {
    for (int pointerSize : new int[] {4, 8}) {
      ModuleDefLayout gil = ModuleDefLayout.of(DefinitionLayout.GIL, pointerSize).orElseThrow();
      ModuleDefLayout free =
          ModuleDefLayout.of(DefinitionLayout.FREE_THREADED, pointerSize).orElseThrow();
      assertThat(gil.total()).isEqualTo(gil.free() + pointerSize);
      assertThat(free.total()).isEqualTo(free.free() + pointerSize);
      assertThat(free.name() - gil.name()).isEqualTo(free.type() - gil.type());
      assertThat(gil.slots() - gil.name()).isEqualTo(4 * pointerSize);
    }
    assertThat(ModuleDefLayout.of(DefinitionLayout.UNKNOWN, 8)).isEmpty();
    assertThat(ModuleDefLayout.of(DefinitionLayout.GIL, 2)).isEmpty();
  }
}
