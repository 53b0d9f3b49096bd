package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.X86Operands.RAX;
import static io.abiwarden.core.code.X86Operands.RCX;
import static io.abiwarden.core.code.X86Operands.RDX;

import io.abiwarden.core.code.Flags.Bits;
import io.abiwarden.core.code.Value.Known;

/** Integer arithmetic of x86-64. */
final class X86Alu {

  private static final Condition[] CONDITIONS = {
    Condition.OVERFLOW,
    Condition.NO_OVERFLOW,
    Condition.BELOW,
    Condition.ABOVE_OR_EQUAL,
    Condition.EQUAL,
    Condition.NOT_EQUAL,
    Condition.BELOW_OR_EQUAL,
    Condition.ABOVE,
    Condition.NEGATIVE,
    Condition.NOT_NEGATIVE,
    Condition.PARITY,
    Condition.NO_PARITY,
    Condition.LESS,
    Condition.GREATER_OR_EQUAL,
    Condition.LESS_OR_EQUAL,
    Condition.GREATER,
  };

  private final X86Operands operands;

  X86Alu(X86Operands operands) {
    this.operands = operands;
  }

  /** The condition that the low four bits of a conditional instruction's opcode name. */
  static Condition condition(int opcode) {
    return CONDITIONS[opcode & 15];
  }

  /** Opcodes 00 to 3F, and the increments and decrements of FE and FF. */
  void step(State s, X86Instruction i) {
    int opcode = i.opcode();
    int size = (opcode & 1) == 0 ? 1 : i.size();
    if (opcode >= 0xfe) {
      boolean up = i.extension() == 0;
      Value old = operands.rm(s, i, size);
      Value one = known(1);
      Flags flags = up ? Flags.add(old, one, size) : Flags.compare(old, one, size);
      operands.setRm(
          s, i, size, up ? Arithmetic.add(old, one, size) : Arithmetic.subtract(old, one, size));
      s.flags = keepCarry(s.flags, flags);
      return;
    }
    int operation = opcode >> 3;
    switch (opcode & 7) {
      case 0, 1 -> {
        Value right = X86Operands.reg(s, i, size);
        Value left = operands.rm(s, i, size);
        boolean same = i.isRegister() && i.rm() == i.reg();
        Value result = compute(s, operation, left, right, size, same);
        if (operation != 7) {
          operands.setRm(s, i, size, result);
        }
      }
      case 2, 3 -> {
        Value left = X86Operands.reg(s, i, size);
        Value right = operands.rm(s, i, size);
        boolean same = i.isRegister() && i.rm() == i.reg();
        Value result = compute(s, operation, left, right, size, same);
        if (operation != 7) {
          X86Operands.setReg(s, i, size, result);
        }
      }
      default -> {
        Value left = X86Operands.register(s, RAX, size, true);
        Value right = known(i.immediate() & Arithmetic.mask(size));
        Value result = compute(s, operation, left, right, size, false);
        if (operation != 7) {
          X86Operands.setRegister(s, RAX, size, true, result);
        }
      }
    }
  }

  /** Opcodes 80 to 83: an operation with an immediate. */
  void immediate(State s, X86Instruction i) {
    int size = i.opcode() == 0x80 ? 1 : i.size();
    Value left = operands.rm(s, i, size);
    Value right = known(i.immediate() & Arithmetic.mask(size));
    Value result = compute(s, i.extension(), left, right, size, false);
    if (i.extension() != 7) {
      operands.setRm(s, i, size, result);
    }
  }

  private static Value compute(
      State s, int operation, Value left, Value right, int size, boolean same) {
    return switch (operation) {
      case 0 -> {
        s.flags = Flags.add(left, right, size);
        yield Arithmetic.add(left, right, size);
      }
      case 1 -> {
        Value result = logic(s, Arithmetic.or(left, right, size), size);
        yield same ? left : result;
      }
      case 2, 3 -> withCarry(s, operation == 2, left, right, size, same);
      case 4 -> logic(s, same ? left : Arithmetic.and(left, right, size), size);
      case 6 -> logic(s, same ? Arithmetic.ZERO : Arithmetic.xor(left, right, size), size);
      default -> {
        if (same) {
          yield logic(s, Arithmetic.ZERO, size);
        }
        s.flags = Flags.compare(left, right, size);
        yield Arithmetic.subtract(left, right, size);
      }
    };
  }

  private static Value withCarry(
      State s, boolean add, Value left, Value right, int size, boolean same) {
    Flags before = s.flags;
    s.flags = Flags.nothing();
    if (!(before instanceof Bits b)) {
      return UNKNOWN;
    }
    Value carry = known(b.below() ? 1 : 0);
    if (add) {
      return Arithmetic.add(Arithmetic.add(left, right, size), carry, size);
    }
    // "sbb same, same" spreads the carry over a register.
    return same
        ? Arithmetic.subtract(Arithmetic.ZERO, carry, size)
        : Arithmetic.subtract(Arithmetic.subtract(left, right, size), carry, size);
  }

