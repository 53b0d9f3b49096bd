package io.abiwarden.core.definition;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.Image.Relocation;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the static arrays of {@code PySlot} (PEP 820) of an image that a {@code PyModExport_…}
 * function may return: each has a {@code Py_mod_abi} slot, without which no module is made, and
 * whose value is a pointer to the ABI info.
 *
 * <p>Arrays that code fills, or puts together, are not found.
 */
public final class SlotFinder {

  private static final int SIZE = 16;
  private static final int VALUE = 8;

  /**
   * The ids of slots that a module can have (CPython 3.15, {@code Include/slots_generated.h}). What
   * has another one is no slot, or one that nothing can be said of.
   */
  private static final Set<Integer> IDS =
      Set.of(84, 85, 86, 87, 92, 94, 100, 101, 102, 103, 104, 105, 106, SlotIds.ABI, 110);

  /** The only one that may stand in an array more than once. */
  private static final int EXEC = 85;

  private static final int HIGHEST_FLAGS = 0xf;
  private static final int MOST_BEFORE = 32;
  private static final int LIMIT = 256;

  private final Memory memory;

  private SlotFinder(Memory memory) {
    this.memory = memory;
  }

  /**
   * Finds them.
   *
   * @param image the image, of any processor
   * @return the arrays that have an end, in the order of their addresses, at most 256
   */
  public static List<SlotArray> find(Image image) {
    SlotFinder finder = new SlotFinder(image.memory());
    List<SlotArray> found = new ArrayList<>();
    for (Relocation relocation : image.relocations()) {
      if (found.size() < LIMIT && relocation.target() instanceof Word.Value) {
        finder.around(relocation.address() - VALUE).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  /** The array that has its ABI slot at an address, if there is one. */
  private Optional<SlotArray> around(long abi) {
    if (id(abi) != SlotIds.ABI) {
      return Optional.empty();
    }
    long first = abi;
    Set<Integer> seen = new HashSet<>(Set.of(SlotIds.ABI));
    for (int i = 0; i < MOST_BEFORE && isAnother(id(first - SIZE), seen); i++) {
      first -= SIZE;
    }
    SlotArray array = SlotReader.pySlots(memory, first);
    return Optional.of(array).filter(SlotArray::complete).filter(SlotFinder::isPlausible);
  }

  private static boolean isPlausible(SlotArray array) {
    Set<Integer> seen = new HashSet<>();
    return array.slots().stream()
        .allMatch(
            slot ->
                isAnother(slot.id(), seen)
                    && slot.abiInfo().isPresent() == (slot.id() == SlotIds.ABI)
                    && !(slot.value() instanceof Word.Unreadable));
  }

  private static boolean isAnother(int id, Set<Integer> seen) {
    return IDS.contains(id) && (seen.add(id) || id == EXEC);
  }

  /** The id of a slot; -1 if there can be none, by its flags and what lies between. */
  private int id(long address) {
    Optional<byte[]> head = memory.read(address, VALUE);
    if (head.isEmpty()) {
      return -1;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head.get()).order(memory.order());
    boolean possible =
        Short.toUnsignedInt(bytes.getShort(2)) <= HIGHEST_FLAGS && bytes.getInt(4) == 0;
    return possible ? Short.toUnsignedInt(bytes.getShort(0)) : -1;
  }
}
