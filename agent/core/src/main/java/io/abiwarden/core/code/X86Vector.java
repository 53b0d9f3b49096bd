package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;

import io.abiwarden.core.code.X86Instruction.Encoding;
import java.util.function.BinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * SSE, AVX and AVX-512 as far as compilers use them to fill and copy structs; what every other
 * vector instruction writes becomes unknown.
 */
final class X86Vector {

  private static final int SMALL = 0x66;
  private static final int REP = 0xf3;
  private static final int REPNE = 0xf2;

  private final Accesses accesses;
  private final X86Operands operands;
  private final X86VectorRegisters registers;
  private final X86Shuffles shuffles;

  X86Vector(Accesses accesses, X86Operands operands) {
    this.accesses = accesses;
    this.operands = operands;
    this.registers = new X86VectorRegisters(accesses, operands);
    this.shuffles = new X86Shuffles(registers);
  }

  void step(State s, X86Instruction i) {
    if (i.masked()) {
      unknown(s, i);
      return;
    }
    switch (i.map()) {
      case 1 -> first(s, i);
      case 2 -> second(s, i);
      case 3 -> third(s, i);
      default -> unknown(s, i);
    }
  }

  private void first(State s, X86Instruction i) {
    int lanes = i.vectorSize() / 8;
    switch (i.opcode()) {
      case 0x10, 0x11 -> plainOrScalar(s, i);
      case 0x28, 0x6f -> {
        if (i.opcode() == 0x6f && i.prefix() == 0) {
          return; // MMX
        }
        registers.set(s, i, registers.rm(s, i, lanes));
      }
      case 0x29, 0x2b, 0x7f, 0xe7 -> {
        if (i.opcode() < 0x2c || i.prefix() != 0) {
          registers.setRm(s, i, registers.read(s, i.reg(), lanes));
        } else if (!i.isRegister()) {
          accesses.forget(s, operands.address(s, i), 8);
        }
      }
      case 0x12, 0x13, 0x16, 0x17 -> half(s, i);
      case 0x14, 0x15, 0x6c, 0x6d, 0x62, 0x70, 0xc6, 0x73 -> {
        if (!shuffles.step(s, i)) {
          unknown(s, i);
        }
      }
      case 0x6e -> {
        if (i.prefix() == SMALL) {
          int size = i.wide() ? 8 : 4;
          registers.set(s, i, new Value[] {operands.rm(s, i, size), Arithmetic.ZERO});
        }
      }
      case 0x7e -> moveOut(s, i);
      case 0xd6 -> {
        if (i.isRegister()) {
          registers.write(
              s, i.rm(), new Value[] {registers.lane(s, i.reg(), 0), Arithmetic.ZERO}, i);
        } else {
          accesses.store(s, operands.address(s, i), 8, registers.lane(s, i.reg(), 0));
        }
      }
      case 0x54, 0xdb -> combine(s, i, (a, b) -> Arithmetic.and(a, b, 8), false);
      case 0x56, 0xeb -> combine(s, i, (a, b) -> Arithmetic.or(a, b, 8), false);
      case 0x57, 0xef -> combine(s, i, (a, b) -> Arithmetic.xor(a, b, 8), true);
      case 0x55, 0xdf -> combine(s, i, (a, b) -> Arithmetic.apply(a, b, 8, (x, y) -> ~x & y), true);
      case 0xf8, 0xf9, 0xfa -> combine(s, i, (a, b) -> UNKNOWN, true);
      case 0xfb -> combine(s, i, (a, b) -> Arithmetic.subtract(a, b, 8), true);
      case 0xd4 -> combine(s, i, (a, b) -> Arithmetic.add(a, b, 8), false);
      case 0x74, 0x75, 0x76 -> equal(s, i);
      case 0x77 -> {
        if (i.encoding() == Encoding.VEX) {
          registers.clearUpper(s, i.vectorSize() == 32);
        }
      }
      case 0x2e, 0x2f -> s.flags = Flags.nothing();
      case 0x2c, 0x2d, 0x50, 0xc5, 0xd7, 0x93 ->
          X86Operands.setRegister(s, i.reg(), 8, true, UNKNOWN);
      case 0x98, 0x99 -> s.flags = Flags.nothing();
      default -> unknown(s, i);
    }
  }

  private void plainOrScalar(State s, X86Instruction i) {
    boolean load = i.opcode() == 0x10;
    boolean scalar = i.prefix() == REP || i.prefix() == REPNE;
    int lanes = i.vectorSize() / 8;
    if (!scalar) {
      if (load) {
        registers.set(s, i, registers.rm(s, i, lanes));
      } else {
        registers.setRm(s, i, registers.read(s, i.reg(), lanes));
      }
      return;
    }
    int size = i.prefix() == REP ? 4 : 8;
    if (i.isRegister()) {
      // Only the low part of the target changes.
      int target = load ? i.reg() : i.rm();
      int source = load ? i.rm() : i.reg();
      Value low = size == 8 ? registers.lane(s, source, 0) : UNKNOWN;
      int rest = i.encoding() == Encoding.LEGACY ? target : i.operand();
      registers.write(s, target, new Value[] {low, registers.lane(s, rest, 1)}, i);
    } else if (load) {
      Value low = accesses.load(s, operands.address(s, i), size);
      registers.set(s, i, new Value[] {low, Arithmetic.ZERO});
    } else {
      Value low = Arithmetic.truncate(registers.lane(s, i.reg(), 0), size);
      accesses.store(s, operands.address(s, i), size, low);
    }
  }

