package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;

import io.abiwarden.core.code.Flow.Kind;
import io.abiwarden.core.code.Value.Known;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * AArch64 with the calling convention of AAPCS64: branches and system instructions. On Windows x18
 * points to the thread's own data.
 */
final class Arm64Machine implements Machine {

  static final int SP = 31;
  private static final int LINK = 30;
  private static final int PLATFORM = 18;
  private static final int MOST_CACHED = 50_000;
  private static final Condition[] CONDITIONS = {
    Condition.EQUAL,
    Condition.NOT_EQUAL,
    Condition.ABOVE_OR_EQUAL,
    Condition.BELOW,
    Condition.NEGATIVE,
    Condition.NOT_NEGATIVE,
    Condition.OVERFLOW,
    Condition.NO_OVERFLOW,
    Condition.ABOVE,
    Condition.BELOW_OR_EQUAL,
    Condition.GREATER_OR_EQUAL,
    Condition.LESS,
    Condition.GREATER,
    Condition.LESS_OR_EQUAL,
  };

  private final Tracer tracer;
  private final boolean windows;
  private final Arm64Integer integer;
  private final Arm64Memory memory;
  private final Arm64Vector vector;
  private final Map<Long, Optional<Integer>> fetched = new HashMap<>();

  Arm64Machine(Tracer tracer, boolean windows) {
    this.tracer = tracer;
    this.windows = windows;
    this.integer = new Arm64Integer(tracer);
    this.memory = new Arm64Memory(tracer);
    this.vector = new Arm64Vector();
  }

  /** Bits of an instruction, both ends included. */
  static int bits(int code, int high, int low) {
    return code >>> low & ((1 << (high - low + 1)) - 1);
  }

  /** A general register; 31 is zero. */
  static Value register(State s, int number, int size) {
    return number == 31 ? Arithmetic.ZERO : Arithmetic.truncate(s.registers[number], size);
  }

  /** Sets a general register; 31 is none, and 4 bytes clear the rest. */
  static void set(State s, int number, int size, Value value) {
    if (number != 31) {
      s.registers[number] = Arithmetic.truncate(value, size);
    }
  }

  /** Whether a condition code is one of the two that always hold. */
  static boolean always(int code) {
    return code >= CONDITIONS.length;
  }

  static Condition condition(int code) {
    return CONDITIONS[code];
  }

  @Override
  public void step(State s) {
    Optional<Integer> fetched = fetch(s.pc);
    if (fetched.isEmpty()) {
      s.lost = true;
      return;
    }
    int code = fetched.get();
    boolean jumped =
        switch (bits(code, 28, 25)) {
          case 0x8, 0x9 -> {
            integer.immediate(s, code);
            yield false;
          }
          case 0xa, 0xb -> branch(s, code);
          case 0x4, 0x6, 0xc, 0xe -> {
            memory.step(s, code);
            yield false;
          }
          case 0x5, 0xd -> {
            integer.register(s, code);
            yield false;
          }
          case 0x7, 0xf -> {
            vector.step(s, code);
            yield false;
          }
          default -> reserved(s, code);
        };
    if (!jumped) {
      s.pc += 4;
    }
  }

  private Optional<Integer> fetch(long address) {
    Optional<Integer> known = fetched.get(address);
    if (known != null) {
      return known;
    }
    Optional<Integer> code =
        tracer
            .image
            .memory()
            .read(address, 4)
            .map(b -> (b[0] & 255) | (b[1] & 255) << 8 | (b[2] & 255) << 16 | (b[3] & 255) << 24);
    if (fetched.size() < MOST_CACHED) {
      fetched.put(address, code);
    }
    return code;
  }

  /** UDF is a trap; SVE and what is not allocated are not followed. */
  private static boolean reserved(State s, int code) {
    if (code >>> 16 == 0) {
      s.finish(Path.End.NO_RETURN, UNKNOWN);
    } else {
      s.lost = true;
    }
    return true;
  }

  private boolean branch(State s, int code) {
    long next = s.pc + 4;
    if (bits(code, 30, 26) == 0b00101) {
      long target = s.pc + ((long) code << 38 >> 36);
      if (code < 0) {
        tracer.calls.call(s, new Known(target), next);
      } else {
        if (target == s.pc) {
          s.finish(Path.End.NO_RETURN, UNKNOWN);
        }
        s.pc = target;
      }
      return true;
    }
    if (bits(code, 30, 25) == 0b011010) {
      int size = code < 0 ? 8 : 4;
      Flags flags = Flags.ofResult(register(s, bits(code, 4, 0), size), size);
      Condition wanted = bits(code, 24, 24) == 0 ? Condition.EQUAL : Condition.NOT_EQUAL;
      tracer.decisions.branch(s, flags, wanted, s.pc + near(code), next);
      return true;
    }
    if (bits(code, 30, 25) == 0b011011) {
      testBit(s, code, next);
      return true;
    }
    if (bits(code, 31, 25) == 0b0101010) {
      int wanted = bits(code, 3, 0);
      if (always(wanted)) {
        s.pc += near(code);
      } else {
        tracer.decisions.branch(s, s.flags, condition(wanted), s.pc + near(code), next);
      }
      return true;
    }
    if (bits(code, 31, 25) == 0b1101011) {
      indirect(s, code, next);
      return true;
    }
    if (bits(code, 31, 24) == 0xd4) {
      return trap(s, code);
    }
    system(s, code);
    return false;
  }

  /** The displacement of the conditional branches. */
  private static long near(int code) {
    return (long) (code << 8 >> 13) << 2;
  }

  /** The displacement of the branches on a bit. */
  private static long nearer(int code) {
    return (long) (code << 13 >> 18) << 2;
  }

