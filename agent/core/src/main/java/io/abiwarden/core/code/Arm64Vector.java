package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.ZERO;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.Arm64Machine.bits;

import io.abiwarden.core.code.Value.Known;

/**
 * Advanced SIMD as far as compilers use it to fill and copy structs; what every other instruction
 * writes becomes unknown.
 */
final class Arm64Vector {

  private static int rd(int code) {
    return bits(code, 4, 0);
  }

  private static int rn(int code) {
    return bits(code, 9, 5);
  }

  private static Value lane(State s, int register, int lane) {
    return s.vectors[register * State.LANES + lane];
  }

  private static void set(State s, int code, Value low, Value high) {
    s.vectors[rd(code) * State.LANES] = low;
    s.vectors[rd(code) * State.LANES + 1] = high;
  }

  void step(State s, int code) {
    boolean quad = bits(code, 30, 30) != 0;
    if (bits(code, 28, 24) == 0b11110 || bits(code, 28, 24) == 0b11111) {
      scalar(s, code);
    } else if (code < 0) {
      set(s, code, UNKNOWN, UNKNOWN);
    } else if (bits(code, 28, 19) == 0b0111100000 && bits(code, 10, 10) != 0) {
      immediate(s, code, quad);
    } else if (bits(code, 28, 21) == 0b01110000
        && bits(code, 15, 15) == 0
        && bits(code, 10, 10) != 0) {
      copy(s, code, quad);
    } else if (bits(code, 28, 24) == 0b01110
        && bits(code, 21, 21) != 0
        && bits(code, 10, 10) != 0) {
      same(s, code, quad);
    } else if (bits(code, 29, 24) == 0b001110
        && bits(code, 21, 21) == 0
        && bits(code, 15, 15) == 0) {
      permute(s, code, quad);
    } else if (bits(code, 29, 21) == 0b101110000 && bits(code, 10, 10) == 0) {
      boolean half = quad && bits(code, 14, 11) == 8;
      Value high = lane(s, bits(code, 20, 16), 0);
      set(s, code, half ? lane(s, rn(code), 1) : UNKNOWN, half ? high : UNKNOWN);
    } else {
      set(s, code, UNKNOWN, UNKNOWN);
    }
  }

  /** Floating point, and moves between it and general registers. */
  private static void scalar(State s, int code) {
    boolean converts = bits(code, 30, 29) == 0 && bits(code, 28, 24) == 0b11110;
    boolean withGeneral = converts && bits(code, 21, 21) != 0 && bits(code, 15, 10) == 0;
    if (withGeneral) {
      general(s, code);
    } else if (converts && bits(code, 21, 21) == 0) {
      if (bits(code, 20, 19) == 3) {
        Arm64Machine.set(s, rd(code), 8, UNKNOWN);
      } else {
        set(s, code, UNKNOWN, UNKNOWN);
      }
    } else if (converts && (bits(code, 13, 10) == 0b1000 || bits(code, 11, 10) == 1)) {
      // FCMP and FCCMP.
      s.flags = Flags.nothing();
    } else if (converts && bits(code, 23, 22) == 1 && bits(code, 21, 10) == 0b100000010000) {
      set(s, code, lane(s, rn(code), 0), ZERO);
    } else if (bits(code, 31, 21) == 0b01011110000 && bits(code, 15, 10) == 1) {
      // DUP of one element.
      boolean whole = bits(code, 19, 16) == 8;
      set(s, code, whole ? lane(s, rn(code), bits(code, 20, 20)) : UNKNOWN, ZERO);
    } else {
      set(s, code, UNKNOWN, UNKNOWN);
    }
  }

  private static void general(State s, int code) {
    int operation = bits(code, 18, 16);
    int mode = bits(code, 20, 19);
    boolean toGeneral = operation != 2 && operation != 3 && operation != 7;
    int size = code < 0 ? 8 : 4;
    int type = bits(code, 23, 22);
    boolean plain = operation >= 6 && (mode == 0 || (mode == 1 && type == 2)) && type != 3;
    if (toGeneral) {
      Value value = plain ? lane(s, rn(code), mode) : UNKNOWN;
      Arm64Machine.set(s, rd(code), size, value);
    } else if (!plain) {
      set(s, code, UNKNOWN, UNKNOWN);
    } else if (mode == 0) {
      set(s, code, Arm64Machine.register(s, rn(code), size), ZERO);
    } else {
      set(s, code, lane(s, rd(code), 0), Arm64Machine.register(s, rn(code), 8));
    }
  }

