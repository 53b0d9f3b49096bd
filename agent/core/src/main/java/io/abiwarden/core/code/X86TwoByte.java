package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.X86Operands.RAX;
import static io.abiwarden.core.code.X86Operands.RBX;
import static io.abiwarden.core.code.X86Operands.RCX;
import static io.abiwarden.core.code.X86Operands.RDX;

import io.abiwarden.core.code.Value.Known;
import java.util.function.LongUnaryOperator;

/** The instructions of x86-64's opcodes that start with 0F and are not for vectors. */
final class X86TwoByte {

  private final Tracer tracer;
  private final X86Operands operands;
  private final X86Vector vector;

  X86TwoByte(Tracer tracer, X86Operands operands, X86Vector vector) {
    this.tracer = tracer;
    this.operands = operands;
    this.vector = vector;
  }

  /** Follows an instruction; true if it set where the path goes on. */
  boolean step(State s, X86Instruction i) {
    int opcode = i.opcode();
    switch (opcode >> 4) {
      case 0x4 -> move(s, i);
      case 0x8 -> {
        long next = s.pc + i.length();
        tracer.decisions.branch(s, s.flags, X86Alu.condition(opcode), next + i.immediate(), next);
        return true;
      }
      case 0x9 -> set(s, i);
      default -> {
        return other(s, i);
      }
    }
    return false;
  }

  /** CMOVcc: where the condition is open and the operands differ, the path is split. */
  private void move(State s, X86Instruction i) {
    int size = i.size();
    Value source = operands.rm(s, i, size);
    Value target = X86Operands.reg(s, i, size);
    if (s.lost || s.end.isPresent()) {
      return;
    }
    boolean same = source.equals(target);
    boolean moved = !same && tracer.decisions.decide(s, X86Alu.condition(i.opcode()));
    // A split may have put numbers in the place of results.
    X86Operands.setReg(s, i, size, moved ? operands.rm(s, i, size) : X86Operands.reg(s, i, size));
  }

  private void set(State s, X86Instruction i) {
    Flags.Answer answer = s.flags.ask(X86Alu.condition(i.opcode()));
    if (answer == Flags.Answer.OPEN
        && Split.of(tracer.decisions, s, s.flags, X86Alu.condition(i.opcode())).isPresent()) {
      answer = Flags.Answer.of(tracer.decisions.decide(s, X86Alu.condition(i.opcode())));
    }
    operands.setRm(
        s,
        i,
        1,
        switch (answer) {
          case YES -> known(1);
          case NO -> Arithmetic.ZERO;
          case OPEN -> UNKNOWN;
        });
  }

  private boolean other(State s, X86Instruction i) {
    int size = i.size();
    switch (i.opcode()) {
      case 0x05 -> {
        s.registers[RAX] = UNKNOWN;
        s.registers[RCX] = UNKNOWN;
        s.registers[11] = UNKNOWN;
        s.complete = false;
      }
      case 0x0b, 0xb9, 0xff -> {
        s.finish(Path.End.NO_RETURN, UNKNOWN);
        return true;
      }
      case 0x01 -> {
        s.registers[RAX] = UNKNOWN;
        s.registers[RCX] = UNKNOWN;
        s.registers[RDX] = UNKNOWN;
      }
      case 0x0d, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0x1f, 0x77, 0x08, 0x09 -> {
        if (i.opcode() == 0x1e && i.isRegister() && i.prefix() == 0xf3 && i.extension() == 1) {
          // RDSSP leaves its register as it is where there is no shadow stack.
          X86Operands.setRegister(s, i.rm(), 8, true, s.registers[i.rm()]);
        }
      }
      case 0x31, 0x33 -> {
        s.registers[RAX] = UNKNOWN;
        s.registers[RDX] = UNKNOWN;
      }
      case 0xa2 -> {
        for (int register : new int[] {RAX, RBX, RCX, RDX}) {
          s.registers[register] = UNKNOWN;
        }
      }
      case 0xa3, 0xab, 0xb3, 0xbb, 0xba -> bit(s, i, size);
      case 0xa4, 0xa5, 0xac, 0xad -> {
        operands.setRm(s, i, size, UNKNOWN);
        s.flags = Flags.nothing();
      }
      case 0xae -> {
        if (!i.isRegister() && (i.extension() == 3 || i.extension() == 7)) {
          tracer.accesses.forget(s, operands.address(s, i), i.extension() == 3 ? 4 : 0);
        }
      }
      case 0xaf -> {
        Value product =
            Arithmetic.multiply(X86Operands.reg(s, i, size), operands.rm(s, i, size), size);
        X86Operands.setReg(s, i, size, product);
        s.flags = Flags.nothing();
      }
      case 0xb0, 0xb1 -> compareExchange(s, i, i.opcode() == 0xb0 ? 1 : size);
      case 0xb6 -> X86Operands.setReg(s, i, size, operands.rm(s, i, 1));
      case 0xb7 -> X86Operands.setReg(s, i, size, operands.rm(s, i, 2));
      case 0xbe ->
          X86Operands.setReg(s, i, size, Arithmetic.widenSigned(operands.rm(s, i, 1), 1, size));
      case 0xbf ->
          X86Operands.setReg(s, i, size, Arithmetic.widenSigned(operands.rm(s, i, 2), 2, size));
      case 0xb8 -> count(s, i, size, Long::bitCount);
      case 0xbc -> count(s, i, size, Long::numberOfTrailingZeros);
      case 0xbd ->
          count(
              s,
              i,
              size,
              i.prefix() == 0xf3
                  ? x -> Long.numberOfLeadingZeros(x) - (64 - size * 8L)
                  : x -> 63 - Long.numberOfLeadingZeros(x));
      case 0xc0, 0xc1 -> {
        int width = i.opcode() == 0xc0 ? 1 : size;
        Value old = operands.rm(s, i, width);
        Value added = X86Operands.reg(s, i, width);
        s.flags = Flags.add(old, added, width);
        X86Operands.setReg(s, i, width, old);
        operands.setRm(s, i, width, Arithmetic.add(old, added, width));
      }
      case 0xc3 -> operands.setRm(s, i, size, X86Operands.reg(s, i, size));
      case 0xc7 -> sevenGroup(s, i);
      case 0xc8, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf -> {
        Value old = X86Operands.register(s, i.reg(), size, true);
        Value turned =
            Arithmetic.apply(old, old, size, (x, y) -> Long.reverseBytes(x) >>> (64 - size * 8));
        X86Operands.setRegister(s, i.reg(), size, true, turned);
      }
      default -> vector.step(s, i);
    }
    return false;
  }

