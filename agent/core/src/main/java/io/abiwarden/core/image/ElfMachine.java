package io.abiwarden.core.image;

import java.util.Map;

/**
 * What differs by processor: the numbers of the relocations that a shared library's data is made
 * of. From each processor's ELF supplement (binutils {@code include/elf/*.h}).
 *
 * @param architecture the processor
 * @param relative base + addend
 * @param absolute symbol + addend, 64 bits
 * @param globalData the address of a symbol, for the GOT; -1 where {@code absolute} does it
 * @param jumpSlot the address of a function, for the PLT
 */
record ElfMachine(
    Architecture architecture, int relative, int absolute, int globalData, int jumpSlot) {

  private static final int NONE = -1;

  private static final Map<Integer, ElfMachine> BY_NUMBER =
      Map.ofEntries(
          Map.entry(3, unread(Architecture.I686)),
          Map.entry(21, new ElfMachine(Architecture.PPC64LE, 22, 38, 20, 21)),
          Map.entry(22, unread(Architecture.S390X)),
          Map.entry(40, unread(Architecture.ARMV7L)),
          Map.entry(62, new ElfMachine(Architecture.X86_64, 8, 1, 6, 7)),
          Map.entry(183, new ElfMachine(Architecture.AARCH64, 1027, 257, 1025, 1026)),
          Map.entry(243, new ElfMachine(Architecture.RISCV64, 3, 2, NONE, 5)),
          Map.entry(258, new ElfMachine(Architecture.LOONGARCH64, 3, 2, NONE, 5)));

  /** The row of an {@code e_machine}; of any other, relocations stay unknown. */
  static ElfMachine of(int number) {
    return BY_NUMBER.getOrDefault(number, unread(Architecture.OTHER));
  }

  private static ElfMachine unread(Architecture architecture) {
    return new ElfMachine(architecture, NONE, NONE, NONE, NONE);
  }
}
