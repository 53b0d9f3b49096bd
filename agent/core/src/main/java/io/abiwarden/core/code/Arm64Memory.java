package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;
import static io.abiwarden.core.code.Arithmetic.known;
import static io.abiwarden.core.code.Arm64Machine.bits;

import io.abiwarden.core.code.Value.Known;

/** AArch64's loads and stores. */
final class Arm64Memory {

  private final Accesses accesses;

  Arm64Memory(Tracer tracer) {
    this.accesses = tracer.accesses;
  }

  private static int rt(int code) {
    return bits(code, 4, 0);
  }

  private static int rn(int code) {
    return bits(code, 9, 5);
  }

  private static boolean isVector(int code) {
    return bits(code, 26, 26) != 0;
  }

  void step(State s, int code) {
    switch (bits(code, 29, 28)) {
      case 0 -> {
        if (isVector(code)) {
          structures(s, code);
        } else {
          ordered(s, code);
        }
      }
      case 1 -> literal(s, code);
      case 2 -> pair(s, code);
      default -> single(s, code);
    }
  }

  /** Exclusive and ordered accesses; an exclusive store is taken to succeed. */
  private void ordered(State s, int code) {
    int size = 1 << bits(code, 31, 30);
    Value address = s.registers[rn(code)];
    boolean load = bits(code, 22, 22) != 0;
    boolean plain = bits(code, 23, 23) != 0;
    boolean second = bits(code, 21, 21) != 0;
    if (plain && second) {
      compareAndSwap(s, code, size, address);
    } else if (second) {
      // Exclusive pairs, or CASP.
      boolean isExclusive = size >= 4;
      if (isExclusive && !load) {
        Arm64Machine.set(s, bits(code, 20, 16), 8, Arithmetic.ZERO);
      }
      if (!load || !isExclusive) {
        accesses.forget(s, address, 16);
      }
      if (load || !isExclusive) {
        Arm64Machine.set(s, rt(code), 8, UNKNOWN);
        Arm64Machine.set(s, bits(code, 14, 10), 8, UNKNOWN);
        Arm64Machine.set(s, bits(code, 20, 16), 8, UNKNOWN);
      }
    } else if (load) {
      Arm64Machine.set(s, rt(code), 8, accesses.load(s, address, size));
    } else {
      accesses.store(s, address, size, Arm64Machine.register(s, rt(code), size));
      if (!plain) {
        Arm64Machine.set(s, bits(code, 20, 16), 8, Arithmetic.ZERO);
      }
    }
  }

  private void compareAndSwap(State s, int code, int size, Value address) {
    int compared = bits(code, 20, 16);
    Value old = accesses.load(s, address, size);
    Value expected = Arm64Machine.register(s, compared, size);
    Flags flags = Flags.compare(old, expected, size);
    switch (flags.ask(Condition.EQUAL)) {
      case YES -> accesses.store(s, address, size, Arm64Machine.register(s, rt(code), size));
      case NO -> {}
      case OPEN -> accesses.store(s, address, size, UNKNOWN);
    }
    Arm64Machine.set(s, compared, 8, old);
  }

  /** LD1 to LD4 and their stores. */
  private void structures(State s, int code) {
    boolean load = bits(code, 22, 22) != 0;
    Value address = s.registers[rn(code)];
    boolean single = bits(code, 24, 24) != 0;
    int count =
        switch (single ? -1 : bits(code, 15, 12)) {
          case 7 -> 1;
          case 10 -> 2;
          case 6 -> 3;
          case 2 -> 4;
          default -> 0;
        };
    int size = bits(code, 30, 30) != 0 ? 16 : 8;
    for (int i = 0; i < count; i++) {
      int register = (rt(code) + i) & 31;
      Value at = Arithmetic.add(address, known((long) i * size), 8);
      if (load) {
        loadVector(s, register, at, size);
      } else {
        storeVector(s, register, at, size);
      }
    }
    if (count == 0) {
      // Interleaved, or single elements.
      if (load) {
        for (int i = 0; i < 4; i++) {
          setVector(s, (rt(code) + i) & 31, UNKNOWN, UNKNOWN);
        }
      } else {
        accesses.forget(s, address, single ? 32 : 64);
      }
    }
    if (bits(code, 23, 23) != 0) {
      int index = bits(code, 20, 16);
      boolean fixed = index == 31 && count > 0;
      Value step =
          fixed
              ? known((long) count * size)
              : index == 31 ? UNKNOWN : Arm64Machine.register(s, index, 8);
      s.registers[rn(code)] = Arithmetic.add(address, step, 8);
    }
  }

  private void literal(State s, int code) {
    if (bits(code, 24, 24) != 0) {
      // RCpc accesses with an offset share the first bits.
      unscaledOrdered(s, code);
      return;
    }
    Value address = new Known(s.pc + ((long) (code << 8 >> 13) << 2));
    int kind = bits(code, 31, 30);
    if (isVector(code)) {
      loadVector(s, rt(code), address, 4 << Math.min(kind, 2));
    } else if (kind < 3) {
      Value value = accesses.load(s, address, kind == 1 ? 8 : 4);
      Arm64Machine.set(s, rt(code), 8, kind == 2 ? Arithmetic.widenSigned(value, 4, 8) : value);
    }
  }

  private void unscaledOrdered(State s, int code) {
    if (isVector(code) || bits(code, 21, 21) != 0) {
      Arm64Machine.set(s, rt(code), 8, UNKNOWN);
      return;
    }
    long offset = (long) (code << 11) >> 23;
    access(s, code, Arithmetic.add(s.registers[rn(code)], known(offset), 8));
  }

