package io.abiwarden.core.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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

  /**
   * A text that was found.
   *
   * @param mark its place among the texts
   * @param position where it begins in the file: the first place, or one of the first
   */
  record Place(int mark, int position) {}

  /** The first of the texts that is in a file, from its position to its limit. */
  Optional<Place> first(ByteBuffer file) {
    Place best = new Place(marks.size(), 0);
    if (file.hasArray()) {
      int offset = file.arrayOffset();
      int start = offset + file.position();
      best = search(file.array(), start, start + file.remaining(), best, -offset);
    } else {
      byte[] chunk = new byte[CHUNK];
      for (int at = file.position(); at < file.limit(); at += CHUNK - longest) {
        int size = Math.min(CHUNK, file.limit() - at);
        file.get(at, chunk, 0, size);
        best = search(chunk, 0, size, best, at);
      }
    }
    return best.mark() == marks.size() ? Optional.empty() : Optional.of(best);
  }

  /** Looks only for what stands before the best that was found so far. */
  private Place search(byte[] bytes, int start, int end, Place known, int base) {
    Place best = known;
    int at = start;
    while (at <= end - shortest && best.mark() > 0) {
      int last = at + shortest - BLOCK;
      int step = steps[block(bytes[last], bytes[last + 1])];
      if (step == 0) {
        int mark = compare(bytes, at, end, best.mark());
        if (mark < best.mark()) {
          best = new Place(mark, base + at);
        }
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
