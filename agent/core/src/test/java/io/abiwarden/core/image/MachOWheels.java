package io.abiwarden.core.image;

import io.abiwarden.core.artifact.PinnedWheel;

/** Published wheels for macOS, small ones of different builders. */
public final class MachOWheels {

  /** Universal: opcodes for x86-64, chains for arm64; plain C, single-phase. */
  public static final PinnedWheel SIP =
      new PinnedWheel(
          "pyqt6-sip==13.13.0",
          "3.14",
          "cp314",
          "macosx_10_15_universal2",
          "10ed8841786fe1a26c72cef8de070a56a495388ab2938b8cffff87ac1a104044");

  private MachOWheels() {}
}
