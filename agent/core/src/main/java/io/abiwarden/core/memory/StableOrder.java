package io.abiwarden.core.memory;

/**
 * Sorts indices by unsigned keys and keeps the order of equal ones. Merges the ascending runs it
 * finds, since linkers write a few long ones.
 */
final class StableOrder {

  private StableOrder() {}

  /**
   * Sorts.
   *
   * @param keys the keys
   * @param size how many of them count
   * @return the indices from 0 to {@code size - 1}, by ascending key
   */
  static int[] of(long[] keys, int size) {
    int[] from = new int[size];
    int[] to = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    boolean merged = true;
    while (merged) {
      merged = false;
      int start = 0;
      while (start < size) {
        int middle = runEnd(keys, from, start, size);
        int end = middle < size ? runEnd(keys, from, middle, size) : size;
        merge(keys, from, to, start, middle, end);
        merged |= middle < size;
        start = end;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static int runEnd(long[] keys, int[] order, int start, int size) {
    int end = start + 1;
    while (end < size && Long.compareUnsigned(keys[order[end - 1]], keys[order[end]]) <= 0) {
      end++;
    }
    return end;
  }

  private static void merge(long[] keys, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int out = start; out < end; out++) {
      boolean takeLeft =
          right >= end
              || (left < middle && Long.compareUnsigned(keys[from[left]], keys[from[right]]) <= 0);
      to[out] = takeLeft ? from[left++] : from[right++];
    }
  }
}
