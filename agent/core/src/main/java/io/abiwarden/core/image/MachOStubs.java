package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOSegment.Section;
import io.abiwarden.core.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the words that the stubs of a Mach-O file jump through: by their code, and where that is
 * not understood by the symbols that stubs and words have in the indirect symbol table.
 */
final class MachOStubs {

  private static final int NOP = 0xd503201f;
  private static final int LONGEST = 16;

  /** The words of one section's stubs; 0 where none is known. */
  private static final class Known {
    private final Section section;
    private final long[] words;

    Known(Section section, long[] words) {
      this.section = section;
      this.words = words;
    }
  }

  private final Architecture architecture;
  private final List<Known> known;

  private MachOStubs(Architecture architecture, List<Known> known) {
    this.architecture = architecture;
    this.known = known;
  }

  static MachOStubs read(MachOHeader header, MachOCommands commands, MachOSymbols symbols) {
    Map<Integer, Long> words = new HashMap<>();
    long left = symbols.indirectCount();
    for (Section section : commands.sections()) {
      if (section.type() == Section.NON_LAZY_POINTERS || section.type() == Section.LAZY_POINTERS) {
        long count = Math.min(Long.divideUnsigned(section.size(), header.word()), left);
        left -= count;
        for (long i = 0; i < count; i++) {
          int symbol = symbols.indirect(section.indirectStart() + i);
          if (symbol >= 0) {
            words.putIfAbsent(symbol, section.address() + i * header.word());
          }
        }
      }
    }
    left = symbols.indirectCount();
    List<Known> known = new ArrayList<>();
    for (Section section : commands.sections()) {
      if (section.type() == Section.STUBS && section.stubSize() != 0) {
        long count = Math.min(Long.divideUnsigned(section.size(), section.stubSize()), left);
        left -= count;
        long[] found = new long[(int) count];
        for (int i = 0; i < count; i++) {
          found[i] = words.getOrDefault(symbols.indirect(section.indirectStart() + i), 0L);
        }
        known.add(new Known(section, found));
      }
    }
    return new MachOStubs(header.architecture(), List.copyOf(known));
  }

  /** The address of the word that the stub at an address jumps through, if there is one. */
  OptionalLong target(Memory memory, long address) {
    OptionalLong byCode =
        switch (architecture) {
          case X86_64 -> PltStubs.target(architecture, memory, new long[0], address);
          case AARCH64 -> arm64(memory, address);
          case I686 -> i386(memory, address);
          default -> OptionalLong.empty();
        };
    return byCode.isPresent() ? byCode : bySymbol(address);
  }

  private OptionalLong bySymbol(long address) {
    for (Known stubs : known) {
      if (stubs.section.contains(address)) {
        long into = address - stubs.section.address();
        long index = Long.divideUnsigned(into, stubs.section.stubSize());
        boolean start = Long.remainderUnsigned(into, stubs.section.stubSize()) == 0;
        if (start && index < stubs.words.length && stubs.words[(int) index] != 0) {
          return OptionalLong.of(stubs.words[(int) index]);
        }
      }
    }
    return OptionalLong.empty();
  }

  /** {@code jmp *word} with the word's address as it is linked. */
  private static OptionalLong i386(Memory memory, long address) {
    return memory
        .read(address, 6)
        .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN))
        .filter(code -> code.getShort(0) == 0x25ff)
        .map(code -> OptionalLong.of(Integer.toUnsignedLong(code.getInt(2))))
        .orElse(OptionalLong.empty());
  }

  /**
   * The address of a word in one register, the word in another, and a jump there: {@code adrp, ldr,
   * br}; {@code adrp, add, ldr, braa}; {@code [nop,] ldr literal, br}.
   */
  private static OptionalLong arm64(Memory memory, long address) {
    int[] code = new int[LONGEST / 4];
    for (int i = 0; i < code.length; i++) {
      int at = i;
      memory
          .read(address + 4L * i, 4)
          .ifPresent(b -> code[at] = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }
    int at = code[0] == NOP ? 1 : 0;
    if ((code[at] & 0xff00_0000) == 0x5800_0000) { // ldr register, literal
      long distance = (long) (code[at] << 8 >> 13) << 2;
      return jumps(code[at + 1], code[at] & 31)
          ? OptionalLong.of(address + 4L * at + distance)
          : OptionalLong.empty();
    }
    if ((code[0] & 0x9f00_0000) != 0x9000_0000) { // adrp
      return OptionalLong.empty();
    }
    int register = code[0] & 31;
    long pages = (long) (code[0] << 8 >> 13) << 2 | (code[0] >>> 29 & 3);
    long word = (address & -4096L) + (pages << 12);
    at = 1;
    if ((code[1] & 0xffc0_0000) == 0x9100_0000 && (code[1] >>> 5 & 31) == register) { // add
      word += code[1] >>> 10 & 0xfff;
      register = code[1] & 31;
      at = 2;
    }
    boolean loads =
        (code[at] & 0xffc0_0000) == 0xf940_0000 && (code[at] >>> 5 & 31) == register; // ldr
    return loads && jumps(code[at + 1], code[at] & 31)
        ? OptionalLong.of(word + (code[at] >>> 10 & 0xfff) * 8L)
        : OptionalLong.empty();
  }

  /** Whether an instruction is {@code br}, {@code braa}, {@code brab} or their like. */
  private static boolean jumps(int code, int register) {
    boolean plain = (code & 0xffff_fc1f) == 0xd61f_0000;
    boolean authenticates = (code & 0xfeff_f800) == 0xd61f_0800;
    return (plain || authenticates) && (code >>> 5 & 31) == register;
  }
}
