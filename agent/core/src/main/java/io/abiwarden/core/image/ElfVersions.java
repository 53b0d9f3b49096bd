package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The symbol versions that an ELF file asks of other libraries ({@code DT_VERNEED}) and those that
 * it has itself ({@code DT_VERDEF}).
 */
final class ElfVersions {

  private static final String NEEDS = "needed versions (DT_VERNEED)";
  private static final String PER_SYMBOL = "symbol versions (DT_VERSYM)";
  private static final String DEFINES = "defined versions (DT_VERDEF)";
  private static final int HIDDEN = 0x8000;

  /** {@code VER_FLG_WEAK}. */
  private static final int WEAK = 2;

  /** A file asks some twenty libraries for some thirty versions each at most. */
  private static final int LIMIT = 65_536;

  private final List<NeededVersion> asked = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();
  private final Map<Integer, Need> needs = new HashMap<>();
  private final FileBytes file;
  private Optional<FileRange> perSymbol = Optional.empty();
  private int left = LIMIT;

  /** A version and the library it is asked of. */
  record Need(String version, String library) {}

  private ElfVersions(FileBytes file) {
    this.file = file;
  }

  static ElfVersions read(
      FileBytes file, ElfProgram program, ElfDynamic dynamic, StringTable strings)
      throws ImageFormatException {
    ElfVersions versions = new ElfVersions(file);
    if (dynamic.value(ElfDynamic.VERSYM).isPresent()) {
      versions.perSymbol =
          Optional.of(program.rest(dynamic.valueOrZero(ElfDynamic.VERSYM), PER_SYMBOL));
    }
    if (versions.perSymbol.isPresent() && dynamic.value(ElfDynamic.VERNEED).isPresent()) {
      versions.readNeeds(program.rest(dynamic.valueOrZero(ElfDynamic.VERNEED), NEEDS), strings);
    }
    if (dynamic.value(ElfDynamic.VERDEF).isPresent()) {
      versions.readDefinitions(
          program.rest(dynamic.valueOrZero(ElfDynamic.VERDEF), DEFINES), strings);
    }
    return versions;
  }

  /** Every version asked for, in the file's order. */
  List<NeededVersion> needed() {
    return List.copyOf(asked);
  }

  /** Every version it has. */
  Set<String> defined() {
    return Set.copyOf(defined);
  }

  /** Whether a symbol of its own has a version that is not the default: found by version only. */
  boolean isHidden(int symbol) throws ImageFormatException {
    if (perSymbol.isEmpty()) {
      return false;
    }
    FileRange range = perSymbol.get();
    long at = 2L * symbol;
    return at + 2 <= range.size() && (file.u16(range.offset() + at, PER_SYMBOL) & HIDDEN) != 0;
  }

  /** The version that an undefined symbol asks for, if it does. */
  Optional<Need> of(int symbol) throws ImageFormatException {
    if (perSymbol.isEmpty()) {
      return Optional.empty();
    }
    FileRange range = perSymbol.get();
    long at = 2L * symbol;
    if (at + 2 > range.size()) {
      throw new ImageFormatException("%s: none for symbol %d".formatted(PER_SYMBOL, symbol));
    }
    int index = file.u16(range.offset() + at, PER_SYMBOL) & ~HIDDEN;
    return Optional.ofNullable(needs.get(index));
  }

  /** Follows the two levels of linked lists; links only lead forward, so that both end. */
  private void readNeeds(FileRange range, StringTable strings) throws ImageFormatException {
    long end = (long) range.offset() + range.size();
    long at = range.offset();
    while (true) {
      require(at, end);
      String library = strings.at(file.u32(at + 4, NEEDS));
      readVersions(at + file.u32(at + 8, NEEDS), file.u16(at + 2, NEEDS), end, library, strings);
      long next = file.u32(at + 12, NEEDS);
      if (next == 0) {
        return;
      }
      at += next;
    }
  }

  private void readVersions(long first, int count, long end, String library, StringTable strings)
      throws ImageFormatException {
    long at = first;
    for (int i = 0; i < count; i++) {
      require(at, end);
      int index = file.u16(at + 6, NEEDS) & ~HIDDEN;
      String version = strings.at(file.u32(at + 8, NEEDS));
      needs.put(index, new Need(version, library));
      asked.add(new NeededVersion(version, library, (file.u16(at + 4, NEEDS) & WEAK) != 0));
      long next = file.u32(at + 12, NEEDS);
      if (next == 0) {
        return;
      }
      at += next;
    }
  }

  /** Each definition's first name is its own; further ones are those it inherits from. */
  private void readDefinitions(FileRange range, StringTable strings) throws ImageFormatException {
    long end = (long) range.offset() + range.size();
    long at = range.offset();
    while (true) {
      // An entry has 20 bytes, of which the last 8 are read as two offsets.
      require(at + 4, end);
      long name = at + file.u32(at + 12, DEFINES);
      if (name + 8 > end) {
        throw new ImageFormatException(DEFINES + ": leave their segment");
      }
      defined.add(strings.at(file.u32(name, DEFINES)));
      long next = file.u32(at + 16, DEFINES);
      if (next == 0) {
        return;
      }
      at += next;
    }
  }

  /** Both kinds of entry have 16 bytes. */
  private void require(long at, long end) throws ImageFormatException {
    if (at + 16 > end) {
      throw new ImageFormatException(NEEDS + ": leave their segment");
    }
    if (left-- == 0) {
      throw new ImageFormatException(NEEDS + ": more than %d".formatted(LIMIT));
    }
  }
}
