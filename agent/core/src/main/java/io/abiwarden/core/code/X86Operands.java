package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.X86Instruction.Memory;

/** Reads and writes what x86-64 instructions work on. */
final class X86Operands {

  static final int RAX = 0;
  static final int RCX = 1;
  static final int RDX = 2;
  static final int RBX = 3;
  static final int RSP = 4;
  static final int RBP = 5;
  static final int RSI = 6;
  static final int RDI = 7;

  private final Accesses accesses;
  private final int threadSegment;

  X86Operands(Accesses accesses, int threadSegment) {
    this.accesses = accesses;
    this.threadSegment = threadSegment;
  }

  /** A general register, or a part of it. */
  static Value register(State s, int number, int size, boolean rex) {
    if (size == 1 && !rex && number >= 4 && number < 8) {
      return s.registers[number - 4] instanceof Known(long bits)
          ? Arithmetic.known(bits >>> 8 & 0xff)
          : Arithmetic.UNKNOWN;
    }
    Value whole = s.registers[number & 15];
    return size <= 2 && whole instanceof Value.Unknown
        ? s.low(number & 15, size)
        : Arithmetic.truncate(whole, size);
  }

  /** Sets a general register: 4 bytes clear the rest, 1 and 2 leave it. */
  static void setRegister(State s, int number, int size, boolean rex, Value value) {
    if (size >= 4) {
      s.registers[number & 15] = Arithmetic.truncate(value, size);
      return;
    }
    boolean high = size == 1 && !rex && number >= 4 && number < 8;
    int target = high ? number - 4 : number & 15;
    int shift = high ? 8 : 0;
    if (s.registers[target] instanceof Known(long old) && value instanceof Known(long bits)) {
      long mask = Arithmetic.mask(size) << shift;
      s.registers[target] = Arithmetic.known((old & ~mask) | (bits << shift & mask));
    } else if (!high && value instanceof Known(long bits)) {
      s.setLow(target, bits, size);
    } else {
      s.registers[target] = Arithmetic.UNKNOWN;
    }
  }

  /** The address of the memory operand. */
  Value address(State s, X86Instruction i) {
    return i.segment() == 0
        ? offset(s, i)
        : i.segment() == threadSegment
            ? Arithmetic.add(offset(s, i), new Known(Regions.THREAD_POINTER), 8)
            : Arithmetic.UNKNOWN;
  }

  /** What {@code lea} gives: the address within its segment. */
  Value offset(State s, X86Instruction i) {
    Memory m = i.memory();
    if (!m.certain()) {
      return Arithmetic.UNKNOWN;
    }
    Value sum = Arithmetic.known(m.displacement());
    if (m.base() == Memory.NEXT) {
      return Arithmetic.add(sum, new Known(s.pc + i.length()), i.addressSize());
    }
    if (m.base() != Memory.NONE) {
      sum = Arithmetic.add(s.registers[m.base() & 15], sum, i.addressSize());
    }
    if (m.index() != Memory.NONE) {
      Value index = s.registers[m.index() & 15];
      Value scaled = m.scale() == 1 ? index : Arithmetic.multiply(index, new Known(m.scale()), 8);
      sum = Arithmetic.add(sum, scaled, i.addressSize());
    }
    return sum;
  }

  /** The operand {@code rm}. */
  Value rm(State s, X86Instruction i, int size) {
    return i.isRegister()
        ? register(s, i.rm(), size, i.rex())
        : accesses.load(s, address(s, i), size);
  }

  /** Sets the operand {@code rm}. */
  void setRm(State s, X86Instruction i, int size, Value value) {
    if (i.isRegister()) {
      setRegister(s, i.rm(), size, i.rex(), value);
    } else {
      accesses.store(s, address(s, i), size, value);
    }
  }

  static Value reg(State s, X86Instruction i, int size) {
    return register(s, i.reg(), size, i.rex());
  }

  static void setReg(State s, X86Instruction i, int size, Value value) {
    setRegister(s, i.reg(), size, i.rex(), value);
  }

  void push(State s, Value value, int size) {
    Value top = Arithmetic.subtract(s.registers[RSP], new Known(size), 8);
    accesses.store(s, top, size, value);
    s.registers[RSP] = top;
  }

  Value pop(State s, int size) {
    Value top = s.registers[RSP];
    Value value = accesses.load(s, top, size);
    s.registers[RSP] = Arithmetic.add(top, new Known(size), 8);
    return value;
  }
}
