package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.Arm64Machine.bits;

import io.abiwarden.core.code.Flags.Answer;
import io.abiwarden.core.code.Flags.Bits;
import io.abiwarden.core.code.Value.Known;

/** AArch64's data processing with general registers. */
final class Arm64Integer {

  private final Tracer tracer;

  Arm64Integer(Tracer tracer) {
    this.tracer = tracer;
  }

  private static int size(int code) {
    return code < 0 ? 8 : 4;
  }

  private static int rd(int code) {
    return bits(code, 4, 0);
  }

  private static int rn(int code) {
    return bits(code, 9, 5);
  }

  private static int rm(int code) {
    return bits(code, 20, 16);
  }

  private static Value operand(State s, int number, int size) {
    return Arm64Machine.register(s, number, size);
  }

  private static void setResult(State s, int code, Value value) {
    Arm64Machine.set(s, rd(code), size(code), value);
  }

  private static void setWithStackPointer(State s, int code, Value value) {
    s.registers[rd(code)] = Arithmetic.truncate(value, size(code));
  }

  /** Data processing with an immediate. */
  void immediate(State s, int code) {
    switch (bits(code, 25, 23)) {
      case 0, 1 -> address(s, code);
      case 2 -> {
        int size = size(code);
        long number = (long) bits(code, 21, 10) << (bits(code, 22, 22) * 12);
        Value left = Arithmetic.truncate(s.registers[rn(code)], size);
        addOrSubtract(s, code, left, known(number), true);
      }
      case 4 -> {
        Value left = operand(s, rn(code), size(code));
        Value mask = Arm64Bits.mask(code);
        int operation = bits(code, 30, 29);
        Value result = logic(operation, left, mask, size(code));
        if (operation == 3) {
          setFlags(s, result, size(code));
          setResult(s, code, result);
        } else {
          setWithStackPointer(s, code, result);
        }
      }
      case 5 -> moveWide(s, code);
      case 6 -> Arm64Bits.field(s, code);
      case 7 -> extract(s, code);
      default -> setWithStackPointer(s, code, UNKNOWN);
    }
  }

  private static void address(State s, int code) {
    long offset = (long) (code << 8 >> 13) << 2 | bits(code, 30, 29);
    boolean page = code < 0;
    long base = page ? s.pc & -4096L : s.pc;
    Arm64Machine.set(s, rd(code), 8, known(base + (page ? offset << 12 : offset)));
  }

  private void addOrSubtract(State s, int code, Value left, Value right, boolean withStackPointer) {
    int size = size(code);
    boolean subtract = bits(code, 30, 30) != 0;
    Value result =
        subtract ? Arithmetic.subtract(left, right, size) : Arithmetic.add(left, right, size);
    if (bits(code, 29, 29) != 0) {
      s.flags = subtract ? Flags.compare(left, right, size) : sum(left, right, size);
      setResult(s, code, result);
    } else if (withStackPointer) {
      setWithStackPointer(s, code, result);
    } else {
      setResult(s, code, result);
    }
  }

  /** The flags of an addition: where x86 says below, AArch64 has its carry clear. */
  private static Flags sum(Value left, Value right, int size) {
    return Flags.add(left, right, size) instanceof Bits b
        ? new Bits(b.zero(), b.negative(), !b.below(), b.overflow(), b.parity())
        : Flags.add(left, right, size);
  }

  private static void setFlags(State s, Value result, int size) {
    s.flags =
        Flags.ofResult(result, size) instanceof Bits b
            ? new Bits(b.zero(), b.negative(), true, false, false)
            : Flags.ofResult(result, size);
  }

  private static Value logic(int operation, Value left, Value right, int size) {
    return switch (operation) {
      case 1 -> Arithmetic.or(left, right, size);
      case 2 -> Arithmetic.xor(left, right, size);
      default -> Arithmetic.and(left, right, size);
    };
  }

  private static void moveWide(State s, int code) {
    long number = bits(code, 20, 5);
    int shift = bits(code, 22, 21) * 16;
    Value result =
        switch (bits(code, 30, 29)) {
          case 0 -> known(~(number << shift));
          case 2 -> known(number << shift);
          case 3 ->
              operand(s, rd(code), 8) instanceof Known(long old)
                  ? known((old & ~(0xffffL << shift)) | (number << shift))
                  : UNKNOWN;
          default -> UNKNOWN;
        };
    setResult(s, code, result);
  }

