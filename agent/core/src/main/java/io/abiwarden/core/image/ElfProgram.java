package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What an ELF file's program headers say. Sections are never looked at: they may be stripped, and
 * the dynamic linker does not look either.
 *
 * @param width the file's word size
 * @param segments the loaded segments ({@code PT_LOAD})
 * @param dynamic the address of the dynamic table ({@code PT_DYNAMIC})
 */
record ElfProgram(ElfWidth width, Segments segments, long dynamic) {

  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int EXECUTE = 1;
  private static final int WRITE = 2;

  static ElfProgram read(FileBytes file, ElfHeader header) throws ImageFormatException {
    List<Segment> loaded = new ArrayList<>();
    boolean hasDynamic = false;
    long dynamic = 0;
    for (int i = 0; i < header.programHeaderCount(); i++) {
      String what = "program header %d".formatted(i);
      ElfWidth width = header.width();
      long at = header.programHeaders() + (long) i * width.programHeader();
      FileRange entry = file.range(at, width.programHeader(), what);
      long type = file.u32(entry.offset(), what);
      if (type == PT_LOAD) {
        loaded.add(segment(file, width, entry.offset(), what));
      } else if (type == PT_DYNAMIC) {
        hasDynamic = true;
        dynamic = width.word(file, entry.offset() + 2L * width.word(), what);
      }
    }
    if (loaded.isEmpty()) {
      throw new ImageFormatException("no loadable segment (PT_LOAD): nothing to map");
    }
    if (!hasDynamic) {
      throw new ImageFormatException("no dynamic table (PT_DYNAMIC): not a shared library");
    }
    try {
      return new ElfProgram(header.width(), new Segments(loaded), dynamic);
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException("program headers: " + e.getMessage());
    }
  }

  /** The flags stand before the words in 64-bit files, and behind them in 32-bit ones. */
  private static Segment segment(FileBytes file, ElfWidth width, int entry, String what)
      throws ImageFormatException {
    long flags = file.u32(entry + (width.is64() ? 4L : 24L), what);
    long offset = width.word(file, entry + (long) width.word(), what);
    long address = width.word(file, entry + 2L * width.word(), what);
    long fileSize = width.word(file, entry + 4L * width.word(), what);
    long memorySize = width.word(file, entry + 5L * width.word(), what);
    FileRange bytes = file.range(offset, fileSize, what + " (PT_LOAD)");
    long size = Long.compareUnsigned(memorySize, bytes.size()) < 0 ? bytes.size() : memorySize;
    return new Segment(
        address, size, bytes.offset(), bytes.size(), (flags & EXECUTE) != 0, (flags & WRITE) != 0);
  }

  /**
   * Finds a table that the dynamic table points to.
   *
   * @param address where it starts
   * @param size how many bytes it is said to have
   * @param what its name, for the message
   * @return exactly that range of the file
   */
  FileRange table(long address, long size, String what) throws ImageFormatException {
    FileRange rest = rest(address, what);
    if (Long.compareUnsigned(size, rest.size()) > 0) {
      throw new ImageFormatException(
          "%s at address 0x%x: 0x%x bytes are claimed, 0x%x are there"
              .formatted(what, address, size, rest.size()));
    }
    return new FileRange(rest.offset(), (int) size);
  }

  /** Like {@link #table}, for a table whose size is not said: all up to the segment's end. */
  FileRange rest(long address, String what) throws ImageFormatException {
    return segments
        .fileRange(address)
        .orElseThrow(
            () ->
                new ImageFormatException(
                    "%s at address 0x%x: the file has nothing there".formatted(what, address)));
  }
}
