package io.abiwarden.core.image;

import io.abiwarden.core.image.PeHeader.Directory;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What a PE file exports.
 *
 * @param name the file's own name, as it was linked
 * @param symbols the exports with an address here: those with a name in the order of the names,
 *     then the others as {@code #12} by their ordinals
 * @param entries the entry functions; those that are forwarded have no address
 */
record PeExports(Optional<String> name, List<ExportedSymbol> symbols, List<EntryFunction> entries) {

  private static final int DIRECTORY = 40;

  static PeExports read(PeSpace space, PeStrings strings, Directory directory)
      throws ImageFormatException {
    return directory.isPresent()
        ? new Reader(space, strings, directory).read()
        : new PeExports(Optional.empty(), List.of(), List.of());
  }

  /** Reads the directory's three tables. */
  private static final class Reader {

    private final PeSpace space;
    private final PeStrings strings;
    private final Directory directory;
    private final List<ExportedSymbol> symbols = new ArrayList<>();
    private final List<EntryFunction> entries = new ArrayList<>();
    private final BitSet named = new BitSet();

    Reader(PeSpace space, PeStrings strings, Directory directory) {
      this.space = space;
      this.strings = strings;
      this.directory = directory;
    }

    PeExports read() throws ImageFormatException {
      FileBytes file = space.file();
      String what = "export directory";
      long at = space.table(directory.address(), DIRECTORY, what).offset();
      long ownName = file.u32(at + 12, what);
      long firstOrdinal = file.u32(at + 16, what);
      long functionCount = file.u32(at + 20, what);
      long nameCount = file.u32(at + 24, what);
      FileRange functions =
          space.table(file.u32(at + 28, what), functionCount * 4, "exported addresses");
      FileRange names = space.table(file.u32(at + 32, what), nameCount * 4, "exported names");
      FileRange ordinals =
          space.table(file.u32(at + 36, what), nameCount * 2, "exported names' ordinals");
      for (int i = 0; i < nameCount; i++) {
        int function = file.u16(ordinals.offset() + 2L * i, what);
        if (function >= functionCount) {
          throw new ImageFormatException(
              "exported names: one is for address %d of %d".formatted(function, functionCount));
        }
        named.set(function);
        String name = strings.at(file.u32(names.offset() + 4L * i, what), "exported name");
        add(name, file.u32(functions.offset() + 4L * function, what));
      }
      for (int i = 0; i < functionCount; i++) {
        long function = file.u32(functions.offset() + 4L * i, what);
        if (function != 0 && !named.get(i)) {
          add("#" + (firstOrdinal + i), function);
        }
      }
      Optional<String> own =
          ownName == 0 ? Optional.empty() : Optional.of(strings.at(ownName, "the DLL's own name"));
      return new PeExports(own, List.copyOf(symbols), List.copyOf(entries));
    }

    /** What lies within the directory itself is the name of a symbol of another DLL. */
    private void add(String name, long rva) {
      boolean forwarded =
          rva >= directory.address() && rva < directory.address() + directory.size();
      long address = forwarded ? EntryFunction.ELSEWHERE : space.address(rva);
      if (!forwarded) {
        boolean code = space.segments().find(address).map(segment -> segment.code()).orElse(false);
        SymbolKind kind = code ? SymbolKind.FUNCTION : SymbolKind.DATA;
        symbols.add(new ExportedSymbol(name, address, 0, kind, false));
      }
      EntryNames.entry(name, address).ifPresent(entries::add);
    }
  }
}
