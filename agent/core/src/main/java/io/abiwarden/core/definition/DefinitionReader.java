package io.abiwarden.core.definition;

import io.abiwarden.core.memory.CStrings;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.util.List;
import java.util.Optional;

/**
 * Reads a {@code PyModuleDef} at an address of a file's image or of a live process, before or after
 * {@code PyModuleDef_Init} wrote into it. Any address may be given: what cannot be a definition has
 * the layout {@link DefinitionLayout#UNKNOWN}.
 */
public final class DefinitionReader {

  /** Python names are short; this only bounds what is read. */
  private static final int LONGEST_NAME = 4096;

  /** Nothing that a pointer can mean lies below: in a file only its own headers do. */
  private static final long FIRST_PAGE = 4096;

  private DefinitionReader() {}

  /**
   * Reads a definition and tells its layout from its content. Signs that contradict each other, or
   * none at all, make the layout unknown: it is never guessed.
   *
   * @param memory where to read
   * @param address the definition's address
   * @return what is there
   */
  public static RawDefinition read(Memory memory, long address) {
    HeaderReader.Header header = HeaderReader.read(memory, address);
    return as(LayoutJudge.decide(memory, address, header), memory, address, header.kind());
  }

  /**
   * Reads a definition whose layout the caller knows better.
   *
   * @param memory where to read
   * @param address the definition's address
   * @param layout its layout; {@link DefinitionLayout#UNKNOWN} and {@link DefinitionLayout#OPAQUE}
   *     leave it to the content
   * @return what is there
   */
  public static RawDefinition read(Memory memory, long address, DefinitionLayout layout) {
    return switch (layout) {
      case GIL, FREE_THREADED ->
          as(layout, memory, address, HeaderReader.read(memory, address).kind());
      case OPAQUE, UNKNOWN -> read(memory, address);
    };
  }

  private static RawDefinition as(
      DefinitionLayout layout, Memory memory, long address, HeaderKind header) {
    return ModuleDefLayout.of(layout, memory.pointerSize())
        .map(offsets -> definition(offsets, memory, address, header))
        .orElseGet(
            () ->
                new RawDefinition(
                    address,
                    DefinitionLayout.UNKNOWN,
                    header,
                    Optional.empty(),
                    0,
                    Optional.empty()));
  }

  private static RawDefinition definition(
      ModuleDefLayout offsets, Memory memory, long address, HeaderKind header) {
    RawDefinition.Members members =
        new RawDefinition.Members(
            memory.word(address + offsets.name()),
            memory.word(address + offsets.doc()),
            memory.word(address + offsets.methods()),
            memory.word(address + offsets.slots()),
            memory.word(address + offsets.traverse()),
            memory.word(address + offsets.clear()),
            memory.word(address + offsets.free()));
    return new RawDefinition(
        address,
        offsets.layout(),
        header,
        name(memory, members.name()),
        size(memory, memory.word(address + offsets.size())),
        slots(memory, members.slots()),
        members);
  }

  private static Optional<String> name(Memory memory, Word word) {
    return word instanceof Word.Value(long pointer) && pointer != 0
        ? CStrings.utf8(memory, pointer, LONGEST_NAME)
        : Optional.empty();
  }

  private static long size(Memory memory, Word word) {
    if (!(word instanceof Word.Value(long value))) {
      return 0;
    }
    return memory.pointerSize() == 8 ? value : (int) value;
  }

  private static Optional<SlotArray> slots(Memory memory, Word word) {
    return switch (word) {
      case Word.Value(long pointer) when pointer == 0 -> Optional.empty();
      case Word.Value(long pointer) when pointer < 0 || pointer >= FIRST_PAGE ->
          Optional.of(SlotReader.legacy(memory, pointer));
      case Word.Value _, Word.Import _, Word.Unreadable _ ->
          Optional.of(new SlotArray(List.of(), false));
    };
  }
}
