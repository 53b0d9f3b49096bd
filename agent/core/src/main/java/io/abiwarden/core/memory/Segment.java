package io.abiwarden.core.memory;

/**
 * A run of addresses that a file fills, with zeros after what the file has for it.
 *
 * @param address the first address
 * @param size how many bytes it spans in memory, as an unsigned number that is not below {@code
 *     fileSize}; may be far more than the machine has
 * @param fileOffset where its bytes start in the file
 * @param fileSize how many bytes the file has for it; the rest are zeros
 * @param code whether it is mapped executable
 * @param writable whether it is mapped writable
 */
public record Segment(
    long address, long size, int fileOffset, int fileSize, boolean code, boolean writable) {

  /** Whether an address lies in it. */
  public boolean contains(long where) {
    return Long.compareUnsigned(where - address, size) < 0;
  }

  /** The address after its last byte. */
  public long end() {
    return address + size;
  }
}
