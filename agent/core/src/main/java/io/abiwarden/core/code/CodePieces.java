package io.abiwarden.core.code;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.Segment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Predicate;

/** An image's executable segments, piece by piece. */
final class CodePieces {

  /** How many bytes before the ones to look at a piece has, where the segment has them. */
  static final int BEFORE = 128;

  /** How many bytes after the ones to look at a piece has, where the segment has them. */
  static final int AFTER = 256;

  private static final int LARGEST = 65_536;

  /** Segments may share the file's bytes, so that the file's size is no limit. */
  private static final long MOST = 1L << 28;

  private CodePieces() {}

  /** A run of code, with some of its neighbourhood. */
  static final class Piece {

    private static final VarHandle INT =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final long address;
    private final byte[] bytes;
    private final int from;
    private final int to;

    private Piece(long address, byte[] bytes, int from, int to) {
      this.address = address;
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }

    /** What lies there, the neighbourhood included; not to be changed. */
    byte[] bytes() {
      return bytes;
    }

    /** The index of the first byte to look at, a multiple of 4 away from the segment's start. */
    int from() {
      return from;
    }

    /** The index after the last byte to look at. */
    int to() {
      return to;
    }

    /** Whether the bytes start where the segment starts. */
    boolean isFirst() {
      return from == 0;
    }

    long addressOf(int index) {
      return address + index;
    }

    /** The little-endian number in the 4 bytes from an index on, all of which must exist. */
    int number(int index) {
      return (int) INT.get(bytes, index);
    }
  }

  /**
   * Shows the pieces in the order of their addresses; each byte that the file has for an executable
   * segment is to be looked at in one of them.
   *
   * @param visitor says whether to go on
   */
  static void visit(LinkedMemory memory, Predicate<Piece> visitor) {
    long left = MOST;
    for (Segment segment : memory.segments().sorted()) {
      if (!segment.code()) {
        continue;
      }
      int size = (int) Math.min(segment.fileSize(), left);
      left -= size;
      for (int at = 0; at < size; ) {
        int start = Math.max(at - BEFORE, 0);
        int end = (int) Math.min((long) start + LARGEST, size);
        int to = end == size ? end : end - AFTER;
        var bytes = memory.read(segment.address() + start, end - start);
        if (bytes.isEmpty()
            || !visitor.test(
                new Piece(segment.address() + start, bytes.get(), at - start, to - start))) {
          return;
        }
        at = to;
      }
    }
  }
}
