package io.abiwarden.core.image;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteOrder;
import java.util.List;

/**
 * What differs by processor: the numbers of the relocations that a shared library's data is made
 * of. From each processor's ELF supplement (binutils {@code include/elf/*.h}).
 *
 * @param number {@code e_machine}
 * @param width the word size
 * @param order the byte order
 * @param architecture the processor as platform tags know it
 * @param relative base + addend; -1 where {@code absolute} without a symbol does it
 * @param absolute symbol + addend, one word
 * @param globalData the address of a symbol, for the GOT; -1 where {@code absolute} does it
 * @param jumpSlot the address of a function, for the PLT
 * @param wideHash whether entries of {@code DT_HASH} have 8 bytes
 */
record ElfMachine(
    int number,
    ElfWidth width,
    ByteOrder order,
    Architecture architecture,
    int relative,
    int absolute,
    int globalData,
    int jumpSlot,
    boolean wideHash) {

  private static final int NONE = -1;
  private static final int PPC64 = 21;
  private static final int ARM = 40;

  /** {@code EF_ARM_ABI_FLOAT_HARD}: floating-point arguments go in floating-point registers. */
  private static final int ARM_HARD_FLOAT = 0x400;

  /** The part of the flags that says which ABI a 64-bit PowerPC file follows; 2 is the newer. */
  private static final int PPC64_ABI = 3;

  private static final List<ElfMachine> ALL =
      List.of(
          row32(3, LITTLE_ENDIAN, Architecture.I686, 8, 1, 6, 7),
          row32(ARM, LITTLE_ENDIAN, Architecture.ARMV7L, 23, 2, 21, 22),
          row32(20, BIG_ENDIAN, Architecture.PPC, 22, 1, 20, 21),
          row32(8, BIG_ENDIAN, Architecture.OTHER, NONE, 3, NONE, 127),
          row32(8, LITTLE_ENDIAN, Architecture.OTHER, NONE, 3, NONE, 127),
          row32(243, LITTLE_ENDIAN, Architecture.OTHER, 3, 1, NONE, 5),
          row64(62, LITTLE_ENDIAN, Architecture.X86_64, 8, 1, 6, 7),
          row64(183, LITTLE_ENDIAN, Architecture.AARCH64, 1027, 257, 1025, 1026),
          row64(PPC64, LITTLE_ENDIAN, Architecture.PPC64LE, 22, 38, 20, 21),
          row64(PPC64, BIG_ENDIAN, Architecture.PPC64, 22, 38, 20, 21),
          new ElfMachine(
              22, ElfWidth.BITS_64, BIG_ENDIAN, Architecture.S390X, 12, 22, 10, 11, true),
          row64(243, LITTLE_ENDIAN, Architecture.RISCV64, 3, 2, NONE, 5),
          row64(258, LITTLE_ENDIAN, Architecture.LOONGARCH64, 3, 2, NONE, 5));

  private static ElfMachine row32(
      int number, ByteOrder order, Architecture architecture, int... relocations) {
    return row(number, ElfWidth.BITS_32, order, architecture, relocations);
  }

  private static ElfMachine row64(
      int number, ByteOrder order, Architecture architecture, int... relocations) {
    return row(number, ElfWidth.BITS_64, order, architecture, relocations);
  }

  private static ElfMachine row(
      int number, ElfWidth width, ByteOrder order, Architecture architecture, int... relocations) {
    return new ElfMachine(
        number,
        width,
        order,
        architecture,
        relocations[0],
        relocations[1],
        relocations[2],
        relocations[3],
        false);
  }

  /** The row of a file; of one that is not listed, relocations stay unknown. */
  static ElfMachine of(ElfHeader header) {
    return ALL.stream()
        .filter(row -> row.number == header.machine())
        .filter(row -> row.width == header.width() && row.order.equals(header.order()))
        .findFirst()
        .orElseGet(
            () ->
                row(
                    header.machine(),
                    header.width(),
                    header.order(),
                    Architecture.OTHER,
                    NONE,
                    NONE,
                    NONE,
                    NONE));
  }

  /** The processor of a file, its flags looked at. */
  static Architecture architecture(ElfHeader header) {
    return header.machine() == ARM && (header.flags() & ARM_HARD_FLOAT) == 0
        ? Architecture.ARM
        : of(header).architecture();
  }

  /**
   * Whether a function's address is that of a descriptor in the data, whose first word points to
   * the code: so in the older ABI of 64-bit PowerPC, which big-endian files follow.
   */
  static boolean hasFunctionDescriptors(ElfHeader header) {
    return header.machine() == PPC64
        && header.order().equals(BIG_ENDIAN)
        && (header.flags() & PPC64_ABI) != 2;
  }
}
