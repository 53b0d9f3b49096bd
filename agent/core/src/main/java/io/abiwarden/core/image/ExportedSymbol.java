package io.abiwarden.core.image;

/**
 * A dynamic symbol that an image defines and others can see.
 *
 * @param name its name, without a version
 * @param address its address in the linked image
 * @param size its size in bytes, 0 where the file does not say
 * @param kind function or data
 * @param weak whether it is a weak definition
 */
public record ExportedSymbol(String name, long address, long size, SymbolKind kind, boolean weak) {}
