package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks for several texts in one pass over a file, in steps of nearly the shortest text's length
 * (the search of Wu and Manber, by blocks of two bytes). Immutable.
 */
final class Marks {

  private static final int BLOCK = 2;

  private final List<byte[]> marks;
  private final int shortest;
  private final byte[] steps = new byte[1 << (Byte.SIZE * BLOCK)];
  private final boolean[] begins = new boolean[1 << Byte.SIZE];

  /** Prepares for texts of 2 to 100 ASCII letters. */
  Marks(List<String> texts) {
    this.marks = texts.stream().map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    this.shortest = marks.stream().mapToInt(mark -> mark.length).min().orElse(BLOCK);
    Arrays.fill(steps, (byte) (shortest - BLOCK + 1));
    for (byte[] mark : marks) {
      begins[mark[0] & 0xff] = true;
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
    int end = file.limit() - shortest;
    int at = file.position();
    while (at <= end) {
      int last = at + shortest - BLOCK;
      int step = steps[block(file.get(last), file.get(last + 1))];
      if (step == 0) {
        if (begins[file.get(at) & 0xff]) {
          compare(file, at, found);
        }
        step = 1;
      }
      at += step;
    }
    return found;
  }

  private void compare(ByteBuffer file, int at, BitSet found) {
    for (int i = 0; i < marks.size(); i++) {
      byte[] mark = marks.get(i);
      if (!found.get(i) && at + mark.length <= file.limit() && isAt(file, at, mark)) {
        found.set(i);
      }
    }
  }

  private static boolean isAt(ByteBuffer file, int at, byte[] mark) {
    for (int i = 0; i < mark.length; i++) {
      if (file.get(at + i) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
