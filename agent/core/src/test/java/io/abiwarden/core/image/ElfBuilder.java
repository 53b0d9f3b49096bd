package io.abiwarden.core.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small ELF shared libraries byte by byte, for the cases that no compiler here makes: other
 * processors, other relocations, lies. One segment of code and tables at address 0, one of data at
 * {@link #DATA}.
 */
public final class ElfBuilder {

  /** Where the writable segment starts. */
  public static final long DATA = 0x10000;

  /** Where the code starts. */
  public static final long CODE = 0x1000;

  public static final int X86_64 = 62;
  public static final int AARCH64 = 183;
  public static final int S390X = 22;

  private static final int TABLES = 0x2000;

  private final int machine;
  private final ElfWidth width;
  private final ByteOrder order;
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final List<byte[]> symbols = new ArrayList<>();
  private final List<Long> relocations = new ArrayList<>();
  private final List<Long> pltRelocations = new ArrayList<>();
  private final List<Long> relr = new ArrayList<>();
  private final List<Long> dynamic = new ArrayList<>();
  private final Map<Long, byte[]> written = new LinkedHashMap<>();
  private int dataSize = 0x1000;
  private long bss;
  private int flags;
  private boolean implicitAddends;
  private boolean hashed = true;
  private boolean ownTables = true;

  /** A 64-bit little-endian file. */
  public ElfBuilder(int machine) {
    this(machine, 64, ByteOrder.LITTLE_ENDIAN);
  }

  /** A file of any kind; {@code bits} is 32 or 64. */
  public ElfBuilder(int machine, int bits, ByteOrder order) {
    this.machine = machine;
    this.width = bits == 64 ? ElfWidth.BITS_64 : ElfWidth.BITS_32;
    this.order = order;
    strings.write(0);
    symbols.add(new byte[width.symbol()]);
  }

  /** How many bytes a word has. */
  public int wordSize() {
    return width.word();
  }

  /** Sets the flags of the header. */
  public ElfBuilder flags(int value) {
    flags = value;
    return this;
  }

  /** Adds a text and gives its offset in the string table. */
  public int string(String text) {
    int at = strings.size();
    strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
    return at;
  }

  /** Adds a symbol and gives its index. */
  public int symbol(String name, int binding, int type, int section, long value) {
    ByteBuffer entry = buffer(width.symbol()).putInt(string(name));
    if (!width.is64()) {
      entry.putInt((int) value).putInt(0);
    }
    entry.put((byte) (binding << 4 | type)).put((byte) 0).putShort((short) section);
    if (width.is64()) {
      entry.putLong(value).putLong(0);
    }
    symbols.add(all(entry));
    return symbols.size() - 1;
  }

  /** Adds an undefined global symbol and gives its index. */
  public int need(String name) {
    return symbol(name, 1, 0, 0, 0);
  }

  /** Adds a defined global function. */
  public int function(String name, long address) {
    return symbol(name, 1, 2, 1, address);
  }

  public ElfBuilder relocation(long address, int type, int symbol, long addend) {
    relocations.addAll(List.of(address, ((long) symbol << 32) | type, addend));
    return this;
  }

  public ElfBuilder pltRelocation(long address, int type, int symbol) {
    pltRelocations.addAll(List.of(address, ((long) symbol << 32) | type, 0L));
    return this;
  }

  public ElfBuilder relr(long entry) {
    relr.add(entry);
    return this;
  }

  /** Writes REL instead of RELA; addends are those already written at their places. */
  public ElfBuilder implicitAddends() {
    implicitAddends = true;
    return this;
  }

  /** Leaves the hash table out. */
  public ElfBuilder unhashed() {
    hashed = false;
    return this;
  }

  /** Leaves the tables of symbols and strings out, for those that are written by hand. */
  public ElfBuilder withoutOwnTables() {
    ownTables = false;
    return unhashed();
  }

  public ElfBuilder dynamic(long tag, long value) {
    dynamic.addAll(List.of(tag, value));
    return this;
  }

  public ElfBuilder word(long address, long value) {
    return bytes(address, words(List.of(value)));
  }

  public ElfBuilder text(long address, String text) {
    return bytes(address, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  public ElfBuilder bytes(long address, byte... bytes) {
    written.put(address, bytes);
    return this;
  }

  public ElfBuilder instructions(long address, int... words) {
    ByteBuffer code = buffer(4 * words.length);
    for (int word : words) {
      code.putInt(word);
    }
    return bytes(address, all(code));
  }

  public ElfBuilder dataSize(int size) {
    dataSize = size;
    return this;
  }

  /** How many zeros follow the data. */
  public ElfBuilder bss(long size) {
    bss = size;
    return this;
  }

  /** The file. */
  public byte[] build() {
    ByteBuffer file = buffer((int) DATA + dataSize);
    int at = TABLES;
    List<Long> table = new ArrayList<>(dynamic);
    at = hash(file, at, table);
    if (ownTables) {
      at = put(file, at, table, ElfDynamic.SYMTAB, join(symbols));
      at = put(file, at, table, ElfDynamic.STRTAB, strings.toByteArray());
      table.addAll(List.of(ElfDynamic.STRSZ, (long) strings.size()));
    }
    at = relocations(file, at, table);
    if (at > DATA) {
      throw new IllegalStateException("tables do not fit");
    }
    int dynamicAt = at;
    table.addAll(List.of(0L, 0L));
    put(file, at, new ArrayList<>(), 0, words(table));
    header(file, dynamicAt, table.size() * width.word());
    written.forEach((address, bytes) -> file.put((int) (long) address, bytes));
    return all(file);
  }

  private int hash(ByteBuffer file, int at, List<Long> table) {
    if (!hashed) {
      return at;
    }
    byte[] hash =
        machine == S390X
            ? all(buffer(16).putLong(0).putLong(symbols.size()))
            : all(buffer(8).putInt(0).putInt(symbols.size()));
    return put(file, at, table, ElfDynamic.HASH, hash);
  }

  private int relocations(ByteBuffer file, int start, List<Long> table) {
    int at = start;
    if (!relocations.isEmpty()) {
      byte[] bytes = entries(relocations);
      at = put(file, at, table, implicitAddends ? ElfDynamic.REL : ElfDynamic.RELA, bytes);
      table.addAll(
          List.of(implicitAddends ? ElfDynamic.RELSZ : ElfDynamic.RELASZ, (long) bytes.length));
    }
    if (!relr.isEmpty()) {
      at = put(file, at, table, ElfDynamic.RELR, words(relr));
      table.addAll(List.of(ElfDynamic.RELRSZ, (long) width.word() * relr.size()));
    }
    if (!pltRelocations.isEmpty()) {
      byte[] bytes = entries(pltRelocations);
      at = put(file, at, table, ElfDynamic.JMPREL, bytes);
      table.addAll(List.of(ElfDynamic.PLTRELSZ, (long) bytes.length));
      table.addAll(List.of(ElfDynamic.PLTREL, implicitAddends ? ElfDynamic.REL : ElfDynamic.RELA));
    }
    return at;
  }

  private byte[] entries(List<Long> rela) {
    List<Long> kept = new ArrayList<>();
    for (int i = 0; i < rela.size(); i++) {
      boolean isAddend = i % 3 == 2;
      boolean isInfo = i % 3 == 1;
      long value = rela.get(i);
      if (!implicitAddends || !isAddend) {
        kept.add(isInfo && !width.is64() ? value >>> 32 << 8 | (value & 0xff) : value);
      }
    }
    return words(kept);
  }

  private void header(ByteBuffer file, int dynamicAt, int dynamicSize) {
    int bits = width.is64() ? 2 : 1;
    int data = order.equals(ByteOrder.LITTLE_ENDIAN) ? 1 : 2;
    int size = width.is64() ? 64 : 52;
    file.put(0, new byte[] {0x7f, 'E', 'L', 'F', (byte) bits, (byte) data, 1});
    file.putShort(16, (short) 3).putShort(18, (short) machine).putInt(20, 1);
    file.put(24, words(List.of(0L, (long) size, 0L)));
    int at = 24 + 3 * width.word();
    file.putInt(at, flags).putShort(at + 4, (short) size);
    file.putShort(at + 6, (short) width.programHeader()).putShort(at + 8, (short) 3);
    programHeader(file, size, 1, 5, List.of(0L, 0L, 0L, DATA, DATA));
    programHeader(
        file,
        size + width.programHeader(),
        1,
        6,
        List.of(DATA, DATA, DATA, (long) dataSize, dataSize + bss));
    long table = dynamicAt;
    long length = dynamicSize;
    programHeader(
        file, size + 2 * width.programHeader(), 2, 6, List.of(table, table, table, length, length));
  }

  /** Offset, two addresses, size in the file and in memory; the flags' place differs. */
  private void programHeader(ByteBuffer file, int at, int type, int access, List<Long> words) {
    int word = width.word();
    file.putInt(at, type).putInt(at + (width.is64() ? 4 : 24), access);
    file.put(at + word, words(words));
    file.put(at + width.programHeader() - word, words(List.of(0x1000L)));
  }

  private static int put(ByteBuffer file, int at, List<Long> table, long tag, byte[] bytes) {
    file.put(at, bytes);
    table.addAll(List.of(tag, (long) at));
    return (at + bytes.length + 15) & ~15;
  }

  private static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private byte[] words(List<Long> numbers) {
    ByteBuffer bytes = buffer(width.word() * numbers.size());
    for (long number : numbers) {
      if (width.is64()) {
        bytes.putLong(number);
      } else {
        bytes.putInt((int) number);
      }
    }
    return all(bytes);
  }

  private static byte[] all(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }
}