  private void bit(State s, X86Instruction i, int size) {
    s.flags = Flags.nothing();
    int operation = i.opcode() == 0xba ? i.extension() & 3 : i.opcode() >> 3 & 3;
    Value number = i.opcode() == 0xba ? known(i.immediate()) : X86Operands.reg(s, i, size);
    boolean far = i.opcode() != 0xba && !i.isRegister();
    if (far) {
      // The bit may lie beyond the operand.
      if (operation != 0) {
        tracer.accesses.forget(s, operands.address(s, i), size);
      }
      return;
    }
    Value old = operands.rm(s, i, size);
    if (old instanceof Known(long bits) && number instanceof Known(long n)) {
      long one = 1L << (n & (size * 8 - 1));
      s.flags = new Flags.Bits(false, false, (bits & one) != 0, false, false);
      long changed =
          switch (operation) {
            case 1 -> bits | one;
            case 2 -> bits & ~one;
            case 3 -> bits ^ one;
            default -> bits;
          };
      if (operation != 0) {
        operands.setRm(s, i, size, known(changed));
      }
    } else if (operation != 0) {
      operands.setRm(s, i, size, UNKNOWN);
    }
  }

  private void compareExchange(State s, X86Instruction i, int size) {
    Value old = operands.rm(s, i, size);
    Value expected = X86Operands.register(s, RAX, size, true);
    s.flags = Flags.compare(expected, old, size);
    if (s.flags.ask(Condition.EQUAL) == Flags.Answer.YES) {
      operands.setRm(s, i, size, X86Operands.reg(s, i, size));
    } else {
      X86Operands.setRegister(s, RAX, size, true, old);
      if (s.flags.ask(Condition.EQUAL) == Flags.Answer.OPEN) {
        operands.setRm(s, i, size, UNKNOWN);
      }
    }
  }

  private void count(State s, X86Instruction i, int size, LongUnaryOperator operator) {
    Value source = operands.rm(s, i, size);
    Value result =
        source instanceof Known(long bits) && bits != 0
            ? known(operator.applyAsLong(bits))
            : UNKNOWN;
    X86Operands.setReg(s, i, size, result);
    s.flags = Flags.nothing();
  }

  /** CMPXCHG8B and 16B, RDRAND and RDSEED. */
  private void sevenGroup(State s, X86Instruction i) {
    s.flags = Flags.nothing();
    if (i.isRegister()) {
      X86Operands.setRegister(s, i.rm(), i.size(), true, UNKNOWN);
    } else {
      tracer.accesses.forget(s, operands.address(s, i), i.extension() == 1 ? 16 : 64);
      s.registers[RAX] = UNKNOWN;
      s.registers[RDX] = UNKNOWN;
    }
  }
}
