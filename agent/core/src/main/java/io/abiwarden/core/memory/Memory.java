package io.abiwarden.core.memory;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Bytes at addresses: of a live process, or of an image linked on paper.
 *
 * <p>Nothing behind an address is trusted. Every method answers for any address, and none of them
 * throws for what it finds there. Implementations are safe for use by several threads if their
 * documentation says so.
 */
public interface Memory {

  /** The byte order of the numbers in this memory. */
  ByteOrder order();

  /** The size of a pointer in bytes: 4 or 8. */
  int pointerSize();

  /**
   * Copies bytes out.
   *
   * @param address the first byte's address
   * @param size how many bytes, from 0 to 65,536
   * @return exactly {@code size} bytes, or empty if any of them cannot be read
   */
  Optional<byte[]> read(long address, int size);

  /**
   * Reads the pointer-sized word at an address, as the dynamic linker leaves it.
   *
   * @param address the word's address, which need not be aligned
   * @return its value, the name of the imported symbol that would be put there, or unreadable
   */
  Word word(long address);
}
