package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segments.FileRange;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads an ELF shared library of either word size and byte order from what the dynamic linker
 * itself goes by: the program headers and the dynamic table.
 */
final class ElfReader {

  /** Far more than any library has. */
  private static final int CONSTRUCTOR_LIMIT = 65_536;

  private final FileBytes file;
  private final ElfHeader header;
  private final ElfMachine machine;
  private final ElfProgram program;
  private final ElfDynamic dynamic;
  private final StringTable strings;
  private final ElfSymbols symbols;

  private ElfReader(FileBytes file, boolean orProgram) throws ImageFormatException {
    this.file = file;
    header = ElfHeader.read(file, orProgram);
    machine = ElfMachine.of(header);
    program = ElfProgram.read(file, header);
    dynamic = ElfDynamic.read(file, program);
    strings = strings();
    symbols = ElfSymbols.read(file, program, dynamic, strings);
  }

  private StringTable strings() throws ImageFormatException {
    String what = "string table (DT_STRTAB)";
    if (dynamic.value(ElfDynamic.STRTAB).isEmpty()) {
      return new StringTable(file.buffer(), new FileRange(0, 0));
    }
    long address = dynamic.valueOrZero(ElfDynamic.STRTAB);
    return new StringTable(
        file.buffer(),
        dynamic.value(ElfDynamic.STRSZ).isPresent()
            ? program.table(address, dynamic.valueOrZero(ElfDynamic.STRSZ), what)
            : program.rest(address, what));
  }

  static Image read(ByteBuffer bytes) throws ImageFormatException {
    return new ElfReader(ElfHeader.ordered(bytes), false).image();
  }

  /** Also reads an executable, which may export names and open libraries as a library does. */
  static Image readProgram(ByteBuffer bytes) throws ImageFormatException {
    return new ElfReader(ElfHeader.ordered(bytes), true).image();
  }

  /** Reads what an image or an executable asks of the dynamic linker, and none of its symbols. */
  static Image readOutline(ByteBuffer bytes) throws ImageFormatException {
    return new ElfReader(ElfHeader.ordered(bytes), true).outline();
  }

  private Image outline() throws ImageFormatException {
    ElfVersions versions = ElfVersions.read(file, program, dynamic, strings);
    return new ElfImage(
        ElfMachine.architecture(header),
        ElfMachine.hasFunctionDescriptors(header),
        new LinkedMemory(
            file.buffer(),
            program.segments(),
            program.width().word(),
            new LinkedWords.Builder(0).build(i -> "")),
        List.of(),
        List.of(),
        libraries(),
        text(ElfDynamic.SONAME),
        path(ElfDynamic.RPATH),
        path(ElfDynamic.RUNPATH),
        List.of(),
        List.of(),
        versions.defined(),
        versions.needed(),
        new ElfImage.PltWords(new long[0]));
  }

  private Image image() throws ImageFormatException {
    ElfRelocations relocations = ElfRelocations.read(file, program, dynamic, symbols, machine);
    int count =
        ElfSymbolCount.of(file, program, dynamic, symbols, machine, relocations.used().length());

    String[] undefined = new String[count];
    List<NeededSymbol> needs = new ArrayList<>();
    List<ExportedSymbol> exports = new ArrayList<>();
    List<EntryFunction> entries = new ArrayList<>();
    ElfVersions versions = ElfVersions.read(file, program, dynamic, strings);
    for (int i = 1; i < count; i++) {
      if (symbols.isUndefined(i)) {
        undefined[i] = symbols.name(i);
        if (symbols.isNeeded(i)) {
          needs.add(need(i, undefined[i], relocations.jumpSlots().get(i), versions));
        }
      } else if (symbols.isExported(i)) {
        ExportedSymbol export = export(i);
        exports.add(export);
        if (symbols.isInterposed(i)) {
          undefined[i] = export.name();
        }
        if (!versions.isHidden(i)) {
          EntryNames.entry(export.name(), export.address()).ifPresent(entries::add);
        }
      }
    }
    LinkedMemory memory =
        new LinkedMemory(
            file.buffer(),
            program.segments(),
            program.width().word(),
            relocations.words().build(i -> undefined[i]));
    return new ElfImage(
        ElfMachine.architecture(header),
        ElfMachine.hasFunctionDescriptors(header),
        memory,
        List.copyOf(exports),
        List.copyOf(needs),
        libraries(),
        text(ElfDynamic.SONAME),
        path(ElfDynamic.RPATH),
        path(ElfDynamic.RUNPATH),
        List.copyOf(entries),
        constructors(memory),
        versions.defined(),
        versions.needed(),
        new ElfImage.PltWords(relocations.pltOffsets()));
  }

  private NeededSymbol need(int index, String name, boolean isCalled, ElfVersions versions)
      throws ImageFormatException {
    SymbolKind said = symbols.kind(index);
    Optional<ElfVersions.Need> version = versions.of(index);
    return new NeededSymbol(
        name,
        symbols.isWeak(index),
        said == SymbolKind.UNKNOWN && isCalled ? SymbolKind.FUNCTION : said,
        version.map(ElfVersions.Need::version),
        version.map(ElfVersions.Need::library));
  }

  private ExportedSymbol export(int index) throws ImageFormatException {
    return new ExportedSymbol(
        symbols.name(index),
        symbols.value(index),
        symbols.size(index),
        symbols.kind(index),
        symbols.isWeak(index));
  }

  private List<String> libraries() throws ImageFormatException {
    List<String> names = new ArrayList<>();
    for (long offset : dynamic.needed()) {
      names.add(strings.at(offset));
    }
    return List.copyOf(names);
  }

  private Optional<String> text(long tag) throws ImageFormatException {
    return dynamic.value(tag).isPresent()
        ? Optional.of(strings.at(dynamic.valueOrZero(tag)))
        : Optional.empty();
  }

  private List<String> path(long tag) throws ImageFormatException {
    List<String> entries = new ArrayList<>();
    for (String entry : text(tag).orElse("").split(":", -1)) {
      if (!entry.isEmpty()) {
        entries.add(entry);
      }
    }
    return List.copyOf(entries);
  }

  private List<Long> constructors(LinkedMemory memory) throws ImageFormatException {
    int word = program.width().word();
    List<Long> found = new ArrayList<>();
    long init = dynamic.valueOrZero(ElfDynamic.INIT);
    if (init != 0) {
      found.add(init);
    }
    long array = dynamic.valueOrZero(ElfDynamic.INIT_ARRAY);
    long count = Long.divideUnsigned(dynamic.valueOrZero(ElfDynamic.INIT_ARRAYSZ), word);
    if (array != 0 && count > CONSTRUCTOR_LIMIT) {
      throw new ImageFormatException(
          "constructors (DT_INIT_ARRAY): %s of them".formatted(Long.toUnsignedString(count)));
    }
    for (long i = 0; array != 0 && i < count; i++) {
      if (memory.word(array + i * word) instanceof Word.Value(long address) && address != 0) {
        found.add(address);
      }
    }
    return List.copyOf(found);
  }
}
