package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOCommands.Table;
import io.abiwarden.core.image.MachOSegment.Section;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.OptionalLong;

/**
 * Applies the relocations of files from before Mac OS X 10.6 ({@code mach-o/reloc.h}), and fills
 * the pointers that only the indirect symbol table describes.
 */
final class MachORelocations {

  private static final int ENTRY = 8;
  private static final int SCATTERED = 0x8000_0000;
  private static final int VANILLA = 0;
  private static final int WORD_64 = 3;
  private static final int WORD_32 = 2;

  private static final String WHAT = "relocations";

  private final FileBytes file;
  private final MachOHeader header;
  private final MachOCommands commands;
  private final MachOSymbols symbols;
  private final MachOWords words;

  MachORelocations(
      FileBytes file,
      MachOHeader header,
      MachOCommands commands,
      MachOSymbols symbols,
      MachOWords words) {
    this.file = file;
    this.header = header;
    this.commands = commands;
    this.symbols = symbols;
    this.words = words;
  }

  void run() throws ImageFormatException {
    apply(commands.table(Table.LOCAL_RELOCATIONS), false);
    apply(commands.table(Table.EXTERNAL_RELOCATIONS), true);
    long left = symbols.indirectCount();
    for (Section section : commands.sections()) {
      if (section.type() == Section.NON_LAZY_POINTERS || section.type() == Section.LAZY_POINTERS) {
        long count = Math.min(Long.divideUnsigned(section.size(), words.size()), left);
        left -= count;
        for (long i = 0; i < count; i++) {
          int symbol = symbols.indirect(section.indirectStart() + i);
          if (symbol >= 0) {
            bind(section.address() + i * words.size(), symbol, 0);
          }
        }
      }
    }
  }

  /** From where the entries count their addresses (dyld's {@code getRelocBase}). */
  private long origin() {
    boolean writableOnly = header.wide() || header.splitSegments();
    for (MachOSegment segment : commands.segments()) {
      if (segment.isMapped() && (!writableOnly || segment.memory().writable())) {
        return segment.memory().address();
      }
    }
    return commands.base();
  }

  private void apply(FileRange range, boolean external) throws ImageFormatException {
    long origin = origin();
    for (int at = 0; at + ENTRY <= range.size(); at += ENTRY) {
      int first = file.buffer().getInt(range.offset() + at);
      int second = file.buffer().getInt(range.offset() + at + 4);
      boolean scattered = !header.wide() && (first & SCATTERED) != 0;
      int bits = scattered ? scatteredBits(first) : bits(second);
      long address =
          origin + (scattered ? first & 0xff_ffff : header.wide() ? first & 0xffff_ffffL : first);
      boolean pointer =
          (bits >>> 5 & 3) == (header.wide() ? WORD_64 : WORD_32)
              && (bits & 0xf) == VANILLA
              && (bits & 0x80) == 0;
      MachOSegment segment = holder(address);
      if (!pointer) {
        // Code that is patched, as in the oldest files; what is read of it elsewhere is data.
        words.unknown(address);
      } else if (external && !scattered) {
        bind(address, symbol(second), words.stored(segment, address));
      } else {
        words.value(address, words.stored(segment, address));
      }
    }
  }

  /** Relative to the program counter (0x80), size (0x60), external (0x10), type. */
  private int bits(int second) {
    if (!symbols.isLittleEndian()) {
      return second & 0xff;
    }
    int high = second >>> 24;
    return (high & 1) << 7 | (high >>> 1 & 3) << 5 | (high >>> 3 & 1) << 4 | (high >>> 4 & 0xf);
  }

  private static int scatteredBits(int first) {
    return (first >>> 30 & 1) << 7 | (first >>> 28 & 3) << 5 | (first >>> 24 & 0xf);
  }

  private int symbol(int second) throws ImageFormatException {
    int index = symbols.isLittleEndian() ? second & 0xff_ffff : second >>> 8;
    if (index >= symbols.count()) {
      throw new ImageFormatException(
          "%s: symbol %d is wanted of %d".formatted(WHAT, index, symbols.count()));
    }
    return index;
  }

  private MachOSegment holder(long address) throws ImageFormatException {
    for (MachOSegment segment : commands.segments()) {
      if (segment.isMapped() && segment.memory().contains(address)) {
        words.require(segment, address, WHAT);
        return segment;
      }
    }
    throw new ImageFormatException("%s: address 0x%x lies in no segment".formatted(WHAT, address));
  }

  private void bind(long address, int symbol, long addend) throws ImageFormatException {
    holder(address);
    if (symbols.isNeeded(symbol)) {
      int library = header.twoLevel() ? symbols.library(symbol) : MachOImports.FLAT;
      int number =
          words.imports().add(symbols.name(symbol), library, symbols.isWeakReference(symbol));
      words.bind(address, number, words.imports().own(number, library), addend);
    } else {
      words.bind(address, symbol, OptionalLong.of(symbols.value(symbol)), addend);
    }
  }
}
