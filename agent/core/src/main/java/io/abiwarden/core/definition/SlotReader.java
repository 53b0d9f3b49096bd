package io.abiwarden.core.definition;

import io.abiwarden.core.definition.Slot.Form;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads slot arrays. Ids stay as stored; but since CPython 3.15 cuts the ids of legacy slots to 16
 * bits before it looks at them ({@code Python/slots.c}), nested arrays and ABI info are followed by
 * the cut id too.
 */
public final class SlotReader {

  /** One level more than CPython's own limit of 4 under the top, so that its excess is seen. */
  private static final int DEEPEST = 6;

  private static final int MOST_SLOTS = 512;
  private static final int PYSLOT_SIZE = 16;
  private static final int PYSLOT_VALUE = 8;
  private static final int ABI_INFO_SIZE = 12;

  private final Memory memory;
  private int left = MOST_SLOTS;

  private SlotReader(Memory memory) {
    this.memory = memory;
  }

  /**
   * Reads an array of {@code PyModuleDef_Slot}, as {@code m_slots} points to one.
   *
   * <p>It ends where the whole 32-bit id is 0. An id such as 0x10000, at which CPython 3.15 stops
   * and 3.14 does not, is an entry like any other.
   *
   * @param memory where to read
   * @param address the first entry's address
   * @return the entries, at most 512 with all that is nested
   */
  public static SlotArray legacy(Memory memory, long address) {
    return new SlotReader(memory).array(Form.LEGACY, address, 0);
  }

  /**
   * Reads an array of {@code PySlot} (PEP 820), as {@code PyModExport_…} returns one.
   *
   * @param memory where to read
   * @param address the first entry's address
   * @return the entries, at most 512 with all that is nested
   */
  public static SlotArray pySlots(Memory memory, long address) {
    return new SlotReader(memory).array(Form.PYSLOT, address, 0);
  }

  private SlotArray array(Form form, long address, int depth) {
    // An array that includes itself ends at the deepest level, as it does in CPython.
    return depth > DEEPEST ? new SlotArray(List.of(), false) : entries(form, address, depth);
  }

  private SlotArray entries(Form form, long address, int depth) {
    List<Slot> slots = new ArrayList<>();
    long at = address;
    while (left > 0) {
      Optional<ByteBuffer> head =
          memory.word(at) instanceof Word.Import ? Optional.empty() : head(at);
      if (head.isEmpty()) {
        return new SlotArray(slots, false);
      }
      int id =
          form == Form.LEGACY ? head.get().getInt(0) : Short.toUnsignedInt(head.get().getShort(0));
      if (id == SlotIds.END) {
        if (form == Form.PYSLOT && (head.get().getShort(2) & Slot.OPTIONAL) != 0) {
          // CPython refuses an end that is marked optional: it is kept, so that this can be said.
          slots.add(slot(form, at, id, head.get(), depth));
        }
        return new SlotArray(slots, true);
      }
      left--;
      slots.add(slot(form, at, id, head.get(), depth));
      at += form == Form.LEGACY ? 2L * memory.pointerSize() : PYSLOT_SIZE;
    }
    return new SlotArray(slots, false);
  }

  private Optional<ByteBuffer> head(long address) {
    return memory.read(address, 4).map(bytes -> ByteBuffer.wrap(bytes).order(memory.order()));
  }

  private Slot slot(Form form, long at, int id, ByteBuffer head, int depth) {
    boolean legacy = form == Form.LEGACY;
    int flags = legacy ? 0 : Short.toUnsignedInt(head.getShort(2));
    Word value = memory.word(at + (legacy ? memory.pointerSize() : PYSLOT_VALUE));
    int cut = id & 0xffff;
    return new Slot(
        form,
        id,
        flags,
        value,
        cut == SlotIds.ABI ? abiInfo(value) : Optional.empty(),
        switch (cut) {
          case SlotIds.SUBSLOTS -> nested(Form.PYSLOT, value, depth);
          case SlotIds.MODULE_SLOTS -> nested(Form.LEGACY, value, depth);
          default -> Optional.empty();
        });
  }

  private Optional<SlotArray> nested(Form form, Word value, int depth) {
    return switch (value) {
      case Word.Value(long address) when address == 0 -> Optional.empty();
      case Word.Value(long address) -> Optional.of(array(form, address, depth + 1));
      case Word.Import _, Word.Unreadable _ -> Optional.of(new SlotArray(List.of(), false));
    };
  }

  private Optional<AbiInfo> abiInfo(Word value) {
    return value instanceof Word.Value(long address)
        ? memory
            .read(address, ABI_INFO_SIZE)
            .map(bytes -> abiInfo(ByteBuffer.wrap(bytes).order(memory.order())))
        : Optional.empty();
  }

  private static AbiInfo abiInfo(ByteBuffer bytes) {
    return new AbiInfo(
        Byte.toUnsignedInt(bytes.get(0)),
        Byte.toUnsignedInt(bytes.get(1)),
        Short.toUnsignedInt(bytes.getShort(2)),
        bytes.getInt(4),
        bytes.getInt(8));
  }
}
