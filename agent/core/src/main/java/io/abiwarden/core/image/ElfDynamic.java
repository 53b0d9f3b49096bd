package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** An ELF file's dynamic table ({@code PT_DYNAMIC}): where everything else is. */
final class ElfDynamic {

  static final long NEEDED = 1;
  static final long PLTRELSZ = 2;
  static final long HASH = 4;
  static final long STRTAB = 5;
  static final long SYMTAB = 6;
  static final long RELA = 7;
  static final long RELASZ = 8;
  static final long RELAENT = 9;
  static final long STRSZ = 10;
  static final long SYMENT = 11;
  static final long INIT = 12;
  static final long SONAME = 14;
  static final long RPATH = 15;
  static final long REL = 17;
  static final long RELSZ = 18;
  static final long RELENT = 19;
  static final long PLTREL = 20;
  static final long JMPREL = 23;
  static final long INIT_ARRAY = 25;
  static final long INIT_ARRAYSZ = 27;
  static final long RUNPATH = 29;
  static final long RELRSZ = 35;
  static final long RELR = 36;
  static final long RELRENT = 37;
  static final long GNU_HASH = 0x6ffffef5L;
  static final long MIPS_SYMBOL_COUNT = 0x70000011L;
  static final long VERSYM = 0x6ffffff0L;
  static final long VERDEF = 0x6ffffffcL;
  static final long VERDEFNUM = 0x6ffffffdL;
  static final long VERNEED = 0x6ffffffeL;
  static final long VERNEEDNUM = 0x6fffffffL;

  /** Far more than any linker writes; real tables have some thirty entries. */
  private static final int LIMIT = 65_536;

  private final Map<Long, Long> values = new HashMap<>();
  private final List<Long> needed = new ArrayList<>();

  private ElfDynamic() {}

  static ElfDynamic read(FileBytes file, ElfProgram program) throws ImageFormatException {
    String what = "dynamic table";
    FileRange range = program.rest(program.dynamic(), what);
    ElfDynamic table = new ElfDynamic();
    ElfWidth width = program.width();
    int entrySize = 2 * width.word();
    int count = range.size() / entrySize;
    for (int i = 0; i < count; i++) {
      long at = range.offset() + (long) i * entrySize;
      long tag = width.word(file, at, what);
      if (tag == 0) {
        return table;
      }
      if (i == LIMIT) {
        throw new ImageFormatException("dynamic table: more than %d entries".formatted(LIMIT));
      }
      long value = width.word(file, at + width.word(), what);
      if (tag == NEEDED) {
        table.needed.add(value);
      } else {
        // As in the dynamic linker, the last entry of a tag counts.
        table.values.put(tag, value);
      }
    }
    return table;
  }

  /** The value of a tag, if the table has it. */
  OptionalLong value(long tag) {
    Long value = values.get(tag);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The value of a tag, or 0. */
  long valueOrZero(long tag) {
    return values.getOrDefault(tag, 0L);
  }

  /** The string offsets of the libraries named as needed, in order. */
  List<Long> needed() {
    return needed;
  }

  /** Makes sure that a table has entries of the size that is read here, if it says a size. */
  void requireEntrySize(long tag, int expected, String what) throws ImageFormatException {
    long size = values.getOrDefault(tag, (long) expected);
    if (size != expected) {
      throw new ImageFormatException(
          "%s: entries of %d bytes, not %d".formatted(what, size, expected));
    }
  }
}
