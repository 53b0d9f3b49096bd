package io.abiwarden.core.evidence;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for several texts in one pass over a file, in steps of nearly the shortest text's length
 * (the search of Wu and Manber, by blocks of two bytes). Immutable.
 */
final class Marks {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int BLOCK = 2;

  /** What of a file outside of the heap is copied at a time. */
  private static final int CHUNK = 1 << 16;

  private final List<byte[]> marks;
  private final int[] heads;
  private final int shortest;
  private final int longest;
  private final byte[] steps = new byte[1 << (Byte.SIZE * BLOCK)];

  /** Prepares for texts of 4 to 100 ASCII letters. */
  Marks(List<String> texts) {
    this.marks = texts.stream().map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    this.heads = marks.stream().mapToInt(mark -> (int) INT.get(mark, 0)).toArray();
    this.shortest = marks.stream().mapToInt(mark -> mark.length).min().orElse(Integer.BYTES);
    this.longest = marks.stream().mapToInt(mark -> mark.length).max().orElse(Integer.BYTES);
    Arrays.fill(steps, (byte) (shortest - BLOCK + 1));
    for (byte[] mark : marks) {
      for (int i = 0; i <= shortest - BLOCK; i++) {
        int block = block(mark[i], mark[i + 1]);
        steps[block] = (byte) Math.min(steps[block], shortest - BLOCK - i);
      }
    }
  }

  private static int block(byte first, byte second) {
    return (first & 0xff) | (second & 0xff) << Byte.SIZE;
  }

  /** Which of the texts are in a file, from its position to its limit. */
  BitSet in(ByteBuffer file) {
    BitSet found = new BitSet(marks.size());
    if (file.hasArray()) {
      int start = file.arrayOffset() + file.position();
      search(file.array(), start, start + file.remaining(), found);
      return found;
    }
    byte[] chunk = new byte[CHUNK];
    for (int at = file.position(); at < file.limit(); at += CHUNK - longest) {
      int size = Math.min(CHUNK, file.limit() - at);
      file.get(at, chunk, 0, size);
      search(chunk, 0, size, found);
    }
    return found;
  }

  private void search(byte[] bytes, int start, int end, BitSet found) {
    int at = start;
    while (at <= end - shortest) {
      int last = at + shortest - BLOCK;
      int step = steps[block(bytes[last], bytes[last + 1])];
      if (step == 0) {
        int head = (int) INT.get(bytes, at);
        for (int i = 0; i < heads.length; i++) {
          if (heads[i] == head && isAt(bytes, at, end, marks.get(i))) {
            found.set(i);
          }
        }
        step = 1;
      }
      at += step;
    }
  }

  private static boolean isAt(byte[] bytes, int at, int end, byte[] mark) {
    return at + mark.length <= end
        && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
  }
}
