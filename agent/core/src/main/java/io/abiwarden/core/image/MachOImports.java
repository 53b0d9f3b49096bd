package io.abiwarden.core.image;

import io.abiwarden.core.python.KnownNames;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The names that a Mach-O file takes from elsewhere, each once, with the library it is asked of.
 * Libraries are counted from 1; other numbers have the meanings of {@code BIND_SPECIAL_DYLIB_*}.
 */
final class MachOImports {

  /** The file itself. */
  static final int SELF = 0;

  /** The program, which for extensions is Python. */
  static final int MAIN = -1;

  /** Any library of the process. */
  static final int FLAT = -2;

  /** Any library of the process; definitions of the file's own will do. */
  static final int WEAK = -3;

  private final MachOCommands commands;
  private final MachOExports exports;
  private final Map<String, Integer> indices = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Integer> libraries = new ArrayList<>();
  private final BitSet strong = new BitSet();
  private final BitSet elsewhere = new BitSet();
  private final Map<String, Long> own = new HashMap<>();

  MachOImports(MachOCommands commands, MachOExports exports) {
    this.commands = commands;
    this.exports = exports;
  }

  /** A name without the underscore that stands before C names. */
  static String plain(String name) {
    return name.startsWith("_") ? name.substring(1) : name;
  }

  /**
   * Notes an import.
   *
   * @param name as the file has it
   * @param library the library's number
   * @param weak whether linking goes on without it
   * @return the name's number, by which the words are bound
   */
  int add(String name, int library, boolean weak) throws ImageFormatException {
    if (library > commands.libraries().size() || library < WEAK) {
      throw new ImageFormatException(
          "symbol %s is asked of library %d, but there are %d"
              .formatted(name, library, commands.libraries().size()));
    }
    String plain = plain(name);
    Integer known = indices.get(plain);
    int index = known == null ? names.size() : known;
    if (known == null) {
      if (index >= MachOSymbols.LIMIT) {
        throw new ImageFormatException("imports: more than the limit of " + MachOSymbols.LIMIT);
      }
      indices.put(plain, index);
      names.add(plain);
      libraries.add(library);
    } else if (libraries.get(index) <= SELF && library > SELF) {
      libraries.set(index, library);
    }
    if (!weak) {
      strong.set(index);
    }
    if (own(index, library).isEmpty()) {
      elsewhere.set(index);
    }
    return index;
  }

  /** The name of a number. */
  String name(int index) {
    return names.get(index);
  }

  /** Where the file itself has what is asked for; empty if it is another library's. */
  OptionalLong own(int index, int library) {
    String name = names.get(index);
    boolean possible =
        library == SELF
            || library == WEAK
            || (library == FLAT && KnownNames.exportedBy(name).isEmpty());
    Long address = possible ? ownNames().get(name) : null;
    return address == null ? OptionalLong.empty() : OptionalLong.of(address);
  }

  private Map<String, Long> ownNames() {
    if (own.isEmpty()) {
      // The empty name is nobody's: it notes that the table was filled.
      own.put("", 0L);
      for (ExportedSymbol symbol : exports.symbols()) {
        if (symbol.kind() != SymbolKind.UNKNOWN) {
          own.put(symbol.name(), symbol.address());
        }
      }
    }
    return own;
  }

  /** What the file needs, by its symbol table and by what is bound. */
  List<NeededSymbol> needs(MachOSymbols symbols, MachOHeader header) throws ImageFormatException {
    Map<String, NeededSymbol> needs = new LinkedHashMap<>();
    BitSet called = called(symbols);
    for (int i = 0; i < symbols.count(); i++) {
      if (symbols.isNeeded(i)) {
        String name = plain(symbols.name(i));
        Integer bound = indices.get(name);
        int library = header.twoLevel() ? symbols.library(i) : FLAT;
        boolean weak = symbols.isWeakReference(i);
        if (bound != null) {
          if (!elsewhere.get(bound)) {
            continue;
          }
          library = libraries.get(bound) > SELF ? libraries.get(bound) : library;
          // The dynamic linker goes by what is bound.
          weak = !strong.get(bound);
        }
        needs.put(name, need(name, weak, library, called.get(i) || symbols.isCalled(i)));
        if (needs.size() > MachOSymbols.LIMIT) {
          throw new ImageFormatException("needs: more than the limit of " + MachOSymbols.LIMIT);
        }
      }
    }
    for (int i = 0; i < names.size(); i++) {
      if (elsewhere.get(i) && !needs.containsKey(names.get(i))) {
        needs.put(names.get(i), need(names.get(i), !strong.get(i), libraries.get(i), false));
      }
    }
    return List.copyOf(needs.values());
  }

  private NeededSymbol need(String name, boolean weak, int library, boolean called) {
    List<String> known = commands.libraries();
    return new NeededSymbol(
        name,
        weak,
        called ? SymbolKind.FUNCTION : SymbolKind.UNKNOWN,
        Optional.empty(),
        library > SELF && library <= known.size()
            ? Optional.of(known.get(library - 1))
            : Optional.empty());
  }

  /** The symbols that stubs jump to. */
  private BitSet called(MachOSymbols symbols) {
    BitSet called = new BitSet();
    // Sections share the table between them: a lie must not have it read for each of them.
    long left = symbols.indirectCount();
    for (MachOSegment.Section section : commands.sections()) {
      if (section.type() == MachOSegment.Section.STUBS && section.stubSize() != 0) {
        long count = Math.min(Long.divideUnsigned(section.size(), section.stubSize()), left);
        left -= count;
        for (long i = 0; i < count; i++) {
          int symbol = symbols.indirect(section.indirectStart() + i);
          if (symbol >= 0) {
            called.set(symbol);
          }
        }
      }
    }
    return called;
  }
}
