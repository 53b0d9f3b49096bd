package io.abiwarden.core.code;

/**
 * A decoded x86-64 instruction.
 *
 * @param length in bytes, 1 to 15
 * @param map the opcode map: 0 one-byte opcodes, 1 {@code 0F}, 2 {@code 0F38}, 3 {@code 0F3A}
 * @param opcode its opcode in that map
 * @param encoding how it is prefixed
 * @param prefix the mandatory prefix: 0, 0x66, 0xF3 or 0xF2
 * @param small whether the prefix 66 is there, mandatory or not
 * @param wide whether REX.W or its VEX and EVEX likeness is set
 * @param rex whether a REX prefix is there, so that the byte registers 4 to 7 are the low ones
 * @param addressSize 8, or 4 with the prefix 67
 * @param segment 0, or 0x64 (fs) or 0x65 (gs)
 * @param vectorSize 16, 32 or 64: what a vector instruction works on
 * @param masked whether EVEX masks part of the result
 * @param operand the additional register of VEX and EVEX
 * @param mod the form of the operand {@code rm}: 3 for a register, or -1 without ModRM
 * @param reg the register operand, REX.R and EVEX.R' included
 * @param rm the register operand if mod is 3
 * @param memory the memory operand if mod is 0 to 2
 * @param immediate sign-extended
 */
record X86Instruction(
    int length,
    int map,
    int opcode,
    Encoding encoding,
    int prefix,
    boolean small,
    boolean wide,
    boolean rex,
    int addressSize,
    int segment,
    int vectorSize,
    boolean masked,
    int operand,
    int mod,
    int reg,
    int rm,
    Memory memory,
    long immediate) {

  /** How an instruction is encoded. */
  enum Encoding {
    LEGACY,
    VEX,
    EVEX
  }

  /**
   * A memory operand.
   *
   * @param base a register, {@link #NONE} or {@link #NEXT}
   * @param index a register or {@link #NONE}
   * @param scale 1, 2, 4 or 8
   * @param displacement what is added
   * @param certain whether the displacement is known: EVEX scales it by what the instruction does
   */
  record Memory(int base, int index, int scale, long displacement, boolean certain) {

    static final int NONE = -1;

    /** Relative to the next instruction. */
    static final int NEXT = -2;

    static final Memory NOTHING = new Memory(NONE, NONE, 1, 0, false);
  }

  boolean isRegister() {
    return mod == 3;
  }

  /** The size of an operand that is not a byte. */
  int size() {
    if (wide) {
      return 8;
    }
    return small ? 2 : 4;
  }

  /** The three bits of ModRM that extend the opcode of some instructions. */
  int extension() {
    return reg & 7;
  }
}
