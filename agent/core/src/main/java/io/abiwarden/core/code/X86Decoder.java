package io.abiwarden.core.code;

import io.abiwarden.core.code.X86Instruction.Encoding;
import io.abiwarden.core.code.X86Instruction.Memory;
import java.util.Optional;

/**
 * Finds the length and the operands of x86-64 instructions (Intel's manual, volume 2, chapter 2 and
 * appendix A).
 */
final class X86Decoder {

  /** One-byte opcodes that do not exist in 64-bit mode, or are prefixes handled before. */
  private static final long[] INVALID =
      bits("06-07 0e 16-17 1e-1f 27 2f 37 3f 60-61 82 9a ce d4-d6 ea");

  private static final long[] MODRM =
      bits(
          "00-03 08-0b 10-13 18-1b 20-23 28-2b 30-33 38-3b 62-63 69 6b 80-8f c0-c1 c6-c7 d0-d3 d8-df f6-f7 fe-ff");

  private static final long[] IMM8 =
      bits("04 0c 14 1c 24 2c 34 3c 6a-6b 70-80 83 a8 b0-b7 c0-c1 c6 cd e0-e7 eb");

  private static final long[] IMM_FULL = bits("05 0d 15 1d 25 2d 35 3d 68-69 81 a9 c7 e8-e9");

  private static final long[] NO_MODRM_0F = bits("05-09 0b 0e 30-35 37 77 80-8f a0-a2 a8-aa c8-cf");

  private static final long[] IMM8_0F = bits("0f 70-73 a4 ac ba c2 c4-c6");

  private final byte[] code;
  private int at;
  private boolean overrun;

  private boolean rex;
  private boolean wide;
  private int extendReg;
  private int extendIndex;
  private int extendBase;
  private int prefix;
  private boolean operandPrefix;
  private int addressSize = 8;
  private int segment;
  private Encoding encoding = Encoding.LEGACY;
  private int vectorSize = 16;
  private boolean masked;
  private int operand;
  private int map;
  private int opcode;

  private X86Decoder(byte[] code) {
    this.code = code;
  }

  /** Decodes the instruction that bytes start with; empty if they are not one. */
  static Optional<X86Instruction> decode(byte[] code) {
    return new X86Decoder(code).instruction();
  }

  private Optional<X86Instruction> instruction() {
    if (!prefixes() || !opcode()) {
      return Optional.empty();
    }
    int mod = -1;
    int reg = 0;
    int rm = 0;
    Memory memory = Memory.NOTHING;
    if (hasModrm()) {
      int modrm = next();
      mod = modrm >> 6;
      reg = (modrm >> 3 & 7) | extendReg;
      rm = (modrm & 7) | (extendBase & 8);
      if (mod != 3) {
        memory = memory(mod, modrm & 7);
      } else if (encoding == Encoding.EVEX) {
        rm |= (extendIndex & 8) << 1;
      }
    } else if (map == 0 || map == 1) {
      reg = (opcode & 7) | (extendBase & 8);
    }
    long immediate = immediate(reg & 7);
    if (overrun || at > 15) {
      return Optional.empty();
    }
    return Optional.of(
        new X86Instruction(
            at,
            map,
            opcode,
            encoding,
            prefix,
            operandPrefix,
            wide,
            rex,
            addressSize,
            segment,
            vectorSize,
            masked,
            operand,
            mod,
            reg,
            rm,
            memory,
            immediate));
  }

  private boolean prefixes() {
    while (true) {
      int b = next();
      switch (b) {
        case 0x66 -> operandPrefix = true;
        case 0x67 -> addressSize = 4;
        case 0xf2, 0xf3 -> prefix = b;
        case 0x64, 0x65 -> segment = b;
        case 0x26, 0x2e, 0x36, 0x3e, 0xf0 -> {}
        default -> {
          if (overrun || at > 14) {
            return false;
          }
          if ((b & 0xf0) == 0x40) {
            rex = true;
            rex(b);
            b = next();
          }
          if (operandPrefix && prefix == 0) {
            prefix = 0x66;
          }
          opcode = b;
          return true;
        }
      }
    }
  }

  private void rex(int bits) {
    wide = (bits & 8) != 0;
    extendReg = (bits & 4) << 1;
    extendIndex = (bits & 2) << 2;
    extendBase = (bits & 1) << 3;
  }

  private boolean opcode() {
    switch (opcode) {
      case 0x0f -> {
        opcode = next();
        map = 1;
        if (opcode == 0x38 || opcode == 0x3a) {
          map = opcode == 0x38 ? 2 : 3;
          opcode = next();
        }
        return !overrun;
      }
      case 0xc4 -> {
        int first = next();
        rex(~first >> 5 & 7);
        map = first & 0x1f;
        vex(next());
      }
      case 0xc5 -> {
        int first = next();
        rex(~first >> 5 & 4);
        map = 1;
        vex(first & 0x7f);
      }
      case 0x62 -> evex();
      default -> {
        return !has(INVALID, opcode);
      }
    }
    boolean evex = encoding == Encoding.EVEX && (map == 5 || map == 6);
    boolean known = evex || (map >= 1 && map <= 3);
    return known && !overrun;
  }

