package io.abiwarden.core.definition;

import io.abiwarden.core.memory.Word;
import java.util.Optional;

/**
 * A {@code PyModuleDef} as it lies in memory.
 *
 * @param address where it lies
 * @param layout GIL, free-threaded, or unknown (then nothing but the header was read)
 * @param header what its first words say
 * @param name {@code m_name}, if it is set and readable UTF-8
 * @param size {@code m_size}, 0 if it is not a number that can be read
 * @param slots {@code m_slots}; empty if it is NULL or the layout is unknown
 * @param members the members as stored; all of them unreadable if the layout is unknown
 */
public record RawDefinition(
    long address,
    DefinitionLayout layout,
    HeaderKind header,
    Optional<String> name,
    long size,
    Optional<SlotArray> slots,
    Members members) {

  /** A definition of which the members were not kept. */
  public RawDefinition(
      long address,
      DefinitionLayout layout,
      HeaderKind header,
      Optional<String> name,
      long size,
      Optional<SlotArray> slots) {
    this(address, layout, header, name, size, slots, Members.UNREADABLE);
  }

  /**
   * The members of a definition as the words that are stored there, NULL as the number 0.
   *
   * @param name {@code m_name}
   * @param doc {@code m_doc}
   * @param methods {@code m_methods}
   * @param slots {@code m_slots}
   * @param traverse {@code m_traverse}
   * @param clear {@code m_clear}
   * @param free {@code m_free}
   */
  public record Members(
      Word name, Word doc, Word methods, Word slots, Word traverse, Word clear, Word free) {

    private static final Word NONE = new Word.Unreadable();

    /** Nothing could be read. */
    public static final Members UNREADABLE = new Members(NONE, NONE, NONE, NONE, NONE, NONE, NONE);
  }
}
