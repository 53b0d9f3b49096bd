package io.abiwarden.core.image;

import io.abiwarden.core.image.PeHeader.Directory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a PE file takes from other DLLs, when it is loaded or later (delay-loaded), and which
 * words become the addresses of it. What is written where by binding ahead of time is not looked
 * at: the loader does not rely on it either.
 */
final class PeImports {

  private static final int DESCRIPTOR = 20;
  private static final int DELAY_DESCRIPTOR = 32;

  /** Far more than any file has. */
  private static final int MOST_LIBRARIES = 10_000;

  private static final int MOST_SYMBOLS = 200_000;

  private final PeSpace space;
  private final PeStrings strings;
  private final int wordSize;
  private final LinkedWords.Builder words;
  private final Set<String> libraries = new LinkedHashSet<>();
  private final List<NeededSymbol> needs = new ArrayList<>();

  /**
   * Makes a reader.
   *
   * @param wordSize the size of a pointer
   * @param words gets the words; a symbol's number is its index in {@link #needs}
   */
  PeImports(PeSpace space, PeStrings strings, int wordSize, LinkedWords.Builder words) {
    this.space = space;
    this.strings = strings;
    this.wordSize = wordSize;
    this.words = words;
  }

  /** The DLLs, in the file's order, each once. */
  List<String> libraries() {
    return List.copyOf(libraries);
  }

  /** The symbols, in the file's order. */
  List<NeededSymbol> needs() {
    return needs;
  }

  /** Reads the import directory, which ends at an entry of zeros, whatever its size. */
  void read(Directory directory) throws ImageFormatException {
    if (directory.address() == 0) {
      return;
    }
    String what = "import directory";
    FileRange range = space.rest(directory.address(), what);
    for (int i = 0; ; i++) {
      long at = range.offset() + (long) i * DESCRIPTOR;
      checkCount(i, range, DESCRIPTOR, what);
      long lookup = space.file().u32(at, what);
      long name = space.file().u32(at + 12, what);
      long addresses = space.file().u32(at + 16, what);
      if (name == 0 || addresses == 0) {
        return;
      }
      library(name, lookup == 0 ? addresses : lookup, addresses, 0);
    }
  }

  /** Reads the delay-load directory; old 32-bit linkers wrote addresses into it, not RVAs. */
  void readDelayed(Directory directory) throws ImageFormatException {
    if (directory.address() == 0) {
      return;
    }
    String what = "delay-load directory";
    FileRange range = space.rest(directory.address(), what);
    for (int i = 0; ; i++) {
      long at = range.offset() + (long) i * DELAY_DESCRIPTOR;
      checkCount(i, range, DELAY_DESCRIPTOR, what);
      boolean relative = (space.file().u32(at, what) & 1) != 0;
      long name = space.file().u32(at + 4, what);
      long addresses = space.file().u32(at + 12, what);
      long lookup = space.file().u32(at + 16, what);
      if (name == 0 || addresses == 0) {
        return;
      }
      long base = relative ? 0 : space.base();
      library(name - base, (lookup == 0 ? addresses : lookup) - base, addresses - base, base);
    }
  }

  private static void checkCount(int index, FileRange range, int size, String what)
      throws ImageFormatException {
    if (index >= MOST_LIBRARIES || (index + 1L) * size > range.size()) {
      throw new ImageFormatException("%s: it has no end".formatted(what));
    }
  }

  /**
   * Reads the symbols of one DLL.
   *
   * @param base what the RVAs of hints and names are counted from
   */
  private void library(long name, long lookup, long addresses, long base)
      throws ImageFormatException {
    String library = strings.at(name, "imported DLL");
    libraries.add(library);
    String what = "imports of DLL %d".formatted(libraries.size());
    FileRange range = space.rest(lookup, what);
    for (int i = 0; (i + 1L) * wordSize <= range.size(); i++) {
      long at = range.offset() + (long) i * wordSize;
      long entry = wordSize == 8 ? space.file().u64(at, what) : space.file().u32(at, what);
      if (entry == 0) {
        return;
      }
      if (needs.size() >= MOST_SYMBOLS) {
        throw new ImageFormatException("imports: more than %d".formatted(MOST_SYMBOLS));
      }
      long word = addresses + (long) i * wordSize;
      if (space.isMapped(word)) {
        words.imported(space.address(word), needs.size(), 0);
      }
      needs.add(need(symbol(entry, library, base, what), library));
    }
    throw new ImageFormatException("%s: they have no end".formatted(what));
  }

  private String symbol(long entry, String library, long base, String what)
      throws ImageFormatException {
    boolean byOrdinal = wordSize == 8 ? entry < 0 : (entry & 0x8000_0000L) != 0;
    if (byOrdinal) {
      return library + "#" + (entry & 0xffff);
    }
    // A hint of two bytes comes before the name.
    return strings.at((entry & 0xffff_ffffL) - base + 2, what);
  }

  private static NeededSymbol need(String name, String library) {
    return new NeededSymbol(
        name, false, SymbolKind.UNKNOWN, Optional.empty(), Optional.of(library));
  }
}
