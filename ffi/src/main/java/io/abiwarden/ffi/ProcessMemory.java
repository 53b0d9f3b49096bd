package io.abiwarden.ffi;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * This process's own memory, read through the kernel: an address that is not there gives no answer,
 * where a read through FFM would end the process. Needs no native access. Safe for use by several
 * threads.
 */
public final class ProcessMemory implements AutoCloseable {

  private static final String FILE = "/proc/self/mem";

  /** A file that an interrupt does not close, unlike a channel. */
  private final RandomAccessFile file;

  private ProcessMemory(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Opens it.
   *
   * @throws UncheckedIOException where the system has no {@code /proc/self/mem}, or forbids it
   */
  public static ProcessMemory open() {
    try {
      return new ProcessMemory(new RandomAccessFile(FILE, "r"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read this process's memory through " + FILE, e);
    }
  }

  /**
   * Copies bytes out.
   *
   * @param address of the first byte; any number
   * @param size how many bytes, not negative
   * @return exactly {@code size} bytes, or empty if any of them cannot be read
   */
  public synchronized Optional<byte[]> read(long address, int size) {
    // Upper half: the kernel's. The file's offsets are signed, so such an address is no offset,
    // either.
    if (address < 0 || address + size < 0) {
      return Optional.empty();
    }
    byte[] bytes = new byte[size];
    try {
      file.seek(address);
      file.readFully(bytes);
      return Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The 64-bit number at an address, or empty if it cannot be read. */
  public OptionalLong readLong(long address) {
    return read(address, Long.BYTES)
        .map(
            bytes ->
                OptionalLong.of(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getLong()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
