package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small DLLs byte by byte: code at {@link #CODE}, tables behind it, data at {@link #DATA};
 * each byte lies in the file where it lies in memory.
 */
public final class PeBuilder {

  public static final int X86 = 0x14c;
  public static final int X86_64 = 0x8664;
  public static final int ARM64 = 0xaa64;

  /** The RVA of the code. */
  public static final int CODE = 0x1000;

  /** The RVA of the data. */
  public static final int DATA = 0x10000;

  static final int PE_HEADER = 0x80;
  static final int SECTION_TABLE = 0x200;
  private static final int TABLES = 0x3000;
  private static final int DATA_SIZE = 0x2000;

  private final int machine;
  private final int wordSize;
  private final ByteBuffer file =
      ByteBuffer.allocate(DATA + DATA_SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private final Map<String, Library> imports = new LinkedHashMap<>();
  private final Map<String, Library> delayed = new LinkedHashMap<>();
  private final Map<String, Object> exports = new LinkedHashMap<>();
  private final Map<Integer, Integer> unnamed = new LinkedHashMap<>();
  private final List<int[]> relocations = new ArrayList<>();
  private boolean oldDelay;
  private int entryPoint;
  private boolean bound;
  private int at = TABLES;
  private int nextSlot = DATA + 0x1000;

  /** What is imported from a DLL, names or ordinals, and where the array of its words lies. */
  private record Library(int words, List<Object> symbols) {}

  public PeBuilder(int machine) {
    this.machine = machine;
    this.wordSize = machine == X86 ? 4 : 8;
  }

  /** The address of an RVA. */
  public long address(long rva) {
    return (wordSize == 8 ? 0x1_8000_0000L : 0x1000_0000L) + rva;
  }

  /** Imports a symbol; gives the RVA of its word. */
  public int need(String library, String name) {
    return add(imports, library, name);
  }

  /** Imports a symbol by its ordinal; gives the RVA of its word. */
  public int need(String library, int ordinal) {
    return add(imports, library, ordinal);
  }

  /** Imports a symbol when it is first called; gives the RVA of its word. */
  public int needLater(String library, String name) {
    return add(delayed, library, name);
  }

  private int add(Map<String, Library> table, String name, Object symbol) {
    Library library = table.computeIfAbsent(name, n -> new Library(nextSlot, new ArrayList<>()));
    if (library.symbols.isEmpty()) {
      // The words of each library are one array that a zero ends.
      nextSlot += 0x80;
    }
    library.symbols.add(symbol);
    return library.words + wordSize * (library.symbols.size() - 1);
  }

  /** Writes addresses into the delay-load directory, as old linkers do. */
  public PeBuilder oldDelay() {
    oldDelay = true;
    return this;
  }

  /** Fills the words with the addresses that they had on the linker's machine. */
  public PeBuilder bound() {
    bound = true;
    return this;
  }

  public PeBuilder export(String name, int rva) {
    exports.put(name, rva);
    return this;
  }

  /** Forwards a name to another DLL's symbol. */
  public PeBuilder forward(String name, String target) {
    exports.put(name, target);
    return this;
  }

  /** Exports something without a name. */
  public PeBuilder exportUnnamed(int index, int rva) {
    unnamed.put(index, rva);
    return this;
  }

  /** Writes an address, and the relocation for it. */
  public PeBuilder pointer(int rva, long target) {
    return word(rva, address(target)).relocation(rva, wordSize == 8 ? 10 : 3);
  }

  public PeBuilder relocation(int rva, int type) {
    relocations.add(new int[] {rva, type});
    return this;
  }

  public PeBuilder word(int rva, long value) {
    if (wordSize == 8) {
      file.putLong(rva, value);
    } else {
      file.putInt(rva, (int) value);
    }
    return this;
  }

  public PeBuilder number(int rva, int value) {
    file.putInt(rva, value);
    return this;
  }

  public PeBuilder text(int rva, String text) {
    return bytes(rva, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  public PeBuilder bytes(int rva, byte... bytes) {
    file.put(rva, bytes);
    return this;
  }

  public PeBuilder instructions(int rva, int... words) {
    for (int i = 0; i < words.length; i++) {
      file.putInt(rva + 4 * i, words[i]);
    }
    return this;
  }

  /** Sets the function that runs when the DLL is opened. */
  public PeBuilder entryPoint(int rva) {
    entryPoint = rva;
    return this;
  }

  /** Sets a data directory by hand, when the file is built already. */
  public static void directory(byte[] built, int index, int rva, int size) {
    ByteBuffer file = ByteBuffer.wrap(built).order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = file.getShort(PE_HEADER + 24) == 0x20b;
    int place = PE_HEADER + 24 + (wide ? 112 : 96) + 8 * index;
    file.putInt(place, rva).putInt(place + 4, size);
  }

  /** The file. */
  public byte[] build() {
    int exportsAt = exports.isEmpty() && unnamed.isEmpty() ? 0 : exportTable();
    int exportsEnd = at;
    int importsAt = imports.isEmpty() ? 0 : importTable();
    int delayedAt = delayed.isEmpty() ? 0 : delayTable();
    int relocationsAt = at;
    relocationTable();
    int relocationsEnd = at;
    header();
    byte[] built = file.array().clone();
    if (exportsAt != 0) {
      directory(built, PeHeader.EXPORTS, exportsAt, exportsEnd - exportsAt);
    }
    directory(built, PeHeader.IMPORTS, importsAt, importsAt == 0 ? 0 : 40);
    directory(built, PeHeader.DELAY_IMPORTS, delayedAt, delayedAt == 0 ? 0 : 64);
    if (relocationsEnd > relocationsAt) {
      directory(built, PeHeader.BASE_RELOCATIONS, relocationsAt, relocationsEnd - relocationsAt);
    }
    return built;
  }

  private int room(int size) {
    int place = at;
    at = at + size + 7 & ~7;
    if (at > DATA) {
      throw new IllegalStateException("tables do not fit");
    }
    return place;
  }

  private int string(String text) {
    int place = room(text.getBytes(StandardCharsets.UTF_8).length + 1);
    text(place, text);
    return place;
  }

  private int exportTable() {
    int count = unnamed.keySet().stream().mapToInt(i -> i + 1).max().orElse(0);
    int functions = Math.max(count, exports.size() + unnamed.size());
    int place = room(40);
    int addresses = room(4 * functions);
    int names = room(4 * exports.size());
    int ordinals = room(2 * exports.size());
    file.putInt(place + 12, string("built.pyd")).putInt(place + 16, 7);
    file.putInt(place + 20, functions).putInt(place + 24, exports.size());
    file.putInt(place + 28, addresses).putInt(place + 32, names).putInt(place + 36, ordinals);
    int index = 0;
    for (Map.Entry<String, Object> export : exports.entrySet()) {
      while (unnamed.containsKey(index)) {
        index++;
      }
      int target =
          switch (export.getValue()) {
            case String forwarded -> string(forwarded);
            case Integer rva -> rva;
            default -> throw new IllegalStateException();
          };
      file.putInt(addresses + 4 * index, target).putInt(names, string(export.getKey()));
      file.putShort(ordinals, (short) index);
      names += 4;
      ordinals += 2;
      index++;
    }
    unnamed.forEach((i, rva) -> file.putInt(addresses + 4 * i, rva));
    return place;
  }

  private int importTable() {
    int place = room(20 * (imports.size() + 1));
    int entry = place;
    for (Map.Entry<String, Library> library : imports.entrySet()) {
      file.putInt(entry, lookup(library.getValue(), 0));
      file.putInt(entry + 12, string(library.getKey()));
      file.putInt(entry + 16, library.getValue().words);
      entry += 20;
    }
    return place;
  }

  private int delayTable() {
    long base = oldDelay ? address(0) : 0;
    int place = room(32 * (delayed.size() + 1));
    int entry = place;
    for (Map.Entry<String, Library> library : delayed.entrySet()) {
      file.putInt(entry, oldDelay ? 0 : 1);
      file.putInt(entry + 4, (int) (string(library.getKey()) + base));
      file.putInt(entry + 12, (int) (library.getValue().words + base));
      file.putInt(entry + 16, (int) (lookup(library.getValue(), base) + base));
      entry += 32;
    }
    return place;
  }

  private int lookup(Library library, long base) {
    int place = room(wordSize * (library.symbols.size() + 1));
    int entry = place;
    int addresses = library.words;
    for (Object symbol : library.symbols) {
      long value =
          switch (symbol) {
            case Integer ordinal -> ordinal | (wordSize == 8 ? 1L << 63 : 1L << 31);
            default -> string("\1\1" + symbol) + base;
          };
      word(entry, value);
      word(addresses, bound ? 0x7fff_1234_5678L : value);
      entry += wordSize;
      addresses += wordSize;
    }
    return place;
  }

  private void relocationTable() {
    for (int[] relocation : relocations) {
      int place = room(12);
      file.putInt(place, relocation[0] & ~0xfff).putInt(place + 4, 16);
      file.putShort(place + 8, (short) (relocation[1] << 12 | (relocation[0] & 0xfff)));
    }
  }

  private void header() {
    file.put(0, new byte[] {'M', 'Z'}).putInt(0x3c, PE_HEADER);
    file.putInt(PE_HEADER, 0x4550).putShort(PE_HEADER + 4, (short) machine);
    int optional = PE_HEADER + 24;
    boolean wide = wordSize == 8;
    file.putShort(PE_HEADER + 6, (short) 3);
    file.putShort(PE_HEADER + 20, (short) (SECTION_TABLE - optional));
    file.putShort(PE_HEADER + 22, (short) 0x2022);
    file.putShort(optional, (short) (wide ? 0x20b : 0x10b));
    file.putInt(optional + 16, entryPoint);
    if (wide) {
      file.putLong(optional + 24, address(0));
    } else {
      file.putInt(optional + 28, (int) address(0));
    }
    file.putInt(optional + 32, 0x1000).putInt(optional + 36, 0x200);
    file.putInt(optional + 60, 0x400).putInt(optional + (wide ? 108 : 92), 16);
    section(0, ".text", CODE, TABLES - CODE, 0x6000_0020);
    section(1, ".rdata", TABLES, DATA - TABLES, 0x4000_0040);
    section(2, ".data", DATA, DATA_SIZE, 0xc000_0040);
  }

  private void section(int index, String name, int rva, int size, int flags) {
    int place = SECTION_TABLE + 40 * index;
    bytes(place, name.getBytes(StandardCharsets.US_ASCII));
    file.putInt(place + 8, size).putInt(place + 12, rva);
    file.putInt(place + 16, size).putInt(place + 20, rva).putInt(place + 36, flags);
  }
}