  private void testBit(State s, int code, long next) {
    int bit = bits(code, 23, 19) | (code < 0 ? 32 : 0);
    Value value = register(s, bits(code, 4, 0), 8);
    Flags flags;
    Condition set;
    if (bit == 31 || bit == 63) {
      int size = bit == 31 ? 4 : 8;
      flags = Flags.ofResult(Arithmetic.truncate(value, size), size);
      set = Condition.NEGATIVE;
    } else {
      flags = Flags.ofResult(Arithmetic.and(value, new Known(1L << bit), 8), 8);
      set = Condition.NOT_EQUAL;
    }
    boolean wantSet = bits(code, 24, 24) != 0;
    tracer.decisions.branch(s, flags, wantSet ? set : set.negated(), s.pc + nearer(code), next);
  }

  private void indirect(State s, int code, long next) {
    int kind = bits(code, 24, 21) & 0b0111;
    Value target = register(s, bits(code, 9, 5), 8);
    switch (kind) {
      case 0 -> tracer.calls.jump(s, target);
      case 1 -> {
        if (isDescriptor(s, code, target)) {
          s.registers[0] = threadOffset(s.registers[0]);
          s.pc = next;
        } else {
          tracer.calls.call(s, target, next);
        }
      }
      case 2 -> tracer.returnBy(s, bits(code, 11, 10) == 0 ? target : link(s), stackPointer(s));
      default -> s.lost = true;
    }
  }

  private static Value link(State s) {
    return s.registers[LINK];
  }

  /**
   * Whether a call is the one that thread-local variables are found with: x0 points to a descriptor
   * which only the dynamic linker fills, and x1 was loaded from it. It changes x0 only.
   */
  private boolean isDescriptor(State s, int code, Value target) {
    return bits(code, 9, 5) == 1
        && target instanceof Value.Unknown
        && s.registers[0] instanceof Known(long descriptor)
        && tracer.image.memory().read(descriptor, 16).isPresent()
        && tracer.accesses.load(s, s.registers[0], 8) instanceof Value.Unknown;
  }

  private static Value threadOffset(Value descriptor) {
    return descriptor instanceof Known(long address)
        ? new Known(0x1000 + (address & 0xff_ffff) * 64)
        : UNKNOWN;
  }

  private static boolean trap(State s, int code) {
    int kind = bits(code, 23, 21);
    if (kind == 1 || kind == 2) {
      s.finish(Path.End.NO_RETURN, UNKNOWN);
      return true;
    }
    if (kind == 0) {
      s.registers[0] = UNKNOWN;
      s.complete = false;
      return false;
    }
    s.lost = true;
    return true;
  }

  /** Hints and barriers change nothing; system registers are read as unknown, but for one. */
  private static void system(State s, int code) {
    if (bits(code, 31, 20) == 0xd53) {
      boolean threadPointer = bits(code, 19, 5) == 0b1011_1101_0000_010;
      set(s, bits(code, 4, 0), 8, threadPointer ? new Known(Regions.THREAD_POINTER) : UNKNOWN);
    }
  }

  @Override
  public Optional<Flow> flow(long address) {
    return fetch(address).map(code -> flow(code, address));
  }

  private static Flow flow(int code, long address) {
    long next = address + 4;
    if (bits(code, 30, 26) == 0b00101) {
      long target = address + ((long) code << 38 >> 36);
      return new Flow(code < 0 ? Kind.CALL : Kind.JUMP, target, next);
    }
    if (bits(code, 30, 25) == 0b011010 || bits(code, 31, 25) == 0b0101010) {
      return new Flow(Kind.BRANCH, address + near(code), next);
    }
    if (bits(code, 30, 25) == 0b011011) {
      return new Flow(Kind.BRANCH, address + nearer(code), next);
    }
    if (bits(code, 31, 25) == 0b1101011) {
      boolean call = (bits(code, 24, 21) & 7) == 1;
      return new Flow(call ? Kind.NEXT : Kind.AWAY, 0, next);
    }
    int kind = bits(code, 23, 21);
    boolean trap = bits(code, 31, 24) == 0xd4 && (kind == 1 || kind == 2);
    return new Flow(trap || code >>> 16 == 0 ? Kind.STOP : Kind.NEXT, 0, next);
  }

  @Override
  public int registerCount() {
    return 32;
  }

  @Override
  public Value argument(State s, int index) {
    return s.registers[index];
  }

  @Override
  public void pass(State s, int index, Value value) {
    s.registers[index] = value;
  }

  @Override
  public void begin(State s) {
    if (windows) {
      s.registers[PLATFORM] = new Known(Regions.THREAD_POINTER);
    }
  }

  @Override
  public int resultRegister() {
    return 0;
  }

  @Override
  public int stackRegister() {
    return SP;
  }

  @Override
  public boolean isPreserved(int register) {
    return (register >= 19 && register <= 29) || (windows && register == PLATFORM);
  }

  @Override
  public void clobber(State s) {
    Arrays.fill(s.registers, 0, windows ? PLATFORM : PLATFORM + 1, UNKNOWN);
    for (int i = 0; i < 32; i++) {
      boolean half = i >= 8 && i < 16;
      int start = i * State.LANES;
      Arrays.fill(s.vectors, half ? start + 1 : start, start + State.LANES, UNKNOWN);
    }
    s.flags = Flags.nothing();
  }

  @Override
  public void enter(State s, long returnAddress) {
    s.registers[LINK] = new Known(returnAddress);
  }

  @Override
  public void leave(State s) {
    tracer.returnBy(s, link(s), stackPointer(s));
  }
}
