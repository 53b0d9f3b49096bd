package io.abiwarden.core.image;

/** The processors of PE files ({@code IMAGE_FILE_MACHINE_…}). */
final class PeMachine {

  private static final int I386 = 0x14c;
  private static final int ARM = 0x1c0;
  private static final int THUMB = 0x1c2;
  private static final int ARM_NT = 0x1c4;
  private static final int RISCV64 = 0x5064;
  private static final int LOONGARCH64 = 0x6264;
  private static final int AMD64 = 0x8664;
  private static final int ARM64EC = 0xa641;
  private static final int ARM64X = 0xa64e;
  private static final int ARM64 = 0xaa64;

  private PeMachine() {}

  /**
   * The processor of a machine number.
   *
   * @param hybrid whether the file has a map of code for two processors: one that says it is for
   *     x86-64 holds AArch64 code that only works in emulated processes (ARM64EC), one that says it
   *     is for AArch64 is a native library as well (ARM64X)
   */
  static Architecture of(int machine, boolean hybrid) {
    return switch (machine) {
      case AMD64 -> hybrid ? Architecture.ARM64EC : Architecture.X86_64;
      case ARM64EC -> Architecture.ARM64EC;
      case ARM64, ARM64X -> Architecture.AARCH64;
      case I386 -> Architecture.I686;
      case ARM, THUMB, ARM_NT -> Architecture.ARMV7L;
      case RISCV64 -> Architecture.RISCV64;
      case LOONGARCH64 -> Architecture.LOONGARCH64;
      default -> Architecture.OTHER;
    };
  }
}
