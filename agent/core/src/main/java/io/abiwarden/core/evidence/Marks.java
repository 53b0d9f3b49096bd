package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for several texts in one pass over a file, in steps of nearly the shortest text's length
 * (the search of Wu and Manber, by blocks of two bytes). Immutable.
 */
final class Marks {

  private static final int BLOCK = 2;

  /** What of a file outside of the heap is copied at a time. */
  private static final int CHUNK = 1 << 16;

  private final List<byte[]> marks;

  private final byte[] firsts;
  private final int shortest;
  private final int longest;
  private final byte[] steps = new byte[1 << (Byte.SIZE * BLOCK)];

  /** Prepares for texts of 2 to 100 ASCII letters, the most telling first. */
  Marks(List<String> texts) {
    this.marks = texts.stream().map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    this.firsts = new byte[marks.size()];
    this.shortest = marks.stream().mapToInt(mark -> mark.length).min().orElse(BLOCK);
    this.longest = marks.stream().mapToInt(mark -> mark.length).max().orElse(BLOCK);
    Arrays.fill(steps, (byte) (shortest - BLOCK + 1));
    for (int m = 0; m < marks.size(); m++) {
      byte[] mark = marks.get(m);
      firsts[m] = mark[0];
      for (int i = 0; i <= shortest - BLOCK; i++) {
        int block = block(mark[i], mark[i + 1]);
        steps[block] = (byte) Math.min(steps[block], shortest - BLOCK - i);
      }
    }
  }

  private static int block(byte first, byte second) {
    return (first & 0xff) | (second & 0xff) << Byte.SIZE;
  }

  /** The first of the texts that is in a file, from its position to its limit; -1 if none is. */
  int first(ByteBuffer file) {
    int best = marks.size();
    if (file.hasArray()) {
      int start = file.arrayOffset() + file.position();
      best = search(file.array(), start, start + file.remaining(), best);
    } else {
      byte[] chunk = new byte[CHUNK];
      for (int at = file.position(); at < file.limit(); at += CHUNK - longest) {
        int size = Math.min(CHUNK, file.limit() - at);
        file.get(at, chunk, 0, size);
        best = search(chunk, 0, size, best);
      }
    }
    return best == marks.size() ? -1 : best;
  }

  /** Looks only for what stands before the best that was found so far. */
  private int search(byte[] bytes, int start, int end, int known) {
    int best = known;
    int at = start;
    while (at <= end - shortest && best > 0) {
      int last = at + shortest - BLOCK;
      int step = steps[block(bytes[last], bytes[last + 1])];
      if (step == 0) {
        best = compare(bytes, at, end, best);
        step = 1;
      }
      at += step;
    }
    return best;
  }

  private int compare(byte[] bytes, int at, int end, int best) {
    byte first = bytes[at];
    for (int i = 0; i < best; i++) {
      if (firsts[i] == first && isAt(bytes, at, end, marks.get(i))) {
        return i;
      }
    }
    return best;
  }

  private static boolean isAt(byte[] bytes, int at, int end, byte[] mark) {
    if (at + mark.length > end) {
      return false;
    }
    for (int i = 1; i < mark.length; i++) {
      if (bytes[at + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