  private static void extract(State s, int code) {
    int by = bits(code, 15, 10);
    int width = size(code) * 8;
    Value high = operand(s, rn(code), size(code));
    Value low = operand(s, rm(code), size(code));
    Value result =
        by == 0
            ? low
            : Arithmetic.apply(high, low, size(code), (h, l) -> (l >>> by) | (h << (width - by)));
    setResult(s, code, result);
  }

  /** Data processing with registers. */
  void register(State s, int code) {
    int kind = bits(code, 24, 21);
    if (bits(code, 28, 28) == 0) {
      if (kind < 8) {
        logicShifted(s, code);
      } else if ((kind & 1) == 0) {
        Value right = shifted(operand(s, rm(code), size(code)), code);
        addOrSubtract(s, code, operand(s, rn(code), size(code)), right, false);
      } else {
        Value left = Arithmetic.truncate(s.registers[rn(code)], size(code));
        addOrSubtract(s, code, left, extended(s, code), true);
      }
      return;
    }
    switch (kind) {
      case 0 -> {
        setResult(s, code, UNKNOWN);
        if (bits(code, 29, 29) != 0) {
          s.flags = Flags.nothing();
        }
      }
      case 2 -> conditionalCompare(s, code);
      case 4 -> select(s, code);
      case 6 -> oneOrTwo(s, code);
      default -> multiply(s, code);
    }
  }

  private static void logicShifted(State s, int code) {
    int size = size(code);
    Value right = shifted(operand(s, rm(code), size), code);
    if (bits(code, 21, 21) != 0) {
      right = Arithmetic.apply(right, right, size, (x, y) -> ~x);
    }
    int operation = bits(code, 30, 29);
    Value result = logic(operation, operand(s, rn(code), size), right, size);
    setResult(s, code, result);
    if (operation == 3) {
      setFlags(s, result, size);
    }
  }

  private static Value shifted(Value value, int code) {
    int by = bits(code, 15, 10);
    return by == 0 ? value : shift(bits(code, 23, 22), value, by, size(code));
  }

  private static Value shift(int kind, Value value, int by, int size) {
    int width = size * 8;
    if (by == 0) {
      return value;
    }
    return switch (kind) {
      case 0 -> Arithmetic.apply(value, value, size, (x, y) -> x << by);
      case 1 -> Arithmetic.apply(value, value, size, (x, y) -> x >>> by);
      case 2 ->
          Arithmetic.apply(value, value, size, (x, y) -> Arithmetic.signExtend(x, size) >> by);
      default -> Arithmetic.apply(value, value, size, (x, y) -> (x >>> by) | (x << (width - by)));
    };
  }

  private static Value extended(State s, int code) {
    int option = bits(code, 15, 13);
    int by = bits(code, 12, 10);
    return extend(operand(s, rm(code), 8), option, by, size(code));
  }

  /** A register as an offset: part of it, signed or not, shifted. */
  static Value extend(Value value, int option, int by, int size) {
    int from = 1 << (option & 3);
    Value part = Arithmetic.truncate(value, Math.min(from, size));
    Value wide = option < 4 ? part : Arithmetic.widenSigned(part, Math.min(from, size), size);
    return shift(0, wide, by, size);
  }

  private void conditionalCompare(State s, int code) {
    int size = size(code);
    int wanted = bits(code, 15, 12);
    boolean compares = Arm64Machine.always(wanted);
    if (!compares) {
      compares = tracer.decisions.decide(s, Arm64Machine.condition(wanted));
    }
    if (!compares) {
      int nzcv = bits(code, 3, 0);
      s.flags = new Bits((nzcv & 4) != 0, (nzcv & 8) != 0, (nzcv & 2) == 0, (nzcv & 1) != 0, false);
      return;
    }
    Value left = operand(s, rn(code), size);
    Value right = bits(code, 11, 11) != 0 ? known(rm(code)) : operand(s, rm(code), size);
    s.flags = bits(code, 30, 30) != 0 ? Flags.compare(left, right, size) : sum(left, right, size);
  }

