package io.abiwarden.core.image;

/**
 * A symbol version that an image asks of another library.
 *
 * @param version such as {@code GLIBC_2.34}
 * @param library such as {@code libc.so.6}
 * @param weak whether linking goes on without it
 */
public record NeededVersion(String version, String library, boolean weak) {}
