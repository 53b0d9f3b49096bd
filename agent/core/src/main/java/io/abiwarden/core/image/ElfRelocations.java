package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Applies an ELF file's relocations on paper, in the dynamic linker's order: RELR, REL, RELA, then
 * the PLT's. The words it leaves out are those of thread-local storage and of kinds that are not
 * known; they are noted as written, but not with what.
 */
final class ElfRelocations {

  /** More than the largest known libraries have. */
  private static final int LIMIT = 4_000_000;

  private final FileBytes file;
  private final ElfProgram program;
  private final ElfDynamic dynamic;
  private final ElfSymbols symbols;
  private final ElfMachine machine;
  private final ElfWidth width;
  private final int word;
  private final BitSet jumpSlots = new BitSet();
  private final BitSet used = new BitSet();
  private LinkedWords.Builder words = new LinkedWords.Builder(0);
  private Segment last;
  private long[] pltOffsets = {};

  private ElfRelocations(
      FileBytes file,
      ElfProgram program,
      ElfDynamic dynamic,
      ElfSymbols symbols,
      ElfMachine machine) {
    this.file = file;
    this.program = program;
    this.dynamic = dynamic;
    this.symbols = symbols;
    this.machine = machine;
    this.width = program.width();
    this.word = width.word();
    this.last = program.segments().sorted().getFirst();
  }

  static ElfRelocations read(
      FileBytes file,
      ElfProgram program,
      ElfDynamic dynamic,
      ElfSymbols symbols,
      ElfMachine machine)
      throws ImageFormatException {
    ElfRelocations relocations = new ElfRelocations(file, program, dynamic, symbols, machine);
    relocations.apply();
    return relocations;
  }

  /** The words; names of imports are symbol indices. */
  LinkedWords.Builder words() {
    return words;
  }

  /** The symbols that the PLT calls. */
  BitSet jumpSlots() {
    return jumpSlots;
  }

  /** The symbols that some relocation uses. */
  BitSet used() {
    return used;
  }

  /** The addresses of the GOT's words, in the order of the PLT's relocations. */
  long[] pltOffsets() {
    return pltOffsets;
  }

  private void apply() throws ImageFormatException {
    int relSize = width.relocation(false);
    int relaSize = width.relocation(true);
    FileRange relr =
        table(ElfDynamic.RELR, ElfDynamic.RELRSZ, ElfDynamic.RELRENT, word, "RELR relocations");
    FileRange rel =
        table(ElfDynamic.REL, ElfDynamic.RELSZ, ElfDynamic.RELENT, relSize, "REL relocations");
    FileRange rela =
        table(ElfDynamic.RELA, ElfDynamic.RELASZ, ElfDynamic.RELAENT, relaSize, "RELA relocations");
    boolean pltIsRela = dynamic.valueOrZero(ElfDynamic.PLTREL) != ElfDynamic.REL;
    FileRange plt = sized(ElfDynamic.JMPREL, ElfDynamic.PLTRELSZ, "PLT relocations (DT_JMPREL)");
    int pltEntry = width.relocation(pltIsRela);

    long expected =
        relrCount(relr) + rel.size() / relSize + rela.size() / relaSize + plt.size() / pltEntry;
    if (expected > LIMIT) {
      throw new ImageFormatException(
          "relocations: %d of them, more than the limit of %d".formatted(expected, LIMIT));
    }
    words = new LinkedWords.Builder((int) expected);
    applyRelr(relr);
    applyEntries(rel, false);
    applyEntries(rela, true);
    applyEntries(plt, pltIsRela);
    pltOffsets = new long[plt.size() / pltEntry];
    for (int i = 0; i < pltOffsets.length; i++) {
      pltOffsets[i] = width.word(file.buffer(), plt.offset() + i * pltEntry);
    }
  }

  private FileRange table(long tag, long sizeTag, long entryTag, int entry, String what)
      throws ImageFormatException {
    dynamic.requireEntrySize(entryTag, entry, what);
    return sized(tag, sizeTag, what);
  }

