package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Splits a universal Mach-O file into its slices ({@code mach-o/fat.h}; always big-endian).
 *
 * <p>Java class files start with the same four bytes. What follows there is their version, which is
 * 45 or more; no universal file has so many slices.
 */
final class UniversalFile {

  static final int MAGIC = 0xcafebabe;
  static final int MAGIC_64 = 0xcafebabf;

  private static final int FIRST_CLASS_FILE_VERSION = 45;
  private static final int MOST_SLICES = 32;
  private static final int HEADER = 8;

  private UniversalFile() {}

  private record Entry(String processor, long kind, long offset, long size) {}

  /**
   * Finds the slices.
   *
   * @param own the file, from index 0 on
   * @return at least one slice, in the file's order
   */
  static List<ImageSlice> slices(ByteBuffer own) throws ImageFormatException {
    FileBytes file = new FileBytes(own.duplicate().order(ByteOrder.BIG_ENDIAN));
    String what = "universal header";
    boolean wide = file.u32(0, what) == (MAGIC_64 & 0xffff_ffffL);
    long count = file.u32(4, what);
    if (!wide && (count & 0xffff) >= FIRST_CLASS_FILE_VERSION) {
      throw new ImageFormatException("a Java class file, not an object file");
    }
    if (count == 0 || count > MOST_SLICES) {
      throw new ImageFormatException(
          "universal header: it claims %d slices; 1 to %d are possible"
              .formatted(count, MOST_SLICES));
    }
    int entrySize = wide ? 32 : 20;
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long at = HEADER + (long) i * entrySize;
      long processor = file.u32(at, what);
      long variant = file.u32(at + 4, what);
      entries.add(
          new Entry(
              MachOProcessor.name((int) processor, (int) variant),
              processor << 32 | (variant & MachOProcessor.VARIANT),
              wide ? file.u64(at + 8, what) : file.u32(at + 8, what),
              wide ? file.u64(at + 16, what) : file.u32(at + 12, what)));
    }
    refuseRepeated(entries);
    refuseOverlapping(entries, HEADER + count * entrySize);
    return entries.stream().map(entry -> slice(own, entry)).toList();
  }

  private static void refuseRepeated(List<Entry> entries) throws ImageFormatException {
    Set<Long> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (!seen.add(entry.kind)) {
        throw new ImageFormatException("universal header: two slices are for " + entry.processor);
      }
    }
  }

  private static void refuseOverlapping(List<Entry> entries, long headerEnd)
      throws ImageFormatException {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparing(Entry::offset, Long::compareUnsigned));
    long free = headerEnd;
    String before = "the header";
    for (Entry entry : sorted) {
      if (Long.compareUnsigned(entry.offset, free) < 0) {
        throw new ImageFormatException(
            "universal header: slice %s overlaps %s".formatted(entry.processor, before));
      }
      free = entry.offset + entry.size;
      before = "slice " + entry.processor;
      if (Long.compareUnsigned(free, entry.offset) < 0) {
        throw new ImageFormatException(
            "universal header: %s reaches past the last offset".formatted(before));
      }
    }
  }

  private static ImageSlice slice(ByteBuffer own, Entry entry) {
    int start = (int) Math.min(own.limit(), clamp(entry.offset));
    int end = (int) Math.min(own.limit(), clamp(entry.offset + entry.size));
    boolean cut = Long.compareUnsigned(entry.offset + entry.size, own.limit()) > 0;
    return new ImageSlice(
        Optional.of(entry.processor),
        own.slice(start, end - start),
        cut
            ? Optional.of(
                "bytes 0x%x to 0x%x are wanted, but the file ends at 0x%x"
                    .formatted(entry.offset, entry.offset + entry.size, own.limit()))
            : Optional.empty());
  }

  /** An unsigned number that may be anything, as one that is not below zero. */
  private static long clamp(long offset) {
    return offset < 0 ? Long.MAX_VALUE : offset;
  }
}
