package io.abiwarden.core.code;

import static io.abiwarden.core.code.X86Operands.RAX;
import static io.abiwarden.core.code.X86Operands.RCX;
import static io.abiwarden.core.code.X86Operands.RDI;
import static io.abiwarden.core.code.X86Operands.RSI;

import io.abiwarden.core.code.Value.Known;

/** The string instructions of x86-64, repeated or not; the direction is taken to be upwards. */
final class X86Strings {

  private static final long MOST_REPEATS = 1 << 15;

  private final Tracer tracer;

  X86Strings(Tracer tracer) {
    this.tracer = tracer;
  }

  void step(State s, X86Instruction i) {
    int size = (i.opcode() & 1) == 0 ? 1 : i.size();
    boolean repeated = i.prefix() == 0xf3 || i.prefix() == 0xf2;
    int kind = i.opcode() & 0xfe;
    if (kind == 0xa6 || kind == 0xae) {
      scan(s, i, kind, size);
      return;
    }
    Value count = repeated ? s.registers[RCX] : new Known(1);
    if (!(count instanceof Known(long times)) || times < 0 || times > MOST_REPEATS) {
      giveUp(s, kind);
      return;
    }
    tracer.spend(times);
    for (long n = 0; n < times; n++) {
      if (kind == 0xac) {
        Value value = tracer.accesses.load(s, s.registers[RSI], size);
        X86Operands.setRegister(s, RAX, size, true, value);
      } else {
        Value value =
            kind == 0xaa
                ? X86Operands.register(s, RAX, size, true)
                : tracer.accesses.load(s, s.registers[RSI], size);
        tracer.accesses.store(s, s.registers[RDI], size, value);
        advance(s, RDI, size);
      }
      if (kind != 0xaa) {
        advance(s, RSI, size);
      }
    }
    if (repeated) {
      s.registers[RCX] = Arithmetic.ZERO;
    }
  }

  /** Comparisons and searches; where a byte is not known, only that they end. */
  private void scan(State s, X86Instruction i, int kind, int size) {
    boolean repeated = i.prefix() == 0xf3 || i.prefix() == 0xf2;
    if (repeated && s.registers[RCX].equals(Arithmetic.ZERO)) {
      return;
    }
    Value from = s.registers[RSI];
    Value to = s.registers[RDI];
    Value count = s.registers[RCX];
    for (int n = 0; n < MOST_REPEATS; n++) {
      Value left =
          kind == 0xa6
              ? tracer.accesses.load(s, from, size)
              : X86Operands.register(s, RAX, size, true);
      Flags flags = Flags.compare(left, tracer.accesses.load(s, to, size), size);
      Flags.Answer equal = flags.ask(Condition.EQUAL);
      if (equal == Flags.Answer.OPEN || !(count instanceof Known || !repeated)) {
        break;
      }
      from = kind == 0xa6 ? Arithmetic.add(from, new Known(size), 8) : from;
      to = Arithmetic.add(to, new Known(size), 8);
      count = Arithmetic.add(count, new Known(-1), 8);
      boolean goesOn = (equal == Flags.Answer.YES) == (i.prefix() == 0xf3);
      if (!repeated || !goesOn || count.equals(Arithmetic.ZERO)) {
        tracer.spend(n);
        s.flags = flags;
        s.registers[RSI] = from;
        s.registers[RDI] = to;
        s.registers[RCX] = repeated ? count : s.registers[RCX];
        return;
      }
    }
    s.flags = Flags.nothing();
    s.registers[RDI] = Arithmetic.UNKNOWN;
    if (kind == 0xa6) {
      s.registers[RSI] = Arithmetic.UNKNOWN;
    }
    if (repeated) {
      s.registers[RCX] = Arithmetic.UNKNOWN;
    }
  }

  private void giveUp(State s, int kind) {
    if (kind != 0xac) {
      tracer.accesses.forget(s, s.registers[RDI], 256);
      s.registers[RDI] = Arithmetic.UNKNOWN;
      s.complete = false;
    }
    s.registers[RSI] = Arithmetic.UNKNOWN;
    s.registers[RCX] = Arithmetic.ZERO;
  }

  private static void advance(State s, int register, int size) {
    s.registers[register] = Arithmetic.add(s.registers[register], new Known(size), 8);
  }
}
