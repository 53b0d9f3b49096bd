package io.abiwarden.core.artifact;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Where the central directory of a zip file lies, as its end record and zip64's say (APPNOTE
 * 4.3.14–4.3.16).
 *
 * @param directoryAt where the directory starts in the file
 * @param directorySize its size in bytes
 * @param entries how many entries it is said to have
 * @param wide whether the count is zip64's; if not, it is known but for multiples of 65,536
 * @param shift what to add to every offset: the size of what was put before the archive
 */
record ZipEnd(long directoryAt, long directorySize, long entries, boolean wide, long shift) {

  private static final int SIZE = 22;
  private static final int SIGNATURE = 0x06054b50;
  private static final int LOCATOR_SIZE = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int WIDE_SIZE = 56;
  private static final int WIDE_SIGNATURE = 0x06064b50;

  /**
   * Finds the end: the last one in the file, as Python's {@code zipfile} does, which is what pip
   * reads wheels with.
   *
   * @param quirks takes what is odd about it
   * @throws ZipException if there is none, or it points out of the file
   */
  static ZipEnd find(ZipSource source, Quirks quirks) throws IOException {
    int length = (int) Math.min(source.size(), SIZE + 0xffffL);
    long base = source.size() - length;
    ByteBuffer tail = source.read(base, length);
    int at = last(tail, tail.limit() - SIZE);
    if (at < 0) {
      throw new ZipException(
          source.size() < SIZE
              ? "it has only " + source.size() + " bytes"
              : "it has no end record, so it is no archive or the end is missing");
    }
    checkTail(tail, at, quirks);
    return read(source, tail, at, base, quirks);
  }

  private static int last(ByteBuffer tail, int from) {
    int at = from;
    while (at >= 0 && tail.getInt(at) != SIGNATURE) {
      at--;
    }
    return at;
  }

  private static void checkTail(ByteBuffer tail, int at, Quirks quirks) {
    int after = tail.limit() - (at + SIZE + Short.toUnsignedInt(tail.getShort(at + 20)));
    if (after > 0) {
      quirks.say(Quirk.TRAILING, after + " bytes follow its end, which uv refuses");
    } else if (after < 0) {
      quirks.say(Quirk.TRAILING, "its comment is cut off");
    }
    for (int other = last(tail, at - 1); other >= 0; other = last(tail, other - 1)) {
      if (other + SIZE + Short.toUnsignedInt(tail.getShort(other + 20)) == tail.limit()) {
        quirks.say(Quirk.CONFUSION, "it has two end records, and tools differ in which they take");
        return;
      }
    }
  }

  private static ZipEnd read(ZipSource source, ByteBuffer tail, int at, long base, Quirks quirks)
      throws IOException {
    long entries = Short.toUnsignedLong(tail.getShort(at + 10));
    long size = Integer.toUnsignedLong(tail.getInt(at + 12));
    long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
    long end = base + at;
    ByteBuffer locator = source.read(end - LOCATOR_SIZE, LOCATOR_SIZE);
    boolean wide =
        end >= LOCATOR_SIZE
            && locator.limit() == LOCATOR_SIZE
            && locator.getInt(0) == LOCATOR_SIGNATURE;
    if (wide) {
      long record = end - LOCATOR_SIZE - WIDE_SIZE;
      ByteBuffer whole = source.read(Math.max(0, record), WIDE_SIZE);
      if (record < 0 || whole.getInt(0) != WIDE_SIGNATURE) {
        throw new ZipException("its zip64 end record is not where it should be");
      }
      if (differs(entries, 0xffff, whole.getLong(32))
          || differs(size, 0xffffffffL, whole.getLong(40))
          || differs(offset, 0xffffffffL, whole.getLong(48))) {
        quirks.say(Quirk.CONFUSION, "its end record and its zip64 end record differ");
      }
      entries = whole.getLong(32);
      size = whole.getLong(40);
      offset = whole.getLong(48);
      end = record;
    }
    if (size < 0 || size > end || offset < 0 || offset > end - size) {
      throw new ZipException(
          "its end record puts the directory outside of the file, so bytes are missing");
    }
    long shift = end - size - offset;
    if (shift > 0) {
      quirks.say(Quirk.PREPENDED, shift + " bytes stand before the archive, which uv refuses");
    }
    return new ZipEnd(end - size, size, entries, wide, shift);
  }

  private static boolean differs(long narrow, long full, long wide) {
    return narrow != full && narrow != wide;
  }
}
