package io.abiwarden.core.image;

import java.util.Optional;

/**
 * A symbol that an image takes from elsewhere.
 *
 * @param name its name, without a version
 * @param weak whether linking goes on without it
 * @param kind what the file, or the relocations that use it, say it is
 * @param version the symbol version that is asked for ({@code GLIBC_2.34}), if any
 * @param library the library that it is taken from, as the file spells it: the DLL of a PE file
 *     ({@code python3.dll}), the dylib that a Mach-O symbol is bound to; on ELF, where names belong
 *     to no library, the one that the version is asked of ({@code libc.so.6}). Empty where any
 *     library may supply it
 */
public record NeededSymbol(
    String name,
    boolean weak,
    SymbolKind kind,
    Optional<String> version,
    Optional<String> library) {}
