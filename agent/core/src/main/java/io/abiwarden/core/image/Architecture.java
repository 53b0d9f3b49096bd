package io.abiwarden.core.image;

/**
 * The processor an image is for. Names are those of Linux wheel platform tags ({@code
 * manylinux_2_28_aarch64}); macOS and Windows tags say {@code arm64} for {@link #AARCH64}.
 */
public enum Architecture {
  X86_64("x86_64"),
  AARCH64("aarch64"),
  I686("i686"),
  ARMV7L("armv7l"),
  PPC64LE("ppc64le"),
  PPC64("ppc64"),
  S390X("s390x"),
  RISCV64("riscv64"),
  LOONGARCH64("loongarch64"),
  /** Windows on Arm's code for emulated x86-64 processes. */
  ARM64EC("arm64ec"),
  PPC("ppc"),
  /** 32-bit ARM whose calls pass floating-point numbers in general registers. */
  ARM("arm"),
  /** Anything else. */
  OTHER("other");

  private final String tag;

  Architecture(String tag) {
    this.tag = tag;
  }

  /** The name as platform tags spell it. */
  public String tag() {
    return tag;
  }
}