  /** MOVLPS, MOVHPS and what shares their opcodes. */
  private void half(State s, X86Instruction i) {
    boolean high = i.opcode() >= 0x16;
    boolean store = (i.opcode() & 1) != 0;
    if (store) {
      accesses.store(s, operands.address(s, i), 8, registers.lane(s, i.reg(), high ? 1 : 0));
      return;
    }
    if (i.prefix() == REPNE && !high) {
      Value low = i.isRegister() ? registers.lane(s, i.rm(), 0) : load(s, i);
      registers.set(s, i, new Value[] {low, low});
      return;
    }
    if (i.prefix() == REP || i.prefix() == REPNE) {
      unknown(s, i);
      return;
    }
    int other = i.encoding() == Encoding.LEGACY ? i.reg() : i.operand();
    Value moved = i.isRegister() ? registers.lane(s, i.rm(), high ? 0 : 1) : load(s, i);
    Value kept = registers.lane(s, other, high ? 0 : 1);
    registers.set(s, i, high ? new Value[] {kept, moved} : new Value[] {moved, kept});
  }

  private Value load(State s, X86Instruction i) {
    return accesses.load(s, operands.address(s, i), 8);
  }

  private void moveOut(State s, X86Instruction i) {
    if (i.prefix() == REP) {
      Value low = i.isRegister() ? registers.lane(s, i.rm(), 0) : load(s, i);
      registers.set(s, i, new Value[] {low, Arithmetic.ZERO});
    } else {
      int size = i.wide() ? 8 : 4;
      Value low = i.prefix() == SMALL ? registers.lane(s, i.reg(), 0) : UNKNOWN;
      operands.setRm(s, i, size, Arithmetic.truncate(low, size));
    }
  }

  private void combine(
      State s, X86Instruction i, BinaryOperator<Value> operator, boolean zeroIfSame) {
    if (i.encoding() == Encoding.LEGACY && i.prefix() == 0 && i.opcode() >= 0x60) {
      return; // MMX
    }
    int lanes = i.vectorSize() / 8;
    int left = i.encoding() == Encoding.LEGACY ? i.reg() : i.operand();
    Value[] a = registers.read(s, left, lanes);
    Value[] b = registers.rm(s, i, lanes);
    boolean same = i.isRegister() && i.rm() == left;
    Value[] result = new Value[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      result[lane] =
          same ? zeroIfSame ? Arithmetic.ZERO : a[lane] : operator.apply(a[lane], b[lane]);
    }
    registers.set(s, i, result);
  }

  private void equal(State s, X86Instruction i) {
    int left = i.encoding() == Encoding.LEGACY ? i.reg() : i.operand();
    if (i.isRegister() && i.rm() == left && i.encoding() != Encoding.EVEX) {
      registers.fill(s, i, new Value.Known(-1));
    } else {
      unknown(s, i);
    }
  }

  private void second(State s, X86Instruction i) {
    boolean general = i.opcode() >= 0xf0 && i.opcode() <= 0xf7 && i.encoding() != Encoding.EVEX;
    if (general) {
      bits(s, i);
      return;
    }
    switch (i.opcode()) {
      case 0x18, 0x19, 0x58, 0x59 -> {
        int size = (i.opcode() & 1) == 0 ? 4 : 8;
        Value source =
            i.isRegister()
                ? Arithmetic.truncate(registers.lane(s, i.rm(), 0), size)
                : accesses.load(s, operands.address(s, i), size);
        registers.fill(s, i, size == 8 ? source : X86Shuffles.pair(source, source));
      }
      case 0x1a, 0x5a -> {
        Value[] two = registers.rm(s, i, 2);
        registers.set(s, i, new Value[] {two[0], two[1], two[0], two[1]});
      }
      case 0x7c -> {
        Value source = operands.rm(s, i, i.wide() ? 8 : 4);
        registers.fill(s, i, i.wide() ? source : X86Shuffles.pair(source, source));
      }
      case 0x2a -> registers.set(s, i, registers.rm(s, i, i.vectorSize() / 8));
      case 0x29 -> equal(s, i);
      case 0x17, 0x0e, 0x0f -> s.flags = Flags.nothing();
      case 0x2e, 0x2f, 0x8e -> {
        if (i.encoding() == Encoding.VEX) {
          accesses.forget(s, operands.address(s, i), i.vectorSize());
        } else {
          unknown(s, i);
        }
      }
      default -> {
        boolean narrows =
            i.encoding() == Encoding.EVEX && i.prefix() == REP && (i.opcode() & 0x0f) < 6;
        if (narrows && !i.isRegister()) {
          accesses.forget(s, operands.address(s, i), i.vectorSize() / 2);
        } else if (narrows) {
          registers.write(s, i.rm(), registers.unknown(i), i);
        } else {
          unknown(s, i);
        }
      }
    }
  }

