package io.abiwarden.core.definition;

import java.util.Optional;

/**
 * A {@code PyModuleDef} as it lies in memory.
 *
 * @param address where it lies
 * @param layout GIL, free-threaded, or unknown (then nothing but the header was read)
 * @param header what its first words say
 * @param name {@code m_name}, if it is set and readable UTF-8
 * @param size {@code m_size}
 * @param slots {@code m_slots}; empty if it is NULL or the layout is unknown
 */
public record RawDefinition(
    long address,
    DefinitionLayout layout,
    HeaderKind header,
    Optional<String> name,
    long size,
    Optional<SlotArray> slots) {}
