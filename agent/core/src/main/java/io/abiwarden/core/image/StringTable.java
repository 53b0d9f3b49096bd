package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A table of strings that end with a NUL, as symbols' names are kept in. Not safe for several
 * threads: it counts what it hands out, since a hostile table can let a million symbols share one
 * long name.
 */
final class StringTable {

  /** Mangled C++ names of real files reach some 30 KB. */
  private static final int LONGEST = 1 << 18;

  private final ByteBuffer file;
  private final FileRange range;
  private long budget;

  /**
   * A table in a file.
   *
   * @param file the file's bytes; only ever read
   * @param range where the table lies in it
   */
  StringTable(ByteBuffer file, FileRange range) {
    this.file = file;
    this.range = range;
    this.budget = 4L * range.size() + (1 << 20);
  }

  /**
   * Reads a string.
   *
   * @param offset where it starts, counted from the table's start
   * @return the string; bytes that are not UTF-8 are replaced
   */
  String at(long offset) throws ImageFormatException {
    int start = start(offset);
    int length = length(start);
    byte[] bytes = new byte[length];
    file.get(start, bytes);
    budget -= length + 1L;
    if (budget < 0) {
      throw new ImageFormatException("string table: its names overlap beyond all measure");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The table's size in bytes. */
  int size() {
    return range.size();
  }

  /** Whether the string at an offset starts with the given ASCII text. */
  boolean startsWith(long offset, String ascii) {
    if (offset < 0 || offset > range.size() - ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (file.get(range.offset() + (int) offset + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int start(long offset) throws ImageFormatException {
    if (offset < 0 || offset >= range.size()) {
      throw new ImageFormatException(
          "string table: a name at 0x%x is wanted, but the table has 0x%x bytes"
              .formatted(offset, range.size()));
    }
    return range.offset() + (int) offset;
  }

  private int length(int start) throws ImageFormatException {
    int end = Math.min(range.offset() + range.size(), start + LONGEST);
    for (int at = start; at < end; at++) {
      if (file.get(at) == 0) {
        return at - start;
      }
    }
    throw new ImageFormatException(
        "string table: the name at 0x%x has no end".formatted(start - range.offset()));
  }
}
