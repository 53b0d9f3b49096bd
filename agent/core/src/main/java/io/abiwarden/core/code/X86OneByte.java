package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.X86Operands.RAX;
import static io.abiwarden.core.code.X86Operands.RBP;
import static io.abiwarden.core.code.X86Operands.RCX;
import static io.abiwarden.core.code.X86Operands.RDX;
import static io.abiwarden.core.code.X86Operands.RSP;

import io.abiwarden.core.code.Value.Known;

/** The instructions of x86-64's one-byte opcodes. */
final class X86OneByte {

  private final Tracer tracer;
  private final X86Operands operands;
  private final X86Alu alu;
  private final X86Strings strings;

  X86OneByte(Tracer tracer, X86Operands operands) {
    this.tracer = tracer;
    this.operands = operands;
    this.alu = new X86Alu(operands);
    this.strings = new X86Strings(tracer);
  }

  /** Follows an instruction; true if it set where the path goes on. */
  boolean step(State s, X86Instruction i) {
    int opcode = i.opcode();
    if (opcode < 0x40) {
      alu.step(s, i);
      return false;
    }
    switch (opcode) {
      case 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57 ->
          operands.push(s, s.registers[i.reg()], pushSize(i));
      case 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f -> {
        Value value = operands.pop(s, pushSize(i));
        X86Operands.setRegister(s, i.reg(), pushSize(i), true, value);
      }
      case 0x63 ->
          X86Operands.setReg(
              s, i, i.size(), Arithmetic.widenSigned(operands.rm(s, i, 4), 4, i.size()));
      case 0x68, 0x6a -> operands.push(s, known(i.immediate()), pushSize(i));
      case 0x69, 0x6b -> {
        Value product =
            Arithmetic.multiply(operands.rm(s, i, i.size()), known(i.immediate()), i.size());
        X86Operands.setReg(s, i, i.size(), product);
        s.flags = Flags.nothing();
      }
      case 0x80, 0x81, 0x83 -> alu.immediate(s, i);
      case 0x84, 0x85 -> {
        int size = opcode == 0x84 ? 1 : i.size();
        Value both = Arithmetic.and(operands.rm(s, i, size), X86Operands.reg(s, i, size), size);
        s.flags = Flags.ofResult(both, size);
      }
      case 0x86, 0x87 -> exchange(s, i, opcode == 0x86 ? 1 : i.size());
      case 0x88 -> operands.setRm(s, i, 1, X86Operands.reg(s, i, 1));
      case 0x89 -> operands.setRm(s, i, i.size(), X86Operands.reg(s, i, i.size()));
      case 0x8a -> X86Operands.setReg(s, i, 1, operands.rm(s, i, 1));
      case 0x8b -> X86Operands.setReg(s, i, i.size(), operands.rm(s, i, i.size()));
      case 0x8c -> operands.setRm(s, i, i.isRegister() ? i.size() : 2, UNKNOWN);
      case 0x8d -> X86Operands.setReg(s, i, i.size(), operands.offset(s, i));
      case 0x8f -> {
        s.lost = i.extension() != 0;
        Value value = operands.pop(s, pushSize(i));
        operands.setRm(s, i, pushSize(i), value);
      }
      case 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97 -> {
        if (i.reg() != RAX) {
          Value old = X86Operands.register(s, i.reg(), i.size(), true);
          Value a = X86Operands.register(s, RAX, i.size(), true);
          X86Operands.setRegister(s, i.reg(), i.size(), true, a);
          X86Operands.setRegister(s, RAX, i.size(), true, old);
        }
      }
      case 0x98 -> {
        Value half = X86Operands.register(s, RAX, i.size() / 2, true);
        X86Operands.setRegister(
            s, RAX, i.size(), true, Arithmetic.widenSigned(half, i.size() / 2, i.size()));
      }
      case 0x99 -> {
        Value sign =
            X86Operands.register(s, RAX, i.size(), true) instanceof Known(long bits)
                ? known(Arithmetic.signExtend(bits, i.size()) < 0 ? Arithmetic.mask(i.size()) : 0)
                : UNKNOWN;
        X86Operands.setRegister(s, RDX, i.size(), true, sign);
      }
      case 0x9c -> operands.push(s, UNKNOWN, 8);
      case 0x9d -> {
        operands.pop(s, 8);
        s.flags = Flags.nothing();
      }
      case 0x9f -> X86Operands.setRegister(s, RAX, 2, true, UNKNOWN);
      case 0xa0, 0xa1 -> {
        int size = opcode == 0xa0 ? 1 : i.size();
        Value value = tracer.accesses.load(s, known(i.immediate()), size);
        X86Operands.setRegister(s, RAX, size, true, value);
      }
      case 0xa2, 0xa3 -> {
        int size = opcode == 0xa2 ? 1 : i.size();
        Value value = X86Operands.register(s, RAX, size, true);
        tracer.accesses.store(s, known(i.immediate()), size, value);
      }
      case 0xa4, 0xa5, 0xa6, 0xa7, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf -> strings.step(s, i);
      case 0xa8, 0xa9 -> {
        int size = opcode == 0xa8 ? 1 : i.size();
        Value a = X86Operands.register(s, RAX, size, true);
        s.flags = Flags.ofResult(Arithmetic.and(a, known(i.immediate()), size), size);
      }
      case 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7 ->
          X86Operands.setRegister(s, i.reg(), 1, i.rex(), known(i.immediate() & 0xff));
      case 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf ->
          X86Operands.setRegister(s, i.reg(), i.size(), true, known(i.immediate()));
      case 0xc6 -> operands.setRm(s, i, 1, known(i.immediate() & 0xff));
      case 0xc7 -> operands.setRm(s, i, i.size(), known(i.immediate()));
      case 0xc0, 0xd0, 0xd2 -> alu.shift(s, i, 1);
      case 0xc1, 0xd1, 0xd3 -> alu.shift(s, i, i.size());
      case 0xc9 -> {
        s.registers[RSP] = s.registers[RBP];
        s.registers[RBP] = operands.pop(s, 8);
      }
      case 0xf6, 0xf7 -> alu.unary(s, i, opcode == 0xf6 ? 1 : i.size());
      case 0xfe -> alu.step(s, i);
      case 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xf5 -> {
        if (opcode == 0xf5 || opcode == 0xf8 || opcode == 0xf9) {
          s.flags = Flags.nothing();
        }
      }
      default -> {
        return flow(s, i, s.pc + i.length());
      }
    }
    return false;
  }

