package io.abiwarden.core.code;

import static io.abiwarden.core.code.Arithmetic.UNKNOWN;

import io.abiwarden.core.code.Value.Known;
import io.abiwarden.core.code.X86Instruction.Encoding;

/** Instructions that move whole words between vector registers. */
final class X86Shuffles {

  private static final int SMALL = 0x66;

  private final X86VectorRegisters registers;

  X86Shuffles(X86VectorRegisters registers) {
    this.registers = registers;
  }

  /** Two halves of 4 bytes as one word. */
  static Value pair(Value low, Value high) {
    if (low instanceof Known(long a) && high instanceof Known(long b)) {
      return Arithmetic.known((a & 0xffff_ffffL) | b << 32);
    }
    return UNKNOWN;
  }

  static Value upper(Value word) {
    return word instanceof Known(long bits) ? Arithmetic.known(bits >>> 32) : UNKNOWN;
  }

  private static Value lower(Value word) {
    return Arithmetic.truncate(word, 4);
  }

  /** Follows an instruction of the map 0F; false if it is not understood. */
  boolean step(State s, X86Instruction i) {
    int lanes = i.vectorSize() / 8;
    if (i.encoding() == Encoding.LEGACY
        && i.prefix() == 0
        && i.opcode() > 0x60
        && i.opcode() != 0xc6) {
      return true; // MMX
    }
    int left = i.encoding() == Encoding.LEGACY ? i.reg() : i.operand();
    Value[] a = registers.read(s, left, lanes);
    Value[] b = i.opcode() == 0x73 ? registers.read(s, i.rm(), lanes) : registers.rm(s, i, lanes);
    Value[] result = new Value[lanes];
    for (int lane = 0; lane < lanes; lane += 2) {
      Value[] two = block(i, a, b, lane);
      if (two.length == 0) {
        return false;
      }
      result[lane] = two[0];
      result[lane + 1] = two[1];
    }
    if (i.opcode() == 0x73) {
      int target = i.encoding() == Encoding.LEGACY ? i.rm() : i.operand();
      registers.write(s, target, result, i);
    } else {
      registers.set(s, i, result);
    }
    return true;
  }

  /** What happens in a block of 16 bytes that starts at a part; empty if it is not understood. */
  private static Value[] block(X86Instruction i, Value[] a, Value[] b, int at) {
    boolean doubles = i.prefix() == SMALL;
    int order = (int) i.immediate() & 0xff;
    return switch (i.opcode()) {
      case 0x6c -> new Value[] {a[at], b[at]};
      case 0x6d -> new Value[] {a[at + 1], b[at + 1]};
      case 0x14 -> doubles ? new Value[] {a[at], b[at]} : unpack(a[at], b[at]);
      case 0x15 -> doubles ? new Value[] {a[at + 1], b[at + 1]} : unpack(a[at + 1], b[at + 1]);
      case 0x62 -> unpack(a[at], b[at]);
      case 0x70 -> doubles ? select(b, b, at, order) : new Value[0];
      case 0xc6 -> {
        if (!doubles) {
          yield select(a, b, at, order);
        }
        int bits = order >> at;
        yield new Value[] {a[at + (bits & 1)], b[at + (bits >> 1 & 1)]};
      }
      case 0x73 ->
          switch (i.extension()) {
            case 3 -> order == 8 ? new Value[] {b[at + 1], Arithmetic.ZERO} : new Value[0];
            case 7 -> order == 8 ? new Value[] {Arithmetic.ZERO, b[at]} : new Value[0];
            default -> new Value[0];
          };
      default -> new Value[0];
    };
  }

  private static Value[] unpack(Value a, Value b) {
    return new Value[] {pair(lower(a), lower(b)), pair(upper(a), upper(b))};
  }

  /** PSHUFD and SHUFPS: four parts of 4 bytes, two from each source. */
  private static Value[] select(Value[] a, Value[] b, int at, int order) {
    return new Value[] {
      word(a, at, order & 3, order >> 2 & 3), word(b, at, order >> 4 & 3, order >> 6 & 3)
    };
  }

  private static Value word(Value[] source, int at, int low, int high) {
    if ((low & 1) == 0 && high == low + 1) {
      return source[at + low / 2];
    }
    return pair(part(source[at + low / 2], low), part(source[at + high / 2], high));
  }

  private static Value part(Value word, int number) {
    return (number & 1) == 0 ? lower(word) : upper(word);
  }

  /** Follows an instruction of the map 0F3A; false if it is not understood. */
  boolean insert(State s, X86Instruction i, X86Operands operands) {
    int lanes = i.vectorSize() / 8;
    int select = (int) i.immediate() & 0xff;
    int left = i.encoding() == Encoding.LEGACY ? i.reg() : i.operand();
    Value[] a = registers.read(s, left, lanes);
    switch (i.opcode()) {
      case 0x22 -> {
        Value inserted = operands.rm(s, i, i.wide() ? 8 : 4);
        if (i.wide()) {
          a[select & 1] = inserted;
        } else {
          Value old = a[select >> 1 & 1];
          a[select >> 1 & 1] =
              (select & 1) == 0 ? pair(inserted, upper(old)) : pair(lower(old), inserted);
        }
        registers.set(s, i, a);
      }
      case 0x38, 0x18 -> {
        Value[] two = registers.rm(s, i, 2);
        int at = lanes == 8 ? (select & 3) * 2 : (select & 1) * 2;
        a[at] = two[0];
        a[at + 1] = two[1];
        registers.set(s, i, a);
      }
      case 0x39, 0x19 -> {
        int at = lanes == 8 ? (select & 3) * 2 : (select & 1) * 2;
        Value[] source = registers.read(s, i.reg(), lanes);
        registers.setRm(s, i, new Value[] {source[at], source[at + 1]});
      }
      case 0x00, 0x01 -> {
        Value[] b = registers.rm(s, i, lanes);
        Value[] result = new Value[lanes];
        for (int lane = 0; lane < lanes; lane++) {
          result[lane] = b[(lane & ~3) + (select >> (2 * (lane & 3)) & 3)];
        }
        registers.set(s, i, result);
      }
      case 0x06, 0x46 -> {
        Value[] b = registers.rm(s, i, 4);
        Value[] result = new Value[4];
        for (int half = 0; half < 2; half++) {
          int choice = select >> (4 * half);
          Value[] source = (choice & 2) == 0 ? a : b;
          for (int lane = 0; lane < 2; lane++) {
            result[2 * half + lane] =
                (choice & 8) != 0 ? Arithmetic.ZERO : source[(choice & 1) * 2 + lane];
          }
        }
        registers.set(s, i, result);
      }
      case 0x0f -> {
        Value[] b = registers.rm(s, i, lanes);
        if (select != 8) {
          return false;
        }
        for (int lane = 0; lane < lanes; lane += 2) {
          Value low = b[lane + 1];
          a[lane + 1] = a[lane];
          a[lane] = low;
        }
        registers.set(s, i, a);
      }
      case 0x02 -> {
        Value[] b = registers.rm(s, i, lanes);
        for (int lane = 0; lane < lanes; lane++) {
          Value low = (select >> (2 * lane) & 1) == 0 ? a[lane] : b[lane];
          Value high = (select >> (2 * lane + 1) & 1) == 0 ? a[lane] : b[lane];
          a[lane] = low.equals(high) ? low : pair(lower(low), upper(high));
        }
        registers.set(s, i, a);
      }
      default -> {
        if (select != 0xff && select != 0) {
          return false;
        }
        registers.fill(s, i, select == 0 ? Arithmetic.ZERO : new Known(-1));
      }
    }
    return true;
  }
}