  private static Value logic(State s, Value result, int size) {
    s.flags = Flags.ofResult(result, size);
    return result;
  }

  /** INC and DEC leave the carry as it was, so what is not a number may only be asked in part. */
  private static Flags keepCarry(Flags before, Flags after) {
    return switch (after) {
      case Bits b when before instanceof Bits old ->
          new Bits(b.zero(), b.negative(), old.below(), b.overflow(), b.parity());
      case Flags.Compared c -> new Flags.Compared(c.left(), c.right(), c.size(), true);
      default -> after;
    };
  }

  /** Shifts and rotations. */
  void shift(State s, X86Instruction i, int size) {
    Value old = operands.rm(s, i, size);
    Value count =
        switch (i.opcode()) {
          case 0xc0, 0xc1 -> known(i.immediate());
          case 0xd0, 0xd1 -> known(1);
          default -> X86Operands.register(s, RCX, 1, true);
        };
    if (!(count instanceof Known(long number))) {
      operands.setRm(s, i, size, UNKNOWN);
      s.flags = Flags.nothing();
      return;
    }
    int by = (int) number & (size == 8 ? 63 : 31);
    if (by == 0) {
      return;
    }
    Value result = UNKNOWN;
    if (old instanceof Known(long bits)) {
      result = known(shifted(i.extension(), bits, by, size) & Arithmetic.mask(size));
    }
    operands.setRm(s, i, size, result);
    s.flags = Flags.nothing();
    if (i.extension() >= 4 && result instanceof Known) {
      Flags flags = Flags.ofResult(result, size);
      s.flags = flags;
    }
  }

  private static long shifted(int operation, long bits, int by, int size) {
    int width = size * 8;
    long value = bits & Arithmetic.mask(size);
    int turn = by % width;
    return switch (operation) {
      case 0 -> turn == 0 ? value : (value << turn) | (value >>> (width - turn));
      case 1 -> turn == 0 ? value : (value >>> turn) | (value << (width - turn));
      case 5 -> by >= width ? 0 : value >>> by;
      case 7 -> Arithmetic.signExtend(value, size) >> Math.min(by, 63);
      default -> by >= width ? 0 : value << by;
    };
  }

  /** Opcodes F6 and F7. */
  void unary(State s, X86Instruction i, int size) {
    Value old = operands.rm(s, i, size);
    switch (i.extension()) {
      case 0, 1 ->
          s.flags =
              Flags.ofResult(
                  Arithmetic.and(old, known(i.immediate() & Arithmetic.mask(size)), size), size);
      case 2 -> operands.setRm(s, i, size, Arithmetic.apply(old, old, size, (x, y) -> ~x));
      case 3 -> {
        operands.setRm(s, i, size, Arithmetic.subtract(Arithmetic.ZERO, old, size));
        s.flags = Flags.compare(Arithmetic.ZERO, old, size);
      }
      default -> {
        wide(s, i.extension(), old, size);
        s.flags = Flags.nothing();
      }
    }
  }

  /** Whether the upper half of a dividend is but the extension of its lower half. */
  private static boolean isExtended(State s, long low, boolean signed, int size) {
    boolean negative = signed && Arithmetic.signExtend(low, size) < 0;
    return X86Operands.register(s, RDX, size, true)
        .equals(known(negative ? Arithmetic.mask(size) : 0));
  }

  private static void wide(State s, int operation, Value operand, int size) {
    Value a = X86Operands.register(s, RAX, size, true);
    Value low = UNKNOWN;
    Value high = UNKNOWN;
    if (a instanceof Known(long x) && operand instanceof Known(long y) && size >= 4) {
      boolean signed = (operation & 1) != 0;
      if (operation <= 5) {
        low = known(x * y & Arithmetic.mask(size));
        long p = signed ? Arithmetic.signExtend(x, size) : x;
        long q = signed ? Arithmetic.signExtend(y, size) : y;
        high =
            size == 4
                ? known((p * q) >>> 32)
                : known(signed ? Math.multiplyHigh(p, q) : Math.unsignedMultiplyHigh(p, q));
      } else if (y != 0 && isExtended(s, x, signed, size)) {
        long p = signed ? Arithmetic.signExtend(x, size) : x;
        long q = signed ? Arithmetic.signExtend(y, size) : y;
        low = known((signed ? p / q : Long.divideUnsigned(p, q)) & Arithmetic.mask(size));
        high = known((signed ? p % q : Long.remainderUnsigned(p, q)) & Arithmetic.mask(size));
      }
    }
    X86Operands.setRegister(s, RAX, size, true, low);
    if (size > 1) {
      X86Operands.setRegister(s, RDX, size, true, high);
    }
  }
}
