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
 * Writes small Mach-O bundles byte by byte. One segment of code at address 0, one of data at {@link
 * #DATA}, both at the same offsets in the file; the linking tables follow at {@link #TABLES}.
 */
final class MachOBuilder {

  static final int CODE = 0x1000;
  static final int DATA = 0x4000;
  static final int TABLES = 0x8000;

  static final int X86_64 = 0x01000007;
  static final int ARM64 = 0x0100000c;
  static final int I386 = 7;
  static final int PPC = 18;

  private static final int SEGMENT_SIZE = 0x4000;

  private final int processor;
  private final boolean wide;
  private final ByteOrder order;
  private final List<byte[]> commands = new ArrayList<>();
  private final List<byte[]> codeSections = new ArrayList<>();
  private final List<byte[]> dataSections = new ArrayList<>();
  private final List<byte[]> symbols = new ArrayList<>();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final List<Integer> indirect = new ArrayList<>();
  private final List<Integer> locals = new ArrayList<>();
  private final List<Integer> externals = new ArrayList<>();
  private final Map<Integer, byte[]> written = new LinkedHashMap<>();
  private final byte[][] info = new byte[5][];
  private byte[] chains = {};
  private byte[] trie = {};
  private int type = 8;
  private int flags = 0x80;

  MachOBuilder(int processor) {
    this.processor = processor;
    this.wide = (processor & 0x01000000) != 0;
    this.order = processor == PPC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    strings.write(0);
  }

  MachOBuilder type(int fileType) {
    type = fileType;
    return this;
  }

  MachOBuilder flags(int more) {
    flags = more;
    return this;
  }

  /** Adds a symbol and gives its index. */
  int symbol(String name, int kind, int section, int description, long value) {
    ByteBuffer entry = buffer(wide ? 16 : 12);
    entry.putInt(strings.size()).put((byte) kind).put((byte) section);
    entry.putShort((short) description);
    strings.writeBytes((name + "\0").getBytes(StandardCharsets.UTF_8));
    symbols.add(all(wide ? entry.putLong(value) : entry.putInt((int) value)));
    return symbols.size() - 1;
  }

  /** An undefined symbol that a library supplies; 254 for any. */
  int need(String name, int library) {
    return symbol(name, 1, 0, library << 8, 0);
  }

  int function(String name, long address) {
    return symbol(name, 0xf, 1, 0, address);
  }

  MachOBuilder library(String name) {
    return library(0xc, name);
  }

  MachOBuilder library(int command, String name) {
    byte[] text = (name + "\0").getBytes(StandardCharsets.UTF_8);
    int size = (24 + text.length + 7) & -8;
    ByteBuffer entry = buffer(size).putInt(command).putInt(size).putInt(24).put(24, text);
    commands.add(all(entry));
    return this;
  }

  MachOBuilder rpath(String path) {
    byte[] text = (path + "\0").getBytes(StandardCharsets.UTF_8);
    int size = (12 + text.length + 7) & -8;
    ByteBuffer entry = buffer(size).putInt(0x8000001c).putInt(size).putInt(12).put(12, text);
    commands.add(all(entry));
    return this;
  }

  /** Any load command of numbers; its size is written into it. */
  MachOBuilder command(int kind, int... numbers) {
    ByteBuffer entry = buffer(8 + 4 * numbers.length).putInt(kind).putInt(8 + 4 * numbers.length);
    for (int number : numbers) {
      entry.putInt(number);
    }
    commands.add(all(entry));
    return this;
  }

  MachOBuilder section(long address, long size, int sectionFlags, int reserved1, int reserved2) {
    ByteBuffer entry = buffer(wide ? 80 : 68);
    entry.position(32);
    if (wide) {
      entry.putLong(address).putLong(size);
    } else {
      entry.putInt((int) address).putInt((int) size);
    }
    entry.putInt((int) address).position(entry.position() + 12);
    entry.putInt(sectionFlags).putInt(reserved1).putInt(reserved2);
    (address < DATA ? codeSections : dataSections).add(all(entry));
    return this;
  }

  MachOBuilder indirect(int... indices) {
    for (int index : indices) {
      indirect.add(index);
    }
    return this;
  }

  MachOBuilder localRelocation(int first, int second) {
    locals.addAll(List.of(first, second));
    return this;
  }

  MachOBuilder externalRelocation(int first, int second) {
    externals.addAll(List.of(first, second));
    return this;
  }

  MachOBuilder rebases(Object... parts) {
    info[0] = parts(parts);
    return this;
  }

  MachOBuilder binds(Object... parts) {
    info[1] = parts(parts);
    return this;
  }

  MachOBuilder weakBinds(Object... parts) {
    info[2] = parts(parts);
    return this;
  }

  MachOBuilder lazyBinds(Object... parts) {
    info[3] = parts(parts);
    return this;
  }

  /** The trie of {@code LC_DYLD_INFO}. */
  MachOBuilder infoExports(byte[] bytes) {
    info[4] = bytes;
    return this;
  }

  /** {@code LC_DYLD_EXPORTS_TRIE}. */
  MachOBuilder exports(byte[] bytes) {
    trie = bytes;
    return this;
  }

  /** {@code LC_DYLD_CHAINED_FIXUPS}. */
  MachOBuilder chains(byte[] bytes) {
    chains = bytes;
    return this;
  }

  MachOBuilder word(int address, long value) {
    return wide
        ? bytes(address, all(buffer(8).putLong(value)))
        : bytes(address, all(buffer(4).putInt((int) value)));
  }

  MachOBuilder half(int address, int value) {
    return bytes(address, all(buffer(4).putInt(value)));
  }

  MachOBuilder text(int address, String text) {
    return bytes(address, (text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  MachOBuilder bytes(int address, byte... bytes) {
    written.put(address, bytes);
    return this;
  }

  MachOBuilder instructions(int address, int... words) {
    ByteBuffer code = buffer(4 * words.length);
    for (int word : words) {
      code.putInt(word);
    }
    return bytes(address, all(code));
  }

  /** A trie whose root has every name as a child; each with its terminal's bytes. */
  static byte[] trie(Map<String, byte[]> terminals) {
    int size = 2;
    for (String name : terminals.keySet()) {
      size += name.getBytes(StandardCharsets.UTF_8).length + 1 + 3;
    }
    ByteArrayOutputStream root = new ByteArrayOutputStream();
    ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    root.write(0);
    root.write(terminals.size());
    for (Map.Entry<String, byte[]> entry : terminals.entrySet()) {
      root.writeBytes((entry.getKey() + "\0").getBytes(StandardCharsets.UTF_8));
      int offset = size + nodes.size();
      // Three bytes whatever the number.
      root.write((offset & 0x7f) | 0x80);
      root.write(((offset >>> 7) & 0x7f) | 0x80);
      root.write(offset >>> 14 & 0x7f);
      nodes.write(entry.getValue().length);
      nodes.writeBytes(entry.getValue());
      nodes.write(0);
    }
    root.writeBytes(nodes.toByteArray());
    return root.toByteArray();
  }

  /** A terminal of a trie: flags and an offset. */
  static byte[] at(int exportFlags, int offset) {
    return parts(exportFlags, leb(offset));
  }

  /** A number in LEB128, which serves for the signed ones as well where bit 6 is clear. */
  static byte[] leb(long number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long left = number;
    do {
      int low = (int) (left & 0x7f);
      left >>>= 7;
      bytes.write(left == 0 ? low : low | 0x80);
    } while (left != 0);
    return bytes.toByteArray();
  }

  /** Bytes given as numbers, texts (with a NUL) and arrays. */
  static byte[] parts(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer number -> bytes.write(number);
        case String text -> bytes.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        case byte[] more -> bytes.writeBytes(more);
        default -> throw new IllegalArgumentException(String.valueOf(part));
      }
    }
    return bytes.toByteArray();
  }

  /**
   * The table of chained fixups of the data segment.
   *
   * @param format of the pointers
   * @param importFormat of the imports
   * @param imports their bytes
   * @param count how many
   * @param names the names' bytes
   * @param starts one for each page of 4096 bytes, and those that follow
   */
  byte[] chainTable(
      int format,
      int importFormat,
      byte[] imports,
      int count,
      byte[] names,
      int pages,
      int... starts) {
    int startsAt = 28;
    int segmentAt = 20;
    int segmentSize = 22 + 2 * starts.length;
    int importsAt = startsAt + segmentAt + ((segmentSize + 7) & -8);
    ByteBuffer table = buffer(importsAt + imports.length + names.length);
    table.putInt(0).putInt(startsAt).putInt(importsAt).putInt(importsAt + imports.length);
    table.putInt(count).putInt(importFormat).putInt(0);
    table.putInt(3).putInt(0).putInt(segmentAt).putInt(0).putInt(0);
    table.position(startsAt + segmentAt);
    table.putInt(segmentSize).putShort((short) 0x1000).putShort((short) format).putLong(DATA);
    table.putInt(0x100000).putShort((short) pages);
    for (int start : starts) {
      table.putShort((short) start);
    }
    table.put(importsAt, imports).put(importsAt + imports.length, names);
    return all(table);
  }

  /** The file. */
  byte[] build() {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    ByteArrayOutputStream load = new ByteArrayOutputStream();
    int[] count = {3 + commands.size()};
    commands.forEach(load::writeBytes);
    tableCommands(tables, load, count);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(segment("__TEXT", 0, SEGMENT_SIZE, 5, codeSections));
    first.writeBytes(segment("__DATA", DATA, SEGMENT_SIZE, 3, dataSections));
    first.writeBytes(segment("__LINKEDIT", TABLES, tables.size(), 1, List.of()));
    first.writeBytes(load.toByteArray());

    ByteBuffer file = buffer(TABLES + tables.size());
    file.putInt(wide ? 0xfeedfacf : 0xfeedface).putInt(processor).putInt(0).putInt(type);
    file.putInt(count[0]).putInt(first.size()).putInt(flags);
    if (first.size() > CODE - 32) {
      throw new IllegalStateException("the load commands do not fit");
    }
    file.put(wide ? 32 : 28, first.toByteArray());
    file.put(TABLES, tables.toByteArray());
    written.forEach(file::put);
    return all(file);
  }

  private void tableCommands(
      ByteArrayOutputStream tables, ByteArrayOutputStream load, int[] count) {
    if (!symbols.isEmpty() || strings.size() > 1) {
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      symbols.forEach(entries::writeBytes);
      ByteBuffer command = buffer(24).putInt(2).putInt(24);
      command.putInt(put(tables, entries.toByteArray())).putInt(symbols.size());
      command.putInt(put(tables, strings.toByteArray())).putInt(strings.size());
      load.writeBytes(all(command));
      count[0]++;
    }
    if (!indirect.isEmpty() || !locals.isEmpty() || !externals.isEmpty()) {
      ByteBuffer command = buffer(80).putInt(0xb).putInt(80);
      command.position(56);
      command.putInt(put(tables, ints(indirect))).putInt(indirect.size());
      command.putInt(put(tables, ints(externals))).putInt(externals.size() / 2);
      command.putInt(put(tables, ints(locals))).putInt(locals.size() / 2);
      load.writeBytes(all(command));
      count[0]++;
    }
    boolean any = false;
    ByteBuffer command = buffer(48).putInt(0x80000022).putInt(48);
    for (byte[] part : info) {
      byte[] bytes = part == null ? new byte[0] : part;
      any |= bytes.length != 0;
      command.putInt(put(tables, bytes)).putInt(bytes.length);
    }
    if (any) {
      load.writeBytes(all(command));
      count[0]++;
    }
    count[0] +=
        linkedit(tables, load, 0x80000033, trie) + linkedit(tables, load, 0x80000034, chains);
  }

  private int linkedit(
      ByteArrayOutputStream tables, ByteArrayOutputStream load, int kind, byte[] bytes) {
    if (bytes.length == 0) {
      return 0;
    }
    ByteBuffer command = buffer(16).putInt(kind).putInt(16);
    load.writeBytes(all(command.putInt(put(tables, bytes)).putInt(bytes.length)));
    return 1;
  }

  private byte[] segment(String name, int address, int size, int rights, List<byte[]> sections) {
    int fixed = wide ? 72 : 56;
    int each = wide ? 80 : 68;
    ByteBuffer entry = buffer(fixed + each * sections.size());
    entry.putInt(wide ? 0x19 : 1).putInt(entry.capacity());
    entry.put(8, name.getBytes(StandardCharsets.US_ASCII)).position(24);
    for (int number : new int[] {address, size, address, size}) {
      if (wide) {
        entry.putLong(number);
      } else {
        entry.putInt(number);
      }
    }
    entry.putInt(7).putInt(rights).putInt(sections.size()).putInt(0);
    sections.forEach(entry::put);
    return all(entry);
  }

  private static int put(ByteArrayOutputStream tables, byte[] bytes) {
    while (tables.size() % 8 != 0) {
      tables.write(0);
    }
    int at = TABLES + tables.size();
    tables.writeBytes(bytes);
    return at;
  }

  private byte[] ints(List<Integer> numbers) {
    ByteBuffer bytes = buffer(4 * numbers.size());
    numbers.forEach(bytes::putInt);
    return all(bytes);
  }

  ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(order);
  }

  static byte[] all(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }
}