  private void pair(State s, int code) {
    int kind = bits(code, 31, 30);
    boolean vector = isVector(code);
    int size = vector ? 4 << Math.min(kind, 2) : kind == 2 ? 8 : 4;
    long offset = (long) (code << 10 >> 25) * size;
    boolean load = bits(code, 22, 22) != 0;
    int mode = bits(code, 24, 23);
    Value base = s.registers[rn(code)];
    Value moved = Arithmetic.add(base, known(offset), 8);
    Value address = mode == 1 ? base : moved;
    Value next = Arithmetic.add(address, known(size), 8);
    int second = bits(code, 14, 10);
    if (vector && load) {
      loadVector(s, rt(code), address, size);
      loadVector(s, second, next, size);
    } else if (vector) {
      storeVector(s, rt(code), address, size);
      storeVector(s, second, next, size);
    } else if (load) {
      Value low = accesses.load(s, address, size);
      Value high = accesses.load(s, next, size);
      boolean signed = kind == 1;
      Arm64Machine.set(s, rt(code), 8, signed ? Arithmetic.widenSigned(low, 4, 8) : low);
      Arm64Machine.set(s, second, 8, signed ? Arithmetic.widenSigned(high, 4, 8) : high);
    } else {
      accesses.store(s, address, size, Arm64Machine.register(s, rt(code), size));
      accesses.store(s, next, size, Arm64Machine.register(s, second, size));
    }
    if (mode == 1 || mode == 3) {
      s.registers[rn(code)] = moved;
    }
  }

  private void single(State s, int code) {
    Value base = s.registers[rn(code)];
    if (bits(code, 24, 24) != 0) {
      int scale = scale(code);
      access(s, code, Arithmetic.add(base, known((long) bits(code, 21, 10) << scale), 8));
      return;
    }
    int mode = bits(code, 11, 10);
    if (bits(code, 21, 21) != 0) {
      switch (mode) {
        case 2 -> {
          int by = bits(code, 12, 12) != 0 ? scale(code) : 0;
          Value index = Arm64Machine.register(s, bits(code, 20, 16), 8);
          Value offset = Arm64Integer.extend(index, bits(code, 15, 13), by, 8);
          access(s, code, Arithmetic.add(base, offset, 8));
        }
        case 0 -> atomic(s, code, base);
        default -> Arm64Machine.set(s, rt(code), 8, UNKNOWN);
      }
      return;
    }
    Value moved = Arithmetic.add(base, known((long) (code << 11) >> 23), 8);
    access(s, code, mode == 1 ? base : moved);
    if (mode == 1 || mode == 3) {
      s.registers[rn(code)] = moved;
    }
  }

  private static int scale(int code) {
    boolean whole = isVector(code) && bits(code, 23, 23) != 0;
    return whole ? 4 : bits(code, 31, 30);
  }

  private void access(State s, int code, Value address) {
    int operation = bits(code, 23, 22);
    int size = 1 << scale(code);
    if (isVector(code)) {
      if ((operation & 1) != 0) {
        loadVector(s, rt(code), address, size);
      } else {
        storeVector(s, rt(code), address, size);
      }
      return;
    }
    switch (operation) {
      case 0 -> accesses.store(s, address, size, Arm64Machine.register(s, rt(code), size));
      case 1 -> Arm64Machine.set(s, rt(code), 8, accesses.load(s, address, size));
      default -> {
        if (size < 8) {
          Value value = accesses.load(s, address, size);
          int to = operation == 2 ? 8 : 4;
          Arm64Machine.set(s, rt(code), to, Arithmetic.widenSigned(value, size, to));
        }
      }
    }
  }

  /** LDADD, LDCLR, LDEOR, LDSET and SWP; of minimum and maximum nothing is known. */
  private void atomic(State s, int code, Value address) {
    int size = 1 << bits(code, 31, 30);
    if (isVector(code)) {
      accesses.forget(s, address, size);
      return;
    }
    int operation = bits(code, 15, 12);
    Value old = accesses.load(s, address, size);
    Value operand = Arm64Machine.register(s, bits(code, 20, 16), size);
    if (operation != 12) {
      Value changed =
          switch (operation) {
            case 0 -> Arithmetic.add(old, operand, size);
            case 1 -> Arithmetic.apply(old, operand, size, (x, y) -> x & ~y);
            case 2 -> Arithmetic.xor(old, operand, size);
            case 3 -> Arithmetic.or(old, operand, size);
            case 8 -> operand;
            default -> UNKNOWN;
          };
      accesses.store(s, address, size, changed);
    }
    Arm64Machine.set(s, rt(code), 8, old);
  }

  private void loadVector(State s, int register, Value address, int size) {
    if (size < 16) {
      setVector(s, register, accesses.load(s, address, size), Arithmetic.ZERO);
    } else {
      Value low = accesses.load(s, address, 8);
      Value high = accesses.load(s, Arithmetic.add(address, known(8), 8), 8);
      setVector(s, register, low, high);
    }
  }

  private void storeVector(State s, int register, Value address, int size) {
    Value low = s.vectors[register * State.LANES];
    accesses.store(s, address, Math.min(size, 8), Arithmetic.truncate(low, Math.min(size, 8)));
    if (size == 16) {
      Value high = s.vectors[register * State.LANES + 1];
      accesses.store(s, Arithmetic.add(address, known(8), 8), 8, high);
    }
  }

  private static void setVector(State s, int register, Value low, Value high) {
    s.vectors[register * State.LANES] = low;
    s.vectors[register * State.LANES + 1] = high;
  }
}
