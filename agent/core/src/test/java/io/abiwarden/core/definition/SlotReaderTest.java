package io.abiwarden.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.definition.Slot.Form;
import io.abiwarden.core.memory.Word;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotReaderTest {

  private static SlotArray legacy(Sheet sheet) {
    return SlotReader.legacy(sheet.memory(), sheet.address(0));
  }

  private static SlotArray pySlots(Sheet sheet) {
    return SlotReader.pySlots(sheet.memory(), sheet.address(0));
  }

  private static Sheet abiInfo(Sheet sheet, int at) {
    return sheet
        .u8(at, 1)
        .u8(at + 1, 2)
        .u16(at + 2, 0x8007)
        .u32(at + 4, 0x030f00c1)
        .u32(at + 8, 0x030f0000);
  }

  private static final AbiInfo INFO = new AbiInfo(1, 2, 0x8007, 0x030f00c1, 0x030f0000);

  @Test
  void readsLegacySlots() {
    Sheet sheet = new Sheet().legacy(0, 2, 0x1234).legacy(16, 3, 2).legacy(32, 4, 1);
    SlotArray array = legacy(sheet);
    assertThat(array.complete()).isTrue();
    assertThat(array.slots())
        .containsExactly(
            slot(Form.LEGACY, 2, 0, 0x1234),
            slot(Form.LEGACY, 3, 0, 2),
            slot(Form.LEGACY, 4, 0, 1));
  }

  @Test
  void readsPySlots() {
    Sheet sheet =
        new Sheet()
            .pySlot(0, 85, Slot.STATIC | Slot.OPTIONAL, 0x1234)
            .u32(4, 99)
            .pySlot(16, 0xffff, 0, -1);
    SlotArray array = pySlots(sheet);
    assertThat(array.complete()).isTrue();
    assertThat(array.slots())
        .containsExactly(slot(Form.PYSLOT, 85, 3, 0x1234), slot(Form.PYSLOT, 0xffff, 0, -1));
  }

  /** CPython 3.15 cuts ids to 16 bits, 3.14 does not: both views are there. */
  @Test
  void keepsWholeIdsButFollowsCutOnes() {
    Sheet sheet = new Sheet();
    abiInfo(sheet, 0x500).pySlot(0x600, 87, 0, 1);
    sheet
        .legacy(0, 0x10055, 1)
        .legacy(16, 0x10000, 2)
        .legacy(32, -1, 3)
        .legacy(48, 0x7001006d, sheet.address(0x500))
        .legacy(64, 0x1005c, sheet.address(0x600));
    SlotArray array = legacy(sheet);
    assertThat(array.complete()).isTrue();
    assertThat(array.slots())
        .extracting(Slot::id)
        .containsExactly(0x10055, 0x10000, -1, 0x7001006d, 0x1005c);
    assertThat(array.slots().get(3).abiInfo()).contains(INFO);
    assertThat(array.slots().get(4).nested().orElseThrow().slots())
        .containsExactly(slot(Form.PYSLOT, 87, 0, 1));
  }

  @Test
  void followsNestedArraysOfBothForms() {
    Sheet sheet = new Sheet();
    abiInfo(sheet, 0x500);
    sheet
        .legacy(0, 92, sheet.address(0x100))
        .legacy(16, 93, sheet.address(0x100))
        .pySlot(0x100, 94, Slot.STATIC, sheet.address(0x200))
        .pySlot(0x110, 109, 0, sheet.address(0x500))
        .legacy(0x200, 4, 1);
    SlotArray top = legacy(sheet);
    SlotArray middle = top.slots().get(0).nested().orElseThrow();
    assertThat(top.slots().get(1).nested()).as("type slots").isEmpty();
    assertThat(middle.slots().get(1).abiInfo()).contains(INFO);
    assertThat(middle.slots().get(0).nested().orElseThrow())
        .satisfies(
            inner -> {
              assertThat(inner.complete()).isTrue();
              assertThat(inner.slots()).containsExactly(slot(Form.LEGACY, 4, 0, 1));
            });
  }

  @Test
  void stopsAtArraysThatIncludeThemselves() {
    Sheet sheet = new Sheet();
    sheet.pySlot(0, 92, 0, sheet.address(0)).pySlot(16, 92, 0, sheet.address(0));
    SlotArray array = pySlots(sheet);
    // CPython gives up after four levels under the top; one more is read, so that this can be seen.
    int levels = 0;
    while (array.complete()) {
      assertThat(array.slots()).hasSize(2);
      array = array.slots().getLast().nested().orElseThrow();
      assertThat(++levels).isLessThan(10);
    }
    assertThat(levels).isGreaterThan(5);
    assertThat(array.slots()).isEmpty();
  }

  @Test
  void boundsDepthAndNumber() {
    Sheet deep = new Sheet();
    for (int level = 0; level < 40; level++) {
      deep.pySlot(level * 64, 92, 0, deep.address((level + 1) * 64));
    }
    int depth = 0;
    Optional<SlotArray> at = Optional.of(pySlots(deep));
    while (at.isPresent() && !at.get().slots().isEmpty()) {
      at = at.get().slots().getFirst().nested();
      depth++;
    }
    assertThat(depth).isEqualTo(7);
    assertThat(at.orElseThrow().complete()).isFalse();

    Sheet wide = new Sheet();
    for (int i = 0; i < 1000; i++) {
      wide.pySlot(i * 16, 92, 0, wide.address((i + 1) * 16));
    }
    assertThat(count(pySlots(wide))).isEqualTo(512);

    Sheet endless = new Sheet();
    for (int i = 0; i < Sheet.SIZE / 16; i++) {
      endless.legacy(i * 16, 2, 1);
    }
    assertThat(legacy(endless).slots()).hasSize(512);
    assertThat(legacy(endless).complete()).isFalse();
  }

  private static int count(SlotArray array) {
    return array.slots().stream()
        .mapToInt(slot -> 1 + slot.nested().map(SlotReaderTest::count).orElse(0))
        .sum();
  }

  @Test
  void saysWhatCannotBeRead() {
    Sheet sheet = new Sheet();
    sheet
        .legacy(0, 92, 0)
        .legacy(16, 92, 0x666)
        .legacy(32, 94, 0)
        .imported(40)
        .legacy(48, 109, 0x666)
        .imported(64);
    SlotArray array = legacy(sheet);
    assertThat(array.complete()).as("an id that is only known when linked").isFalse();
    assertThat(array.slots()).hasSize(4);
    assertThat(array.slots().get(0).nested()).isEmpty();
    assertThat(array.slots().get(1).nested().orElseThrow().complete()).isFalse();
    assertThat(array.slots().get(2).nested().orElseThrow().complete()).isFalse();
    assertThat(array.slots().get(3).abiInfo()).isEmpty();
    assertThat(SlotReader.legacy(sheet.memory(), 12).complete()).isFalse();
    assertThat(SlotReader.pySlots(sheet.memory(), sheet.address(Sheet.SIZE - 8)).complete())
        .isTrue();
    assertThat(SlotReader.pySlots(sheet.memory(), sheet.address(Sheet.SIZE)).complete()).isFalse();
  }

  @Test
  void readsSmallPointersAndBigEndian() {
    Sheet sheet = new Sheet(0x10000, 4, ByteOrder.BIG_ENDIAN);
    sheet
        .legacy(0, 2, 0x1234)
        .legacy(8, 92, sheet.address(0x100))
        .pySlot(0x100, 87, 1, 1)
        .pySlot(0x110, 86, 0, 2);
    SlotArray array = legacy(sheet);
    assertThat(array.slots()).hasSize(2);
    assertThat(array.slots().get(1).nested().orElseThrow().slots())
        .containsExactly(slot(Form.PYSLOT, 87, 1, 1), slot(Form.PYSLOT, 86, 0, 2));
  }

  private static Slot slot(Form form, int id, int flags, long value) {
    return new Slot(form, id, flags, new Word.Value(value), Optional.empty(), Optional.empty());
  }
}
