package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;

/**
 * Finds out how many dynamic symbols an ELF file has. Only section headers say so, and those are
 * not trusted; the hash tables, by which the dynamic linker finds names, reach as far as the last
 * exported symbol. Of two tables the GNU one counts, as for the dynamic linker.
 */
final class ElfSymbolCount {

  private static final String GNU_HASH = "hash table (DT_GNU_HASH)";
  private static final String HASH = "hash table (DT_HASH)";

  private final FileBytes file;
  private final ElfProgram program;
  private final ElfDynamic dynamic;

  private ElfSymbolCount(FileBytes file, ElfProgram program, ElfDynamic dynamic) {
    this.file = file;
    this.program = program;
    this.dynamic = dynamic;
  }

  /**
   * Counts.
   *
   * @param used one more than the highest symbol that a relocation uses
   * @return the number of symbols, never more than {@link ElfSymbols#available}
   */
  static int of(
      FileBytes file, ElfProgram program, ElfDynamic dynamic, ElfSymbols symbols, int used)
      throws ImageFormatException {
    ElfSymbolCount counter = new ElfSymbolCount(file, program, dynamic);
    long said = counter.fromGnuHash();
    if (said == 0) {
      said = counter.fromHash();
    }
    if (said > symbols.available()) {
      throw new ImageFormatException(
          "hash table: %d symbols are claimed, %d fit".formatted(said, symbols.available()));
    }
    if (said == 0) {
      said = Math.min(symbols.available(), counter.upToStrings());
    }
    return (int) Math.max(said, used);
  }

  private long fromHash() throws ImageFormatException {
    if (dynamic.value(ElfDynamic.HASH).isEmpty()) {
      return 0;
    }
    FileRange range = program.table(dynamic.valueOrZero(ElfDynamic.HASH), 8, HASH);
    return file.u32(range.offset() + 4L, HASH);
  }

  /** 0 if there is no such table, or if it is empty and so says nothing. */
  private long fromGnuHash() throws ImageFormatException {
    if (dynamic.value(ElfDynamic.GNU_HASH).isEmpty()) {
      return 0;
    }
    long address = dynamic.valueOrZero(ElfDynamic.GNU_HASH);
    FileRange range = program.rest(address, GNU_HASH);
    program.table(address, 16, GNU_HASH);
    long bucketCount = file.u32(range.offset(), GNU_HASH);
    long firstHashed = file.u32(range.offset() + 4L, GNU_HASH);
    long bloomSize = file.u32(range.offset() + 8L, GNU_HASH);
    long buckets = 16 + 8 * bloomSize;
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

  /** Linkers put the strings right after the symbols, where they do not put something between. */
  private long upToStrings() {
    long symbols = dynamic.valueOrZero(ElfDynamic.SYMTAB);
    long strings = dynamic.valueOrZero(ElfDynamic.STRTAB);
    return Long.compareUnsigned(strings, symbols) > 0
        ? Long.divideUnsigned(strings - symbols, ElfSymbols.ENTRY_SIZE)
        : 0;
  }
}