  /** CSEL and its kind: where the condition is open and the operands differ, the path is split. */
  private void select(State s, int code) {
    int wanted = bits(code, 15, 12);
    if (Arm64Machine.always(wanted)) {
      setResult(s, code, operand(s, rn(code), size(code)));
      return;
    }
    Condition condition = Arm64Machine.condition(wanted);
    if (rn(code) == 31 && rm(code) == 31) {
      Answer answer = s.flags.ask(condition);
      if (answer == Answer.OPEN && Split.of(tracer.decisions, s, s.flags, condition).isEmpty()) {
        setResult(s, code, UNKNOWN);
        return;
      }
    }
    boolean same = second(s, code).equals(operand(s, rn(code), size(code)));
    boolean first = same || tracer.decisions.decide(s, condition);
    setResult(s, code, first ? operand(s, rn(code), size(code)) : second(s, code));
  }

  private static Value second(State s, int code) {
    int size = size(code);
    Value value = operand(s, rm(code), size);
    if (bits(code, 30, 30) != 0) {
      value = Arithmetic.apply(value, value, size, (x, y) -> ~x);
    }
    return bits(code, 10, 10) != 0 ? Arithmetic.add(value, known(1), size) : value;
  }

  private static void oneOrTwo(State s, int code) {
    int size = size(code);
    Value left = operand(s, rn(code), size);
    if (bits(code, 30, 30) != 0) {
      // PACIA and its kind sign the pointer in their target: it still points to the same.
      if (rm(code) != 1) {
        setResult(s, code, one(code, left, size));
      }
      return;
    }
    Value right = operand(s, rm(code), size);
    int operation = bits(code, 15, 10);
    Value result =
        switch (operation) {
          case 2 ->
              Arithmetic.apply(left, right, size, (x, y) -> y == 0 ? 0 : Long.divideUnsigned(x, y));
          case 3 ->
              Arithmetic.apply(
                  left,
                  right,
                  size,
                  (x, y) ->
                      y == 0 ? 0 : Arithmetic.signExtend(x, size) / Arithmetic.signExtend(y, size));
          case 8, 9, 10, 11 ->
              right instanceof Known(long by)
                  ? shift(operation & 3, left, (int) by & (size * 8 - 1), size)
                  : UNKNOWN;
          default -> UNKNOWN;
        };
    setResult(s, code, result);
  }

  private static Value one(int code, Value value, int size) {
    int unused = 64 - size * 8;
    return switch (bits(code, 15, 10)) {
      case 0 -> Arithmetic.apply(value, value, size, (x, y) -> Long.reverse(x) >>> unused);
      case 2 ->
          size == 4
              ? Arithmetic.apply(value, value, size, (x, y) -> Long.reverseBytes(x) >>> unused)
              : UNKNOWN;
      case 3 -> Arithmetic.apply(value, value, size, (x, y) -> Long.reverseBytes(x));
      case 4 ->
          Arithmetic.apply(
              value, value, size, (x, y) -> Long.numberOfLeadingZeros(x) - (long) unused);
      default -> UNKNOWN;
    };
  }

  private static void multiply(State s, int code) {
    int size = size(code);
    Value third = operand(s, bits(code, 14, 10), size);
    boolean subtract = bits(code, 15, 15) != 0;
    int kind = bits(code, 23, 21);
    Value product;
    if (kind == 0) {
      product = Arithmetic.multiply(operand(s, rn(code), size), operand(s, rm(code), size), size);
    } else if (kind == 1 || kind == 5) {
      Value left = operand(s, rn(code), 4);
      Value right = operand(s, rm(code), 4);
      product =
          kind == 1
              ? Arithmetic.multiply(
                  Arithmetic.widenSigned(left, 4, 8), Arithmetic.widenSigned(right, 4, 8), 8)
              : Arithmetic.multiply(left, right, 8);
    } else {
      Value left = operand(s, rn(code), 8);
      Value right = operand(s, rm(code), 8);
      setResult(
          s,
          code,
          Arithmetic.apply(
              left, right, 8, kind == 2 ? Math::multiplyHigh : Math::unsignedMultiplyHigh));
      return;
    }
    setResult(
        s,
        code,
        subtract
            ? Arithmetic.subtract(third, product, size)
            : Arithmetic.add(third, product, size));
  }
}