  private FileRange sized(long tag, long sizeTag, String what) throws ImageFormatException {
    OptionalLong address = dynamic.value(tag);
    long size = dynamic.valueOrZero(sizeTag);
    return address.isEmpty() || size == 0
        ? new FileRange(0, 0)
        : program.table(address.getAsLong(), size, what);
  }

  private long relrCount(FileRange range) {
    ByteBuffer bytes = file.buffer();
    long count = 0;
    for (int at = 0; at + word <= range.size(); at += word) {
      long entry = width.word(bytes, range.offset() + at);
      count += (entry & 1) == 0 ? 1 : Long.bitCount(entry) - 1;
    }
    return count;
  }

  private void applyRelr(FileRange range) {
    ByteBuffer bytes = file.buffer();
    long next = 0;
    for (int at = 0; at + word <= range.size(); at += word) {
      long entry = width.word(bytes, range.offset() + at);
      if ((entry & 1) == 0) {
        relative(entry);
        next = entry + word;
      } else {
        for (long bits = entry >>> 1, where = next; bits != 0; bits >>>= 1, where += word) {
          if ((bits & 1) != 0) {
            relative(where);
          }
        }
        next += (8L * word - 1) * word;
      }
    }
  }

  private void relative(long address) {
    if (isLoaded(address)) {
      words.value(address, stored(address));
    }
  }

  private void applyEntries(FileRange range, boolean hasAddend) {
    ByteBuffer bytes = file.buffer();
    int size = width.relocation(hasAddend);
    for (int at = 0; at + size <= range.size(); at += size) {
      int entry = range.offset() + at;
      long address = width.word(bytes, entry);
      if (!isLoaded(address)) {
        // The dynamic linker would write outside of the image; nothing here can be told from it.
        continue;
      }
      long info = width.word(bytes, entry + word);
      int type = (int) (width.is64() ? info : info & 0xff);
      int symbol = (int) (width.is64() ? info >>> 32 : info >>> 8);
      long addend = hasAddend ? addend(bytes, entry + 2 * word) : stored(address);
      apply(type, address, symbol, addend);
    }
  }

  private long addend(ByteBuffer bytes, int at) {
    return width.is64() ? bytes.getLong(at) : bytes.getInt(at);
  }

  private void apply(int type, long address, int symbol, long addend) {
    if (type == 0) {
      return;
    }
    if (type == machine.relative()) {
      words.value(address, width.cut(addend));
      return;
    }
    boolean known = symbol >= 0 && symbol < symbols.available();
    if (known) {
      used.set(symbol);
    }
    if (type == machine.absolute()) {
      symbolic(address, symbol, known, addend);
    } else if (type == machine.globalData()) {
      // x86-64 ignores the addend here, and no linker writes one on the others.
      symbolic(address, symbol, known, 0);
    } else if (type == machine.jumpSlot()) {
      if (known) {
        jumpSlots.set(symbol);
      }
      symbolic(address, symbol, known, 0);
    } else {
      words.unknown(address);
    }
  }

  private void symbolic(long address, int symbol, boolean known, long addend) {
    if (symbol == 0) {
      words.value(address, width.cut(addend));
    } else if (!known || (symbols.isIndirectFunction(symbol) && !symbols.isUndefined(symbol))) {
      words.unknown(address);
    } else if (symbols.isUndefined(symbol) || symbols.isInterposed(symbol)) {
      words.imported(address, symbol, addend);
    } else {
      words.value(address, width.cut(symbols.value(symbol) + addend));
    }
  }

  private boolean isLoaded(long address) {
    if (last.contains(address)) {
      return true;
    }
    program.segments().find(address).ifPresent(s -> last = s);
    return last.contains(address);
  }

  /** The number that the file has in a loaded word's place. */
  private long stored(long address) {
    return program
        .segments()
        .fileRange(address)
        .filter(r -> r.size() >= word)
        .map(r -> width.word(file.buffer(), r.offset()))
        .orElse(0L);
  }
}
