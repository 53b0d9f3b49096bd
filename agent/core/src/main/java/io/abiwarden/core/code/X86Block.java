package io.abiwarden.core.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The instructions right before a call, found backwards.
 *
 * <p>Where instructions start cannot be told from behind. But wherever decoding starts, it soon
 * falls into step with the true instructions. So decoding starts at every byte, and the way into
 * the call on which the most starts meet is believed.
 *
 * @param instructions the instructions before the call, the last one first
 */
record X86Block(List<X86Instruction> instructions) {

  private static final int LONGEST = 15;
  private static final int MOST = 16;

  /** Whoever starts at the first byte of a segment is right. */
  private static final int CERTAIN = 1_000_000;

  /**
   * Finds the instructions before a call.
   *
   * @param code some code that ends with the call
   * @param starts whether the code's first byte is known to be the first of an instruction
   * @param length the call's length, without what may be a prefix of it
   */
  static X86Block before(byte[] code, boolean starts, int length) {
    int call = code.length - length;
    List<Optional<X86Instruction>> decoded = new ArrayList<>(call);
    int[] met = new int[code.length + LONGEST + 1];
    for (int at = 0; at <= call; at++) {
      Optional<X86Instruction> instruction =
          X86Decoder.decode(Arrays.copyOfRange(code, at, Math.min(at + LONGEST, code.length)));
      decoded.add(instruction);
      met[at] += at == 0 && starts ? CERTAIN : 1;
      int next = at + instruction.map(X86Instruction::length).orElse(0);
      if (next > at) {
        met[next] += met[at];
      }
    }
    List<X86Instruction> before = new ArrayList<>();
    int at = previous(decoded, met, code.length);
    while (at >= 0 && before.size() < MOST) {
      at = previous(decoded, met, at);
      if (at >= 0) {
        decoded.get(at).ifPresent(before::add);
      }
    }
    return new X86Block(List.copyOf(before));
  }

  /** Where the instruction that ends at an index starts; -1 if there is none. */
  private static int previous(List<Optional<X86Instruction>> decoded, int[] met, int end) {
    int best = -1;
    for (int at = Math.min(end, decoded.size()) - 1; at >= 0 && end - at <= LONGEST; at--) {
      int start = at;
      boolean ends = decoded.get(at).filter(i -> start + i.length() == end).isPresent();
      if (ends && (best < 0 || met[at] > met[best])) {
        best = at;
      }
    }
    return best;
  }

  /**
   * The constant that a register has at the call, if an instruction of the same basic block puts it
   * there and no later one may touch it.
   *
   * @param register 0 to 15
   */
  OptionalLong constant(int register) {
    for (int i = 0; i < instructions.size(); i++) {
      X86Instruction instruction = instructions.get(i);
      if (movesImmediate(instruction, register)) {
        return OptionalLong.of(instruction.immediate());
      }
      if (isPlain(instruction, 0x58, 0x5f) && instruction.reg() == register) {
        return i + 1 < instructions.size() ? pushed(instructions.get(i + 1)) : OptionalLong.empty();
      }
      if (mayChange(instruction, register)) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong pushed(X86Instruction i) {
    return !i.small() && (isPlain(i, 0x6a, 0x6a) || isPlain(i, 0x68, 0x68))
        ? OptionalLong.of(i.immediate())
        : OptionalLong.empty();
  }

  private static boolean movesImmediate(X86Instruction i, int register) {
    boolean shortForm = isPlain(i, 0xb8, 0xbf) && i.reg() == register;
    boolean longForm =
        isPlain(i, 0xc7, 0xc7) && i.isRegister() && i.extension() == 0 && i.rm() == register;
    return (shortForm || longForm) && !i.small();
  }

  private static boolean isPlain(X86Instruction i, int first, int last) {
    return i.encoding() == X86Instruction.Encoding.LEGACY
        && i.map() == 0
        && i.opcode() >= first
        && i.opcode() <= last;
  }

  /** Whether an instruction ends the block, or may change a register; rather too often. */
  private static boolean mayChange(X86Instruction i, int register) {
    return switch (i.map()) {
      case 0 -> changesUnnamed(i.opcode(), i.extension()) || mentions(i, register);
      case 1 -> !isHint(i.opcode()) && (endsOrChanges(i.opcode()) || mentions(i, register));
      default -> mentions(i, register);
    };
  }

  /** {@code endbr64}, {@code nop} of any length, and prefetching. */
  private static boolean isHint(int opcode) {
    return opcode == 0x0d || (opcode >= 0x18 && opcode <= 0x1f);
  }

  /** System instructions, conditional jumps, {@code cpuid} and {@code cmpxchg16b}. */
  private static boolean endsOrChanges(int opcode) {
    return opcode <= 0x0b
        || (opcode >= 0x30 && opcode <= 0x37)
        || (opcode >= 0x80 && opcode <= 0x8f)
        || opcode == 0xa2
        || opcode == 0xc7;
  }

  private static boolean mentions(X86Instruction i, int register) {
    boolean inOpcode = isPlain(i, 0x50, 0x5f) || isPlain(i, 0x90, 0x97) || isPlain(i, 0xb0, 0xbf);
    boolean asReg = i.mod() >= 0 || inOpcode;
    if ((asReg && i.reg() == register) || (i.isRegister() && i.rm() == register)) {
      return true;
    }
    // Without REX, the byte registers 4 to 7 are the second bytes of 0 to 3.
    boolean mayBeByte =
        !i.rex() && (i.map() == 1 || (i.opcode() & 1) == 0 || isPlain(i, 0xb0, 0xb7));
    return mayBeByte
        && ((asReg && i.reg() - 4 == register) || (i.isRegister() && i.rm() - 4 == register));
  }

  /** Jumps, calls, and what changes registers that it does not name. */
  private static boolean changesUnnamed(int opcode, int extension) {
    return switch (opcode) {
      case 0x99, 0xc2, 0xc3, 0xc8, 0xca, 0xcb, 0xcc, 0xcd, 0xcf, 0xf1, 0xf4 -> true;
      case 0x6c, 0x6d, 0x6e, 0x6f, 0xa4, 0xa5, 0xa6, 0xa7, 0xac, 0xad, 0xae, 0xaf -> true;
      case 0xf6, 0xf7 -> extension >= 4; // mul, div
      case 0xff -> extension >= 2 && extension <= 5; // calls, jumps
      default ->
          (opcode >= 0x70 && opcode <= 0x7f)
              || (opcode >= 0xe0 && opcode <= 0xe3)
              || opcode == 0xe8
              || opcode == 0xe9
              || opcode == 0xeb;
    };
  }
}