  /** MOVI, MVNI, ORR, BIC and FMOV with an immediate. */
  private static void immediate(State s, int code, boolean quad) {
    int mode = bits(code, 15, 12);
    boolean inverted = bits(code, 29, 29) != 0;
    long number = (long) bits(code, 18, 16) << 5 | bits(code, 9, 5);
    Value result = UNKNOWN;
    if (mode < 8 && (mode & 1) == 0) {
      long word = number << (8 * (mode >> 1));
      result = known(word | word << 32);
    } else if (mode >= 8 && mode < 12 && (mode & 1) == 0) {
      long half = number << (8 * (mode >> 1 & 1));
      result = known(half * 0x0001_0001_0001_0001L);
    } else if (mode == 14 && !inverted) {
      result = known(number * 0x0101_0101_0101_0101L);
    } else if (mode == 14) {
      long wide = 0;
      for (int i = 0; i < 8; i++) {
        wide |= (number >> i & 1) == 0 ? 0 : 0xffL << (8 * i);
      }
      set(s, code, known(wide), quad ? known(wide) : ZERO);
      return;
    }
    if (inverted && result instanceof Known(long bits)) {
      result = known(~bits);
    }
    set(s, code, result, quad ? result : ZERO);
  }

  /** DUP, INS, UMOV and SMOV. */
  private static void copy(State s, int code, boolean quad) {
    int select = bits(code, 20, 16);
    boolean whole = (select & 15) == 8;
    int lane = select >> 4;
    if (bits(code, 29, 29) != 0) {
      Value moved = lane(s, rn(code), bits(code, 14, 14));
      insert(s, code, lane, whole ? moved : UNKNOWN);
      return;
    }
    switch (bits(code, 14, 11)) {
      case 0 -> {
        Value value = whole ? lane(s, rn(code), lane) : UNKNOWN;
        set(s, code, value, quad ? value : ZERO);
      }
      case 1 -> {
        Value value = repeated(Arm64Machine.register(s, rn(code), 8), Integer.lowestOneBit(select));
        set(s, code, value, quad ? value : ZERO);
      }
      case 3 -> insert(s, code, lane, whole ? Arm64Machine.register(s, rn(code), 8) : UNKNOWN);
      case 5, 7 -> {
        Value value = whole ? lane(s, rn(code), lane) : UNKNOWN;
        if ((select & 7) == 4) {
          Value word = lane(s, rn(code), lane);
          value = (select & 8) == 0 ? Arithmetic.truncate(word, 4) : X86Shuffles.upper(word);
        }
        Arm64Machine.set(s, rd(code), 8, bits(code, 14, 11) == 7 ? value : UNKNOWN);
      }
      default -> set(s, code, UNKNOWN, UNKNOWN);
    }
  }

  private static void insert(State s, int code, int lane, Value value) {
    s.vectors[rd(code) * State.LANES + lane] = value;
  }

  private static Value repeated(Value value, int size) {
    if (size >= 8 || !(value instanceof Known(long bits))) {
      return size >= 8 ? value : UNKNOWN;
    }
    long ones =
        switch (size) {
          case 1 -> 0x0101_0101_0101_0101L;
          case 2 -> 0x0001_0001_0001_0001L;
          default -> 0x0000_0001_0000_0001L;
        };
    return known((bits & Arithmetic.mask(size)) * ones);
  }

  /** AND, ORR, EOR, and what else takes three registers alike. */
  private static void same(State s, int code, boolean quad) {
    int rm = bits(code, 20, 16);
    int kind = bits(code, 29, 29) << 2 | bits(code, 23, 22);
    boolean logic = bits(code, 15, 11) == 3;
    Value[] result = {UNKNOWN, UNKNOWN};
    for (int lane = 0; lane < 2 && logic; lane++) {
      Value a = lane(s, rn(code), lane);
      Value b = lane(s, rm, lane);
      result[lane] =
          switch (kind) {
            case 0 -> rm == rn(code) ? a : Arithmetic.and(a, b, 8);
            case 2 -> rm == rn(code) ? a : Arithmetic.or(a, b, 8);
            case 4 -> rm == rn(code) ? ZERO : Arithmetic.xor(a, b, 8);
            case 1 -> Arithmetic.apply(a, b, 8, (x, y) -> x & ~y);
            case 3 -> Arithmetic.apply(a, b, 8, (x, y) -> x | ~y);
            default -> UNKNOWN;
          };
    }
    set(s, code, result[0], quad ? result[1] : ZERO);
  }

  /** ZIP, UZP and TRN of whole words. */
  private static void permute(State s, int code, boolean quad) {
    boolean whole = quad && bits(code, 23, 22) == 3 && bits(code, 11, 10) == 2;
    if (!whole) {
      set(s, code, UNKNOWN, UNKNOWN);
      return;
    }
    int lane = bits(code, 14, 14);
    set(s, code, lane(s, rn(code), lane), lane(s, bits(code, 20, 16), lane));
  }
}
