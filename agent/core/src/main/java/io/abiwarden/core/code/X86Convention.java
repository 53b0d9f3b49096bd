package io.abiwarden.core.code;

import static io.abiwarden.core.code.X86Operands.RBP;
import static io.abiwarden.core.code.X86Operands.RBX;
import static io.abiwarden.core.code.X86Operands.RCX;
import static io.abiwarden.core.code.X86Operands.RDI;
import static io.abiwarden.core.code.X86Operands.RDX;
import static io.abiwarden.core.code.X86Operands.RSI;

import java.util.List;

/**
 * How x86-64 code calls functions, and how it finds its thread's own data.
 *
 * @param arguments the registers of the first arguments
 * @param preserved the general registers that a function leaves as it found them, but for the stack
 *     pointer
 * @param preservedVectors the first of ten vector registers of which it leaves the lower 16 bytes;
 *     -1 if there are none
 * @param threadSegment the prefix of instructions that use the thread's own data
 */
record X86Convention(
    List<Integer> arguments, List<Integer> preserved, int preservedVectors, int threadSegment) {

  /** That of Linux, macOS and most others. */
  static final X86Convention SYSTEM_V =
      new X86Convention(
          List.of(RDI, RSI, RDX, RCX, 8, 9), List.of(RBX, RBP, 12, 13, 14, 15), -1, 0x64);

  /**
   * That of Windows: what is not in registers lies on the stack, behind room for those that are.
   */
  static final X86Convention WINDOWS =
      new X86Convention(
          List.of(RCX, RDX, 8, 9), List.of(RBX, RBP, RSI, RDI, 12, 13, 14, 15), 6, 0x65);

  /** Whether a function leaves a general register as it found it. */
  boolean preserves(int register) {
    return preserved.contains(register);
  }

  /** Whether a function leaves the lower 16 bytes of a vector register as it found them. */
  boolean preservesVector(int register) {
    return preservedVectors >= 0
        && register >= preservedVectors
        && register < preservedVectors + 10;
  }
}
