package io.abiwarden.core.image;

/** The processors of Mach-O files ({@code mach/machine.h}). */
final class MachOProcessor {

  /** The part of a variant that is not a flag of what the file uses. */
  static final int VARIANT = 0x00ff_ffff;

  private static final int WIDE = 0x0100_0000;
  private static final int X86 = 7;
  private static final int ARM = 12;
  private static final int POWERPC = 18;
  private static final int HASWELL = 8;
  private static final int AUTHENTICATING = 2;

  private MachOProcessor() {}

  static Architecture architecture(int processor) {
    return switch (processor) {
      case X86 -> Architecture.I686;
      case X86 | WIDE -> Architecture.X86_64;
      case ARM -> Architecture.ARMV7L;
      case ARM | WIDE -> Architecture.AARCH64;
      case POWERPC -> Architecture.PPC;
      case POWERPC | WIDE -> Architecture.PPC64;
      default -> Architecture.OTHER;
    };
  }

  /** The name as Apple's tools spell it. */
  static String name(int processor, int variant) {
    return switch (processor) {
      case X86 -> "i386";
      case X86 | WIDE -> (variant & VARIANT) == HASWELL ? "x86_64h" : "x86_64";
      case ARM -> "arm";
      case ARM | WIDE -> (variant & VARIANT) == AUTHENTICATING ? "arm64e" : "arm64";
      case POWERPC -> "ppc";
      case POWERPC | WIDE -> "ppc64";
      default -> "0x%x".formatted(processor);
    };
  }
}
