package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.util.BitSet;
import java.util.OptionalLong;

/**
 * Finds out how many dynamic symbols an ELF file has. Only section headers say so, and those are
 * not trusted; the hash tables, by which the dynamic linker finds names, reach as far as the last
 * exported symbol, and relocations as far as the last needed one.
 *
 * <p>A table that cannot be true is passed over, since the dynamic linker does not check it either
 * and loads such a file; where none is left, what lies between the symbols and the next table
 * counts.
 */
final class ElfSymbolCount {

  private static final String GNU_HASH = "hash table (DT_GNU_HASH)";
  private static final String HASH = "hash table (DT_HASH)";

  /** What may lie behind the symbols. */
  private static final long[] OTHER_TABLES = {
    ElfDynamic.STRTAB,
    ElfDynamic.HASH,
    ElfDynamic.GNU_HASH,
    ElfDynamic.VERSYM,
    ElfDynamic.VERNEED,
    ElfDynamic.VERDEF,
    ElfDynamic.REL,
    ElfDynamic.RELA,
    ElfDynamic.RELR,
    ElfDynamic.JMPREL,
    ElfDynamic.INIT,
    ElfDynamic.INIT_ARRAY
  };

  private final FileBytes file;
  private final ElfProgram program;
  private final ElfDynamic dynamic;
  private final ElfSymbols symbols;
  private final ElfMachine machine;

  private ElfSymbolCount(
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
  }

  /**
   * Counts.
   *
   * @param used one more than the highest symbol that a relocation uses
   * @return the number of symbols, never more than {@link ElfSymbols#available}
   */
  static int of(
      FileBytes file,
      ElfProgram program,
      ElfDynamic dynamic,
      ElfSymbols symbols,
      ElfMachine machine,
      int used) {
    ElfSymbolCount counter = new ElfSymbolCount(file, program, dynamic, symbols, machine);
    int said = Math.max(counter.fromGnuHash(), counter.fromHash());
    said = Math.max(said, counter.fromMips());
    return Math.max(said == 0 ? counter.upToNextTable() : said, used);
  }

  /** The GOT of MIPS is laid out by its symbols, so that the dynamic linker must know how many. */
  private int fromMips() {
    return possible(dynamic.valueOrZero(ElfDynamic.MIPS_SYMBOL_COUNT));
  }

  private int possible(long count) {
    return count > 0 && count <= symbols.available() ? (int) count : 0;
  }

  /** What the table says and what its chains reach, whichever is more. */
  private int fromHash() {
    OptionalLong address = dynamic.value(ElfDynamic.HASH);
    if (address.isEmpty()) {
      return 0;
    }
    int entry = machine.wideHash() ? 8 : 4;
    try {
      FileRange range = program.rest(address.getAsLong(), HASH);
      long buckets = hashEntry(range, 0, entry);
      long said = hashEntry(range, 1, entry);
      if (buckets > range.size() / entry - 2) {
        return possible(said);
      }
      return Math.max(possible(said), reached(range, entry, (int) buckets));
    } catch (ImageFormatException e) {
      return 0;
    }
  }

  private int reached(FileRange range, int entry, int buckets) throws ImageFormatException {
    BitSet seen = new BitSet();
    for (int bucket = 0; bucket < buckets; bucket++) {
      long symbol = hashEntry(range, 2L + bucket, entry);
      while (symbol > 0
          && symbol < symbols.available()
          && !seen.get((int) symbol)
          && (2L + buckets + symbol + 1) * entry <= range.size()) {
        seen.set((int) symbol);
        symbol = hashEntry(range, 2L + buckets + symbol, entry);
      }
    }
    return seen.length();
  }

  private long hashEntry(FileRange range, long index, int size) throws ImageFormatException {
    long at = range.offset() + index * size;
    return size == 8 ? file.u64(at, HASH) : file.u32(at, HASH);
  }

  /** 0 if there is no such table, or if it is empty or broken and so says nothing. */
  private int fromGnuHash() {
    if (dynamic.value(ElfDynamic.GNU_HASH).isEmpty()) {
      return 0;
    }
    try {
      return possible(endOfLastChain(dynamic.valueOrZero(ElfDynamic.GNU_HASH)));
    } catch (ImageFormatException e) {
      return 0;
    }
  }

  private long endOfLastChain(long address) throws ImageFormatException {
    FileRange range = program.rest(address, GNU_HASH);
    program.table(address, 16, GNU_HASH);
    long bucketCount = file.u32(range.offset(), GNU_HASH);
    long firstHashed = file.u32(range.offset() + 4L, GNU_HASH);
    long bloomSize = file.u32(range.offset() + 8L, GNU_HASH);
    long buckets = 16 + program.width().word() * bloomSize;
    long chains = buckets + 4 * bucketCount;
    program.table(address, chains, GNU_HASH);
    long last = 0;
    for (long i = 0; i < bucketCount; i++) {
      last = Math.max(last, file.u32(range.offset() + buckets + 4 * i, GNU_HASH));
    }
    if (last < firstHashed || last == 0) {
      return 0;
    }
    while (true) {
      long at = chains + 4 * (last - firstHashed);
      if (at + 4 > range.size()) {
        throw new ImageFormatException(GNU_HASH + ": its last chain has no end");
      }
      boolean isEnd = (file.u32(range.offset() + at, GNU_HASH) & 1) != 0;
      last++;
      if (isEnd) {
        return last;
      }
    }
  }

  /** Up to the first entry that is no symbol: the tables need not lie close to each other. */
  private int upToNextTable() {
    long start = dynamic.valueOrZero(ElfDynamic.SYMTAB);
    long end = -1;
    for (long tag : OTHER_TABLES) {
      long address = dynamic.valueOrZero(tag);
      if (Long.compareUnsigned(address, start) > 0 && Long.compareUnsigned(address, end) < 0) {
        end = address;
      }
    }
    long room = Long.divideUnsigned(end - start, program.width().symbol());
    int most = (int) Math.min(Math.max(room, 0), symbols.available());
    int count = 0;
    while (count < most && symbols.isNamed(count)) {
      count++;
    }
    return count;
  }
}
