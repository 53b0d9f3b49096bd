package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segment;

/**
 * A segment of a Mach-O file.
 *
 * @param name such as {@code __DATA_CONST}
 * @param memory where it lies; its size is 0 if nothing is mapped
 * @param isMapped whether it has any access rights: {@code __PAGEZERO} has none
 */
record MachOSegment(String name, Segment memory, boolean isMapped) {

  private static final int READABLE = 1;
  private static final int WRITABLE = 2;
  private static final int EXECUTABLE = 4;

  /**
   * A section of a segment.
   *
   * @param address where it starts
   * @param size how many bytes it has in memory
   * @param type what it holds
   * @param isCode whether it holds instructions
   * @param indirectStart where its symbols start in the indirect symbol table
   * @param stubSize how many bytes each stub has
   */
  record Section(
      long address, long size, int type, boolean isCode, long indirectStart, long stubSize) {

    static final int NON_LAZY_POINTERS = 6;
    static final int LAZY_POINTERS = 7;
    static final int STUBS = 8;
    static final int INIT_POINTERS = 9;
    static final int INIT_OFFSETS = 0x16;

    private static final long INSTRUCTIONS = 0x8000_0400L;

    static Section read(FileBytes file, long at, boolean wide) throws ImageFormatException {
      String what = "section";
      file.range(at, size(wide), what);
      long rest = at + (wide ? 64 : 56);
      long flags = file.u32(rest, what);
      return new Section(
          wide ? file.u64(at + 32, what) : file.u32(at + 32, what),
          wide ? file.u64(at + 40, what) : file.u32(at + 36, what),
          (int) flags & 0xff,
          (flags & INSTRUCTIONS) != 0,
          file.u32(rest + 4, what),
          file.u32(rest + 8, what));
    }

    static int size(boolean wide) {
      return wide ? 80 : 68;
    }

    /** Whether an address lies in it. */
    boolean contains(long where) {
      return Long.compareUnsigned(where - address, size) < 0;
    }
  }

  static MachOSegment read(FileBytes file, long at, boolean wide) throws ImageFormatException {
    String name = name(file, at + 8);
    String what = "segment " + name;
    long address = wide ? file.u64(at + 24, what) : file.u32(at + 24, what);
    long size = wide ? file.u64(at + 32, what) : file.u32(at + 28, what);
    long offset = wide ? file.u64(at + 40, what) : file.u32(at + 32, what);
    long inFile = wide ? file.u64(at + 48, what) : file.u32(at + 36, what);
    int rights = (int) file.u32(at + (wide ? 60 : 44), what);
    var bytes = file.range(offset, inFile, what);
    if (Long.compareUnsigned(size, inFile) < 0) {
      throw new ImageFormatException(
          "%s: it has more bytes in the file (0x%x) than in memory (0x%x)"
              .formatted(what, inFile, size));
    }
    boolean mapped = (rights & (READABLE | WRITABLE | EXECUTABLE)) != 0;
    return new MachOSegment(
        name,
        new Segment(
            address,
            size,
            bytes.offset(),
            bytes.size(),
            (rights & EXECUTABLE) != 0,
            (rights & WRITABLE) != 0),
        mapped);
  }

  private static String name(FileBytes file, long at) throws ImageFormatException {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      int letter = file.u8(at + i, "segment");
      if (letter == 0) {
        break;
      }
      name.append(letter > ' ' && letter < 0x7f ? (char) letter : '?');
    }
    return name.toString();
  }

  /** Where the file keeps a word of this segment; -1 if it has no such word. */
  int fileOffset(long address, int size) {
    long into = address - memory.address();
    return into >= 0 && into <= (long) memory.fileSize() - size
        ? memory.fileOffset() + (int) into
        : -1;
  }
}
