package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;

/**
 * A file's bytes with checked access: reading outside of them says what was being read.
 *
 * @param buffer the bytes from index 0 on, in the image's byte order; only ever read
 */
record FileBytes(ByteBuffer buffer) {

  int size() {
    return buffer.limit();
  }

  int u8(long offset, String what) throws ImageFormatException {
    return Byte.toUnsignedInt(buffer.get(checked(offset, 1, what)));
  }

  int u16(long offset, String what) throws ImageFormatException {
    return Short.toUnsignedInt(buffer.getShort(checked(offset, 2, what)));
  }

  long u32(long offset, String what) throws ImageFormatException {
    return Integer.toUnsignedLong(buffer.getInt(checked(offset, 4, what)));
  }

  long u64(long offset, String what) throws ImageFormatException {
    return buffer.getLong(checked(offset, 8, what));
  }

  /** Makes sure that a run of bytes lies in the file. */
  FileRange range(long offset, long size, String what) throws ImageFormatException {
    return new FileRange(checked(offset, size, what), (int) size);
  }

  private int checked(long offset, long size, String what) throws ImageFormatException {
    if (offset < 0 || size < 0 || size > size() || offset > size() - size) {
      throw new ImageFormatException(
          "%s: bytes 0x%x to 0x%x are wanted, but the file ends at 0x%x"
              .formatted(what, offset, offset + size, size()));
    }
    return (int) offset;
  }
}