  private void vex(int bits) {
    encoding = Encoding.VEX;
    wide = (bits & 0x80) != 0;
    operand = ~bits >> 3 & 15;
    vectorSize = (bits & 4) != 0 ? 32 : 16;
    mandatory(bits & 3);
    opcode = next();
  }

  private void evex() {
    int first = next();
    int second = next();
    int third = next();
    encoding = Encoding.EVEX;
    rex(~first >> 5 & 7);
    extendReg |= ~first & 0x10;
    map = first & 7;
    wide = (second & 0x80) != 0;
    operand = (~second >> 3 & 15) | (~third << 1 & 0x10);
    mandatory(second & 3);
    vectorSize = 16 << Math.min(third >> 5 & 3, 2);
    masked = (third & 7) != 0;
    opcode = next();
  }

  private void mandatory(int bits) {
    prefix =
        switch (bits) {
          case 1 -> 0x66;
          case 2 -> 0xf3;
          case 3 -> 0xf2;
          default -> 0;
        };
  }

  private boolean hasModrm() {
    return switch (map) {
      case 0 -> has(MODRM, opcode);
      case 1 -> !has(NO_MODRM_0F, opcode);
      default -> true;
    };
  }

  private Memory memory(int mod, int low) {
    int base = low | (extendBase & 8);
    int index = Memory.NONE;
    int scale = 1;
    boolean absolute = false;
    if (low == 4) {
      int sib = next();
      scale = 1 << (sib >> 6);
      index = (sib >> 3 & 7) | extendIndex;
      if (index == 4) {
        index = Memory.NONE;
      }
      base = (sib & 7) | (extendBase & 8);
      absolute = mod == 0 && (sib & 7) == 5;
    }
    if (mod == 0 && low == 5) {
      return new Memory(Memory.NEXT, Memory.NONE, 1, (int) number(4), true);
    }
    if (absolute) {
      return new Memory(Memory.NONE, index, scale, (int) number(4), true);
    }
    return switch (mod) {
      case 1 -> {
        long displacement = (byte) number(1);
        boolean certain = encoding != Encoding.EVEX || displacement == 0 || movesWhole();
        long factor = encoding == Encoding.EVEX ? vectorSize : 1;
        yield new Memory(base, index, scale, displacement * factor, certain);
      }
      case 2 -> new Memory(base, index, scale, (int) number(4), true);
      default -> new Memory(base, index, scale, 0, true);
    };
  }

  /** Whether an EVEX instruction is a plain move of a whole vector. */
  private boolean movesWhole() {
    return map == 1
        && switch (opcode) {
          case 0x28, 0x29, 0x2b, 0x6f, 0x7f, 0xe7 -> true;
          case 0x10, 0x11 -> prefix == 0 || prefix == 0x66;
          default -> false;
        };
  }

  private long immediate(int extension) {
    int full = operandPrefix && !wide ? 2 : 4;
    if (map == 0) {
      if (has(IMM8, opcode)) {
        return (byte) number(1);
      }
      if (opcode == 0xe8 || opcode == 0xe9) {
        return (int) number(4);
      }
      if (has(IMM_FULL, opcode)) {
        return full == 2 ? (short) number(2) : (int) number(4);
      }
      return special(extension, full);
    }
    if (map == 1) {
      if (encoding == Encoding.LEGACY && opcode >= 0x80 && opcode <= 0x8f) {
        return (int) number(4);
      }
      return has(IMM8_0F, opcode) ? (byte) number(1) : 0;
    }
    return map == 3 ? (byte) number(1) : 0;
  }

  private long special(int extension, int full) {
    if (opcode >= 0xb8 && opcode <= 0xbf) {
      return wide ? number(8) : full == 2 ? (short) number(2) : (int) number(4);
    }
    return switch (opcode) {
      case 0xa0, 0xa1, 0xa2, 0xa3 -> number(addressSize);
      case 0xc2, 0xca -> (short) number(2);
      case 0xc8 -> number(3);
      case 0xf6 -> extension < 2 ? (byte) number(1) : 0;
      case 0xf7 -> extension >= 2 ? 0 : full == 2 ? (short) number(2) : (int) number(4);
      default -> 0;
    };
  }

  private int next() {
    if (at >= code.length) {
      overrun = true;
      return 0;
    }
    return code[at++] & 0xff;
  }

  private long number(int size) {
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private static boolean has(long[] set, int opcode) {
    return (set[opcode >> 6] >>> (opcode & 63) & 1) != 0;
  }

  /** Reads a set of opcodes: hexadecimal numbers and ranges. */
  private static long[] bits(String opcodes) {
    long[] set = new long[4];
    for (String part : opcodes.split(" ", -1)) {
      int first = Integer.parseInt(part.substring(0, 2), 16);
      int last = Integer.parseInt(part.substring(part.length() - 2), 16);
      for (int opcode = first; opcode <= last; opcode++) {
        set[opcode >> 6] |= 1L << (opcode & 63);
      }
    }
    return set;
  }
}
