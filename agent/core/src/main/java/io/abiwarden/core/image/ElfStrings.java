package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An ELF file's dynamic string table. Not safe for several threads: it counts what it hands out,
 * since a hostile table can let a million symbols share one long name.
 */
final class ElfStrings {

  /** Mangled C++ names of real files reach some 30 KB. */
  private static final int LONGEST = 1 << 18;

  private final ByteBuffer file;
  private final FileRange range;
  private long budget;

  private ElfStrings(ByteBuffer file, FileRange range) {
    this.file = file;
    this.range = range;
    this.budget = 4L * range.size() + (1 << 20);
  }

  static ElfStrings read(FileBytes file, ElfProgram program, ElfDynamic dynamic)
      throws ImageFormatException {
    String what = "string table (DT_STRTAB)";
    if (dynamic.value(ElfDynamic.STRTAB).isEmpty()) {
      return new ElfStrings(file.buffer(), new FileRange(0, 0));
    }
    long address = dynamic.valueOrZero(ElfDynamic.STRTAB);
    FileRange range =
        dynamic.value(ElfDynamic.STRSZ).isPresent()
            ? program.table(address, dynamic.valueOrZero(ElfDynamic.STRSZ), what)
            : program.rest(address, what);
    return new ElfStrings(file.buffer(), range);
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
