package io.abiwarden.core.image;

import io.abiwarden.core.image.PeHeader.Directory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;

/**
 * Reads a PE file's base relocations. At the preferred base they change nothing, so only those of
 * whole pointers are of interest: they tell which words are addresses.
 */
final class PeRelocations {

  private static final int BLOCK_HEADER = 8;
  private static final int HIGH_LOW = 3;
  private static final int HIGH_ADJUST = 4;
  private static final int DIR_64 = 10;

  /** More than the largest known libraries have. */
  private static final int LIMIT = 4_000_000;

  private final PeSpace space;
  private final int wordSize;
  private final LinkedWords.Builder words;
  private Segment last;

  private PeRelocations(PeSpace space, int wordSize, LinkedWords.Builder words) {
    this.space = space;
    this.wordSize = wordSize;
    this.words = words;
    this.last = space.segments().sorted().getFirst();
  }

  /** Reads the words that are addresses. */
  static LinkedWords.Builder read(PeSpace space, Directory directory, int wordSize)
      throws ImageFormatException {
    String what = "base relocations";
    if (!directory.isPresent()) {
      return new LinkedWords.Builder(16);
    }
    FileRange range = space.table(directory.address(), directory.size(), what);
    if (range.size() / 2 > LIMIT) {
      throw new ImageFormatException(
          "%s: %d of them, more than the limit of %d".formatted(what, range.size() / 2, LIMIT));
    }
    LinkedWords.Builder words = new LinkedWords.Builder(range.size() / 2);
    new PeRelocations(space, wordSize, words).read(range, what);
    return words;
  }

  private void read(FileRange range, String what) throws ImageFormatException {
    ByteBuffer file = space.file().buffer();
    int at = range.offset();
    int end = range.offset() + range.size();
    while (end - at >= BLOCK_HEADER) {
      long page = Integer.toUnsignedLong(file.getInt(at));
      int size = file.getInt(at + 4);
      if (size == 0 && page == 0) {
        // Padding at the end.
        return;
      }
      if (size < BLOCK_HEADER || size > end - at) {
        throw new ImageFormatException(
            "%s: a block of %d bytes for the page at 0x%x, where %d are left"
                .formatted(what, size, page, end - at));
      }
      block(file, page, at + BLOCK_HEADER, at + size);
      at += size;
    }
  }

  private void block(ByteBuffer file, long page, int from, int to) {
    for (int at = from; at + 2 <= to; at += 2) {
      int entry = Short.toUnsignedInt(file.getShort(at));
      int type = entry >>> 12;
      if (type == (wordSize == 8 ? DIR_64 : HIGH_LOW)) {
        word(space.address(page + (entry & 0xfff)));
      } else if (type == HIGH_ADJUST) {
        // The next entry is its parameter.
        at += 2;
      }
    }
  }

  private void word(long address) {
    if (!last.contains(address)) {
      space.segments().find(address).ifPresent(segment -> last = segment);
    }
    long into = address - last.address();
    if (!last.contains(address) || into > last.fileSize() - wordSize) {
      // Outside of what the file fills: whatever the loader adds to, it is no address.
      return;
    }
    int at = last.fileOffset() + (int) into;
    ByteBuffer file = space.file().buffer();
    words.value(
        address, wordSize == 8 ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at)));
  }
}
