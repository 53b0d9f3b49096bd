package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.Arm64Machine.bits;

import io.abiwarden.core.code.Value.Known;

/** AArch64's masks and bit fields. */
final class Arm64Bits {

  private Arm64Bits() {}

  /** The mask of a logical immediate: a run of ones, rotated, repeated. */
  static Value mask(int code) {
    int width = bits(code, 22, 22) << 6 | (~bits(code, 15, 10) & 0x3f);
    int log = 31 - Integer.numberOfLeadingZeros(width);
    if (log < 1) {
      return UNKNOWN;
    }
    int element = 1 << log;
    int ones = (bits(code, 15, 10) & (element - 1)) + 1;
    int rotation = bits(code, 21, 16) & (element - 1);
    long run = ones >= 64 ? -1L : (1L << ones) - 1;
    long all = element == 64 ? -1L : (1L << element) - 1;
    long pattern = rotation == 0 ? run : ((run >>> rotation) | (run << (element - rotation))) & all;
    for (int at = element; at < 64; at *= 2) {
      pattern |= pattern << at;
    }
    return known(pattern & Arithmetic.mask((code < 0 ? 8 : 4)));
  }

  /** SBFM, BFM and UBFM: shifts, extensions and moves of bits are forms of them. */
  static void field(State s, int code) {
    int size = code < 0 ? 8 : 4;
    int width = size * 8;
    int target = bits(code, 4, 0);
    int rotation = bits(code, 21, 16) & (width - 1);
    int last = bits(code, 15, 10) & (width - 1);
    Value source = Arm64Machine.register(s, bits(code, 9, 5), size);
    int operation = bits(code, 30, 29);
    // SXTW of a status keeps what it stands for.
    if (operation == 0 && rotation == 0 && last == 31 && width == 64) {
      Arm64Machine.set(
          s, target, size, Arithmetic.widenSigned(Arithmetic.truncate(source, 4), 4, 8));
      return;
    }
    if (!(source instanceof Known(long bits))) {
      Arm64Machine.set(s, target, size, UNKNOWN);
      return;
    }
    boolean extracts = last >= rotation;
    int length = extracts ? last - rotation + 1 : last + 1;
    int to = extracts ? 0 : width - rotation;
    long mask = length >= 64 ? -1L : (1L << length) - 1;
    long field = (extracts ? bits >>> rotation : bits) & mask;
    long moved = field << to;
    long result = moved;
    if (operation == 0) {
      int unused = 64 - length - to;
      result = moved << unused >> unused;
    } else if (operation == 1) {
      if (!(Arm64Machine.register(s, target, size) instanceof Known(long old))) {
        Arm64Machine.set(s, target, size, UNKNOWN);
        return;
      }
      result = (old & ~(mask << to)) | moved;
    }
    Arm64Machine.set(s, target, size, known(result));
  }
}
