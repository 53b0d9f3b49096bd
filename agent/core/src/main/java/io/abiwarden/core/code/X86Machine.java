package io.abiwarden.core.code;

import static io.abiwarden.core.code.X86Operands.RSP;

import io.abiwarden.core.code.Flow.Kind;
import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.memory.Word;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** x86-64 with one of its calling conventions. */
final class X86Machine implements Machine {

  private static final int LONGEST = 15;
  private static final int MOST_CACHED = 50_000;

  private final Tracer tracer;
  private final X86Convention convention;
  private final X86Operands operands;
  private final X86OneByte oneByte;
  private final X86TwoByte twoByte;
  private final X86Vector vector;
  private final Map<Long, Optional<X86Instruction>> decoded = new HashMap<>();

  X86Machine(Tracer tracer, X86Convention convention) {
    this.tracer = tracer;
    this.convention = convention;
    this.operands = new X86Operands(tracer.accesses, convention.threadSegment());
    this.oneByte = new X86OneByte(tracer, operands);
    this.vector = new X86Vector(tracer.accesses, operands);
    this.twoByte = new X86TwoByte(tracer, operands, vector);
  }

  @Override
  public void step(State s) {
    Optional<X86Instruction> found = decode(s.pc);
    if (found.isEmpty()) {
      s.lost = true;
      return;
    }
    X86Instruction i = found.get();
    boolean jumped =
        switch (i.encoding()) {
          case LEGACY ->
              switch (i.map()) {
                case 0 -> oneByte.step(s, i);
                case 1 -> twoByte.step(s, i);
                default -> {
                  vector.step(s, i);
                  yield false;
                }
              };
          case VEX, EVEX -> {
            vector.step(s, i);
            yield false;
          }
        };
    if (!jumped) {
      s.pc += i.length();
    }
  }

  private Optional<X86Instruction> decode(long address) {
    Optional<X86Instruction> known = decoded.get(address);
    if (known != null) {
      return known;
    }
    Optional<byte[]> code = Optional.empty();
    for (int size = LONGEST; size > 0 && code.isEmpty(); size--) {
      code = tracer.image.memory().read(address, size);
    }
    Optional<X86Instruction> instruction = code.flatMap(X86Decoder::decode);
    if (decoded.size() < MOST_CACHED) {
      decoded.put(address, instruction);
    }
    return instruction;
  }

  @Override
  public Optional<Flow> flow(long address) {
    return decode(address).map(i -> flow(i, address + i.length()));
  }

  private Flow flow(X86Instruction i, long next) {
    int opcode = i.opcode();
    long target = next + i.immediate();
    if (i.encoding() != X86Instruction.Encoding.LEGACY || i.map() > 1) {
      return new Flow(Kind.NEXT, 0, next);
    }
    if (i.map() == 1) {
      Kind kind =
          opcode >= 0x80 && opcode <= 0x8f
              ? Kind.BRANCH
              : opcode == 0x0b || opcode == 0xb9 || opcode == 0xff ? Kind.STOP : Kind.NEXT;
      return new Flow(kind, target, next);
    }
    boolean isBranch = (opcode >= 0x70 && opcode <= 0x7f) || (opcode >= 0xe0 && opcode <= 0xe3);
    Kind kind =
        switch (opcode) {
          case 0xc2, 0xc3 -> Kind.AWAY;
          case 0xe8 -> Kind.CALL;
          case 0xe9, 0xeb -> Kind.JUMP;
          case 0xcc, 0xcd, 0xf1, 0xf4 -> Kind.STOP;
          case 0xff -> i.extension() == 2 ? throughWord(i, next) : otherwise(i, next);
          default -> isBranch ? Kind.BRANCH : Kind.NEXT;
        };
    return new Flow(kind, target, next);
  }

  /** A call through a word of the GOT. */
  private Kind throughWord(X86Instruction i, long next) {
    boolean stops =
        !i.isRegister()
            && i.memory().base() == X86Instruction.Memory.NEXT
            && tracer.image.memory().word(next + i.memory().displacement())
                instanceof Word.Import(String symbol, long addend)
            && KnownFunctions.neverReturns(symbol);
    return stops ? Kind.STOP : Kind.NEXT;
  }

  private Kind otherwise(X86Instruction i, long next) {
    if (i.extension() != 4) {
      return Kind.NEXT;
    }
    return throughWord(i, next) == Kind.STOP ? Kind.STOP : Kind.AWAY;
  }

  @Override
  public int registerCount() {
    return 16;
  }

  @Override
  public Value argument(State s, int index) {
    List<Integer> registers = convention.arguments();
    // On the stack lies what looks like arguments of functions that have none there.
    return index < registers.size() ? s.registers[registers.get(index)] : Arithmetic.UNKNOWN;
  }

  @Override
  public void pass(State s, int index, Value value) {
    s.registers[convention.arguments().get(index)] = value;
  }

  @Override
  public int resultRegister() {
    return X86Operands.RAX;
  }

  @Override
  public int stackRegister() {
    return RSP;
  }

  @Override
  public boolean isPreserved(int register) {
    return convention.preserves(register);
  }

  @Override
  public void clobber(State s) {
    for (int i = 0; i < 16; i++) {
      if (!isPreserved(i) && i != RSP) {
        s.registers[i] = Arithmetic.UNKNOWN;
      }
    }
    for (int i = 0; i < s.vectors.length / State.LANES; i++) {
      int start = i * State.LANES;
      int kept = convention.preservesVector(i) ? 2 : 0;
      Arrays.fill(s.vectors, start + kept, start + State.LANES, Arithmetic.UNKNOWN);
    }
    s.flags = Flags.nothing();
  }

  @Override
  public void enter(State s, long returnAddress) {
    operands.push(s, new Known(returnAddress), 8);
  }

  @Override
  public void leave(State s) {
    Value target = tracer.accesses.load(s, s.registers[RSP], 8);
    tracer.returnBy(s, target, stackPointer(s) + 8);
  }
}
