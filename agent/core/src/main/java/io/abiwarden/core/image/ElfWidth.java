package io.abiwarden.core.image;

import java.nio.ByteBuffer;

/** The two word sizes of ELF files, and how large their structures are in bytes. */
enum ElfWidth {
  BITS_32(4, 32, 16, 8, 12),
  BITS_64(8, 56, 24, 16, 24);

  private final int word;
  private final int programHeader;
  private final int symbol;
  private final int rel;
  private final int rela;

  ElfWidth(int word, int programHeader, int symbol, int rel, int rela) {
    this.word = word;
    this.programHeader = programHeader;
    this.symbol = symbol;
    this.rel = rel;
    this.rela = rela;
  }

  /** A pointer; an entry of the dynamic table has two words. */
  int word() {
    return word;
  }

  /** An entry of the program header table. */
  int programHeader() {
    return programHeader;
  }

  /** An entry of the symbol table. */
  int symbol() {
    return symbol;
  }

  /** A relocation, with or without an addend of its own. */
  int relocation(boolean hasAddend) {
    return hasAddend ? rela : rel;
  }

  boolean is64() {
    return this == BITS_64;
  }

  /** A word as an unsigned number, from a place that was checked. */
  long word(ByteBuffer file, int at) {
    return is64() ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at));
  }

  /** A word as an unsigned number. */
  long word(FileBytes file, long at, String what) throws ImageFormatException {
    return is64() ? file.u64(at, what) : file.u32(at, what);
  }

  /** A number as a word holds it. */
  long cut(long number) {
    return is64() ? number : number & 0xffff_ffffL;
  }
}
