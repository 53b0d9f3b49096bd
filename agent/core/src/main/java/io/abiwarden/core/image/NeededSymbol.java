package io.abiwarden.core.image;

import java.util.Optional;

/**
 * A symbol that an image takes from elsewhere.
 *
 * @param name its name, without a version
 * @param weak whether linking goes on without it
 * @param kind what the file, or the relocations that use it, say it is
 * @param version the symbol version that is asked for ({@code GLIBC_2.34}), if any
 * @param library the library that the version is asked of ({@code libc.so.6}), if any
 */
public record NeededSymbol(
    String name,
    boolean weak,
    SymbolKind kind,
    Optional<String> version,
    Optional<String> library) {}
