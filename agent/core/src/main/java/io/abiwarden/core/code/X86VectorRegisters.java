package io.abiwarden.core.code;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.X86Instruction.Encoding;
import java.util.Arrays;

/** The vector registers of x86-64, in parts of 8 bytes. */
final class X86VectorRegisters {

  private final Accesses accesses;
  private final X86Operands operands;

  X86VectorRegisters(Accesses accesses, X86Operands operands) {
    this.accesses = accesses;
    this.operands = operands;
  }

  Value lane(State s, int register, int lane) {
    return s.vectors[(register & 31) * State.LANES + lane];
  }

  Value[] read(State s, int register, int lanes) {
    int start = (register & 31) * State.LANES;
    return Arrays.copyOfRange(s.vectors, start, start + lanes);
  }

  /** The operand {@code rm}, a register or memory. */
  Value[] rm(State s, X86Instruction i, int lanes) {
    if (i.isRegister()) {
      return read(s, i.rm(), lanes);
    }
    Value address = operands.address(s, i);
    Value[] result = new Value[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      Value at = Arithmetic.add(address, new Known(8L * lane), 8);
      result[lane] = accesses.load(s, at, 8);
    }
    return result;
  }

  void setRm(State s, X86Instruction i, Value[] values) {
    if (i.isRegister()) {
      write(s, i.rm(), values, i);
      return;
    }
    Value address = operands.address(s, i);
    for (int lane = 0; lane < values.length; lane++) {
      accesses.store(s, Arithmetic.add(address, new Known(8L * lane), 8), 8, values[lane]);
    }
  }

  void set(State s, X86Instruction i, Value[] values) {
    write(s, i.reg(), values, i);
  }

  /** Writes the low part of a register; VEX and EVEX clear the rest. */
  void write(State s, int register, Value[] values, X86Instruction i) {
    int start = (register & 31) * State.LANES;
    System.arraycopy(values, 0, s.vectors, start, values.length);
    if (i.encoding() != Encoding.LEGACY) {
      Arrays.fill(s.vectors, start + values.length, start + State.LANES, Arithmetic.ZERO);
    }
  }

  /** Sets every part of the register operand to a value. */
  void fill(State s, X86Instruction i, Value value) {
    Value[] values = new Value[i.vectorSize() / 8];
    Arrays.fill(values, value);
    set(s, i, values);
  }

  Value[] unknown(X86Instruction i) {
    Value[] values = new Value[i.vectorSize() / 8];
    Arrays.fill(values, Arithmetic.UNKNOWN);
    return values;
  }

  /** VZEROUPPER, or VZEROALL. */
  void clearUpper(State s, boolean all) {
    for (int register = 0; register < 16; register++) {
      int start = register * State.LANES;
      Arrays.fill(s.vectors, all ? start : start + 2, start + State.LANES, Arithmetic.ZERO);
    }
  }
}
