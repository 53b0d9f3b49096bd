package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOCommands.Table;
import io.abiwarden.core.image.MachOSegment.Section;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * What a Mach-O file has for others: by its export trie, which is all that the dynamic linker looks
 * at, and in old files without one by its symbol table.
 */
final class MachOExports {

  private static final int KIND = 3;
  private static final int THREAD_LOCAL = 1;
  private static final int ABSOLUTE = 2;
  private static final int WEAK = 4;
  private static final int REEXPORT = 8;

  /** How much longer all names together may be than the trie that they share their starts in. */
  private static final int SHARING = 64;

  private final FileBytes file;
  private final MachOCommands commands;
  private final long base;
  private final Section[] code;
  private final List<ExportedSymbol> symbols = new ArrayList<>();
  private final List<EntryFunction> entries = new ArrayList<>();

  private MachOExports(FileBytes file, MachOCommands commands) {
    this.file = file;
    this.commands = commands;
    this.base = commands.base();
    this.code =
        commands.sections().stream()
            .filter(Section::isCode)
            .sorted(Comparator.comparing(Section::address, Long::compareUnsigned))
            .toArray(Section[]::new);
  }

  static MachOExports read(FileBytes file, MachOCommands commands, MachOSymbols table)
      throws ImageFormatException {
    MachOExports exports = new MachOExports(file, commands);
    if (commands.table(Table.EXPORTS).size() != 0) {
      exports.readTrie();
    } else {
      exports.readTable(table);
    }
    return exports;
  }

  List<ExportedSymbol> symbols() {
    return symbols;
  }

  List<EntryFunction> entries() {
    return entries;
  }

  private void readTable(MachOSymbols table) throws ImageFormatException {
    for (int i = 0; i < table.count(); i++) {
      if (table.isExported(i)) {
        String name = table.name(i);
        boolean here = !table.isAbsolute(i);
        add(
            name,
            table.value(i),
            here ? kind(table.value(i)) : SymbolKind.UNKNOWN,
            table.isWeakDefinition(i),
            here);
      }
    }
  }

  /** A node that is yet to be read; its name's bytes are the letters of the text. */
  private record Node(int offset, String name) {}

  private void readTrie() throws ImageFormatException {
    int size = commands.table(Table.EXPORTS).size();
    MachOCursor cursor = new MachOCursor(file, commands.table(Table.EXPORTS), "exports");
    long budget = (long) SHARING * size + (1 << 20);
    BitSet seen = new BitSet(size);
    ArrayDeque<Node> open = new ArrayDeque<>();
    seen.set(0);
    open.push(new Node(0, ""));
    while (!open.isEmpty()) {
      Node node = open.pop();
      cursor.seek(node.offset);
      long terminal = cursor.unsigned();
      long children = cursor.position() + terminal;
      if (terminal != 0) {
        export(cursor, node.name);
      }
      cursor.seek(children);
      List<Node> below = new ArrayList<>();
      for (int count = cursor.u8(); count > 0; count--) {
        String more = cursor.letters();
        long offset = cursor.unsigned();
        if (offset < 0 || offset >= size || seen.get((int) offset)) {
          throw new ImageFormatException(
              "exports: the trie goes to offset 0x%x of 0x%x, or there twice"
                  .formatted(offset, size));
        }
        seen.set((int) offset);
        String name = node.name + more;
        budget -= name.length();
        if (budget < 0) {
          throw new ImageFormatException("exports: their names overlap beyond all measure");
        }
        below.add(new Node((int) offset, name));
      }
      below.reversed().forEach(open::push);
    }
  }

  private void export(MachOCursor cursor, String letters) throws ImageFormatException {
    String name = new String(letters.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    long flags = cursor.unsigned();
    boolean weak = (flags & WEAK) != 0;
    if ((flags & REEXPORT) != 0) {
      add(name, 0, SymbolKind.UNKNOWN, weak, false);
      return;
    }
    long value = cursor.unsigned();
    switch ((int) flags & KIND) {
      case ABSOLUTE -> add(name, value, SymbolKind.UNKNOWN, weak, false);
      case THREAD_LOCAL -> add(name, base + value, SymbolKind.THREAD_LOCAL, weak, true);
      default -> add(name, base + value, kind(base + value), weak, true);
    }
  }

  private void add(String name, long address, SymbolKind kind, boolean weak, boolean here)
      throws ImageFormatException {
    if (symbols.size() >= MachOSymbols.LIMIT) {
      throw new ImageFormatException("exports: more than the limit of " + MachOSymbols.LIMIT);
    }
    ExportedSymbol symbol = new ExportedSymbol(MachOImports.plain(name), address, 0, kind, weak);
    symbols.add(symbol);
    // What dlsym finds for a name of C is the symbol with the underscore.
    if (name.startsWith("_Py")) {
      EntryNames.entry(symbol.name(), here ? address : EntryFunction.ELSEWHERE)
          .ifPresent(entries::add);
    }
  }

  private SymbolKind kind(long address) {
    int low = 0;
    int high = code.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (code[middle].contains(address)) {
        return SymbolKind.FUNCTION;
      }
      if (Long.compareUnsigned(address, code[middle].address()) < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return SymbolKind.DATA;
  }
}