  private boolean flow(State s, X86Instruction i, long next) {
    int opcode = i.opcode();
    if (opcode >= 0x70 && opcode <= 0x7f) {
      tracer.decisions.branch(s, s.flags, X86Alu.condition(opcode), next + i.immediate(), next);
      return true;
    }
    return switch (opcode) {
      case 0xe8 -> {
        tracer.calls.call(s, known(next + i.immediate()), next);
        yield true;
      }
      case 0xe9, 0xeb -> {
        if (i.immediate() == -i.length()) {
          s.finish(Path.End.NO_RETURN, UNKNOWN);
        }
        s.pc = next + i.immediate();
        yield true;
      }
      case 0xc2, 0xc3 -> {
        tracer.machine.leave(s);
        yield true;
      }
      case 0xe0, 0xe1, 0xe2, 0xe3 -> {
        loop(s, i, next);
        yield true;
      }
      case 0xcc, 0xf1, 0xf4, 0xcd -> {
        s.finish(Path.End.NO_RETURN, UNKNOWN);
        yield true;
      }
      case 0xff -> indirect(s, i, next);
      default -> {
        otherwise(s, i);
        yield s.lost;
      }
    };
  }

  private void loop(State s, X86Instruction i, long next) {
    boolean counts = i.opcode() != 0xe3;
    Value count = s.registers[RCX];
    if (counts) {
      count = Arithmetic.subtract(count, known(1), 8);
    }
    boolean zero = tracer.decisions.decide(s, Flags.ofResult(count, 8), Condition.EQUAL);
    if (counts) {
      s.registers[RCX] = count;
    }
    s.pc = zero != counts ? next + i.immediate() : next;
  }

  private boolean indirect(State s, X86Instruction i, long next) {
    return switch (i.extension()) {
      case 0, 1 -> {
        alu.step(s, i);
        yield false;
      }
      case 2 -> {
        tracer.calls.call(s, operands.rm(s, i, 8), next);
        yield true;
      }
      case 4 -> {
        jump(s, i);
        yield true;
      }
      case 6 -> {
        operands.push(s, operands.rm(s, i, pushSize(i)), pushSize(i));
        yield false;
      }
      default -> {
        s.lost = true;
        yield true;
      }
    };
  }

  private void jump(State s, X86Instruction i) {
    Value target = operands.rm(s, i, 8);
    // With an index it is a jump table; without, a function out of some object.
    boolean table = i.isRegister() || i.memory().index() != X86Instruction.Memory.NONE;
    if (target instanceof Value.Unknown && !table) {
      tracer.calls.farewell(s);
    } else {
      tracer.calls.jump(s, target);
    }
  }

  private void exchange(State s, X86Instruction i, int size) {
    Value left = operands.rm(s, i, size);
    Value right = X86Operands.reg(s, i, size);
    operands.setRm(s, i, size, right);
    X86Operands.setReg(s, i, size, left);
  }

  /** What is left: x87, which touches no general register but AX, and system instructions. */
  private void otherwise(State s, X86Instruction i) {
    int opcode = i.opcode();
    if (opcode >= 0xd8 && opcode <= 0xdf) {
      if (i.isRegister()) {
        if (opcode == 0xdf) {
          X86Operands.setRegister(s, RAX, 2, true, UNKNOWN);
        }
        s.flags = Flags.nothing();
      } else if (i.extension() >= 1 && (opcode & 1) != 0) {
        tracer.accesses.forget(s, operands.address(s, i), i.extension() >= 6 ? 108 : 10);
      }
    } else if (opcode != 0x9b && opcode != 0x9e) {
      s.lost = true;
    }
  }

  private static int pushSize(X86Instruction i) {
    return i.small() ? 2 : 8;
  }
}
