package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the numbers and names of a Mach-O file's linking tables one after the other. */
final class MachOCursor {

  private final ByteBuffer file;
  private final int start;
  private final int end;
  private final String what;
  private int at;

  MachOCursor(FileBytes file, FileRange range, String what) {
    this.file = file.buffer();
    this.start = range.offset();
    this.end = range.offset() + range.size();
    this.at = start;
    this.what = what;
  }

  boolean isAtEnd() {
    return at >= end;
  }

  /** How many bytes lie before the next one. */
  int position() {
    return at - start;
  }

  /** Goes to a place, counted from the table's start. */
  void seek(long position) throws ImageFormatException {
    if (position < 0 || position >= end - start) {
      throw new ImageFormatException(
          "%s: offset 0x%x is wanted, but there are 0x%x bytes"
              .formatted(what, position, end - start));
    }
    at = start + (int) position;
  }

  int u8() throws ImageFormatException {
    if (at >= end) {
      throw new ImageFormatException("%s: it ends in the middle".formatted(what));
    }
    return file.get(at++) & 0xff;
  }

  /** An unsigned number in LEB128. */
  long unsigned() throws ImageFormatException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = u8();
      if (shift > 63 || (shift == 63 && (next & 0x7e) != 0)) {
        throw tooLong();
      }
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
  }

  /** A signed number in LEB128. */
  long signed() throws ImageFormatException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = u8();
      if (shift > 63) {
        throw tooLong();
      }
      value |= (long) (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        boolean negative = (next & 0x40) != 0 && shift + 7 < 64;
        return negative ? value | -1L << (shift + 7) : value;
      }
    }
  }

  private ImageFormatException tooLong() {
    return new ImageFormatException(
        "%s: the number before offset 0x%x has more than 64 bits".formatted(what, position()));
  }

  /** A name that ends with a NUL. */
  String text() throws ImageFormatException {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** The bytes before a NUL, each as a letter: a part of a name may end within a letter. */
  String letters() throws ImageFormatException {
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  private byte[] bytes() throws ImageFormatException {
    int from = at;
    while (u8() != 0) {
      // On to the NUL.
    }
    byte[] bytes = new byte[at - 1 - from];
    file.get(from, bytes);
    return bytes;
  }
}