  /** MOVBE, CRC32, ADX and the bit manipulations: they write general registers. */
  private void bits(State s, X86Instruction i) {
    boolean store = i.encoding() == Encoding.LEGACY && i.opcode() == 0xf1 && i.prefix() != REPNE;
    if (store && !i.isRegister()) {
      operands.setRm(s, i, i.size(), UNKNOWN);
    } else if (i.encoding() == Encoding.VEX && (i.opcode() == 0xf7 || i.opcode() == 0xf2)) {
      moveBits(s, i);
      return;
    } else {
      X86Operands.setRegister(s, i.reg(), 8, true, UNKNOWN);
    }
    if (i.encoding() == Encoding.VEX) {
      X86Operands.setRegister(s, i.operand(), 8, true, general(s, i));
      s.flags = Flags.nothing();
    }
  }

  /** ANDN; SHLX, SHRX and SARX, which share an opcode with BEXTR. */
  private void moveBits(State s, X86Instruction i) {
    int size = i.wide() ? 8 : 4;
    Value left = operands.rm(s, i, size);
    Value right = X86Operands.register(s, i.operand(), size, true);
    LongBinaryOperator shift =
        switch (i.prefix()) {
          case SMALL -> (x, by) -> x << (by & (size * 8 - 1));
          case REPNE -> (x, by) -> x >>> (by & (size * 8 - 1));
          default -> (x, by) -> Arithmetic.signExtend(x, size) >> (by & (size * 8 - 1));
        };
    boolean isShift = i.opcode() == 0xf7 && i.prefix() != 0;
    Value result =
        i.opcode() == 0xf2
            ? Arithmetic.apply(left, right, size, (x, y) -> x & ~y)
            : isShift ? Arithmetic.apply(left, right, size, shift) : UNKNOWN;
    X86Operands.setRegister(s, i.reg(), size, true, result);
    if (!isShift) {
      s.flags = i.opcode() == 0xf2 ? Flags.ofResult(result, size) : Flags.nothing();
    }
  }

  /** What VEX's own operand holds afterwards: MULX and the F3 group write it. */
  private static Value general(State s, X86Instruction i) {
    boolean written = i.opcode() == 0xf3 || i.opcode() == 0xf6;
    return written ? UNKNOWN : s.registers[i.operand() & 15];
  }

  private void third(State s, X86Instruction i) {
    switch (i.opcode()) {
      case 0x14, 0x15, 0x17 -> {
        int size = i.opcode() == 0x14 ? 1 : i.opcode() == 0x15 ? 2 : 4;
        operands.setRm(s, i, i.isRegister() ? 8 : size, UNKNOWN);
      }
      case 0x16 -> {
        int size = i.wide() ? 8 : 4;
        int lane = i.wide() ? (int) i.immediate() & 1 : (int) i.immediate() >> 1 & 1;
        Value word = registers.lane(s, i.reg(), lane);
        boolean upper = !i.wide() && (i.immediate() & 1) != 0;
        operands.setRm(
            s, i, size, upper ? X86Shuffles.upper(word) : Arithmetic.truncate(word, size));
      }
      case 0x22, 0x38, 0x18, 0x39, 0x19, 0x00, 0x01, 0x06, 0x46, 0x0f, 0x02, 0x25 -> {
        if (!shuffles.insert(s, i, operands)) {
          unknown(s, i);
        }
      }
      case 0x1b, 0x3b, 0x1d -> {
        if (i.isRegister()) {
          registers.write(s, i.rm(), registers.unknown(i), i);
        } else {
          accesses.forget(s, operands.address(s, i), 32);
        }
      }
      case 0x60, 0x61, 0x62, 0x63 -> {
        s.registers[X86Operands.RCX] = UNKNOWN;
        s.flags = Flags.nothing();
        registers.write(s, 0, registers.unknown(i), i);
      }
      case 0xf0 -> {
        int size = i.wide() ? 8 : 4;
        int by = (int) i.immediate() & (size * 8 - 1);
        Value old = operands.rm(s, i, size);
        Value turned =
            by == 0
                ? old
                : Arithmetic.apply(old, old, size, (x, y) -> (x >>> by) | (x << (size * 8 - by)));
        X86Operands.setRegister(s, i.reg(), size, true, turned);
      }
      default -> unknown(s, i);
    }
  }

  private void unknown(State s, X86Instruction i) {
    boolean store =
        !i.isRegister()
            && i.map() == 1
            && switch (i.opcode()) {
              case 0x11, 0x29, 0x2b, 0x7f, 0xe7, 0x13, 0x17, 0xd6 -> true;
              default -> false;
            };
    if (store) {
      accesses.forget(s, operands.address(s, i), i.vectorSize());
    } else {
      registers.write(s, i.reg(), registers.unknown(i), i);
    }
  }
}
