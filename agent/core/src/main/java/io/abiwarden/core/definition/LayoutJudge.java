package io.abiwarden.core.definition;

import io.abiwarden.core.memory.CStrings;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Decides how a definition is laid out, whether it is as compiled or an interpreter of either kind
 * has written into it.
 *
 * <p>Four signs are asked, and they must not contradict each other: the free-threaded mark (which a
 * GIL runtime overwrites), where the pointer to the name is (which may be NULL), the GIL reference
 * count (which PyO3 always gives as 1, as a GIL runtime does), and where the pointer to the slots
 * is.
 */
final class LayoutJudge {

  private static final int LONGEST_NAME = 4096;

  /** Below it are no slots, but numbers that an image with base 0 would take for addresses. */
  private static final long FIRST_PAGE = 4096;

  private final Memory memory;
  private final long address;

  private LayoutJudge(Memory memory, long address) {
    this.memory = memory;
    this.address = address;
  }

  static DefinitionLayout decide(Memory memory, long address, HeaderReader.Header header) {
    Optional<ModuleDefLayout> gil = ModuleDefLayout.of(DefinitionLayout.GIL, memory.pointerSize());
    Optional<ModuleDefLayout> freeThreaded =
        ModuleDefLayout.of(DefinitionLayout.FREE_THREADED, memory.pointerSize());
    return gil.isPresent() && freeThreaded.isPresent()
        ? new LayoutJudge(memory, address).decide(gil.get(), freeThreaded.get(), header)
        : DefinitionLayout.UNKNOWN;
  }

  private DefinitionLayout decide(
      ModuleDefLayout gil, ModuleDefLayout freeThreaded, HeaderReader.Header header) {
    DefinitionLayout byName = only(isName(gil.name()), isName(freeThreaded.name()));
    DefinitionLayout bySlots = only(isSlots(gil.slots()), isSlots(freeThreaded.slots()));
    DefinitionLayout byHeader = only(header.isCounted(), header.isMarked());
    if (header.isMarked() && header.isCounted()) {
      return DefinitionLayout.UNKNOWN;
    }
    if (byHeader == byName && byName != DefinitionLayout.UNKNOWN) {
      return byName;
    }
    DefinitionLayout best = first(byHeader, byName, bySlots);
    return agrees(byName, best) && agrees(bySlots, best) ? best : DefinitionLayout.UNKNOWN;
  }

  private static DefinitionLayout first(DefinitionLayout... signs) {
    for (DefinitionLayout sign : signs) {
      if (sign != DefinitionLayout.UNKNOWN) {
        return sign;
      }
    }
    return DefinitionLayout.UNKNOWN;
  }

  private static DefinitionLayout only(boolean gil, boolean freeThreaded) {
    if (gil == freeThreaded) {
      return DefinitionLayout.UNKNOWN;
    }
    return gil ? DefinitionLayout.GIL : DefinitionLayout.FREE_THREADED;
  }

  private static boolean agrees(DefinitionLayout sign, DefinitionLayout decision) {
    return sign == DefinitionLayout.UNKNOWN || sign == decision;
  }

  /** Whether the word at an offset points to what may be a module's name. */
  private boolean isName(int offset) {
    return switch (memory.word(address + offset)) {
      case Word.Value(long pointer) ->
          pointer != 0
              && CStrings.utf8(memory, pointer, LONGEST_NAME)
                  .filter(name -> !name.isEmpty())
                  .filter(name -> name.chars().noneMatch(Character::isISOControl))
                  .isPresent();
      // Only a pointer can be imported, and the other layout has a number here.
      case Word.Import _ -> true;
      case Word.Unreadable _ -> false;
    };
  }

  /**
   * Whether the word at an offset points to what may be slots. In the wrong layout it is a number,
   * or a function whose code would have to look like a slot.
   */
  private boolean isSlots(int offset) {
    if (!(memory.word(address + offset) instanceof Word.Value(long pointer))
        || Long.compareUnsigned(pointer, FIRST_PAGE) < 0
        || pointer % memory.pointerSize() != 0) {
      return false;
    }
    Optional<byte[]> start = memory.read(pointer, 2 * memory.pointerSize());
    if (start.isEmpty() || memory.word(pointer) instanceof Word.Import) {
      return false;
    }
    int id = ByteBuffer.wrap(start.get()).order(memory.order()).getInt();
    // An empty array would be one too, but so would any zeros.
    return id > 0 && (id & 0xffff) < SlotIds.COUNT;
  }
}
