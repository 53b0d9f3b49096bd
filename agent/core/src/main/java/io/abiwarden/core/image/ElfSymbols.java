package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import io.abiwarden.core.python.KnownNames;
import java.nio.ByteBuffer;

/**
 * An ELF file's dynamic symbol table. How many symbols it has is written nowhere in the dynamic
 * table, so any number up to {@link #available} can be asked for; see {@link ElfSymbolCount}.
 */
final class ElfSymbols {

  /** Several times what the largest libraries have; what is read of them is held in memory. */
  private static final int LIMIT = 1_000_000;

  private static final int SECTION_UNDEFINED = 0;
  private static final int SECTION_ABSOLUTE = 0xfff1;

  private static final int BINDING_GLOBAL = 1;
  private static final int BINDING_WEAK = 2;
  private static final int BINDING_GNU_UNIQUE = 10;

  private static final int TYPE_OBJECT = 1;
  private static final int TYPE_FUNCTION = 2;
  private static final int TYPE_SECTION = 3;
  private static final int TYPE_FILE = 4;
  private static final int TYPE_COMMON = 5;
  private static final int TYPE_TLS = 6;
  private static final int TYPE_INDIRECT_FUNCTION = 10;

  private static final int VISIBILITY_DEFAULT = 0;
  private static final int VISIBILITY_PROTECTED = 3;

  private final ByteBuffer file;
  private final ElfWidth width;
  private final FileRange range;
  private final StringTable strings;

  private ElfSymbols(ByteBuffer file, ElfWidth width, FileRange range, StringTable strings) {
    this.file = file;
    this.width = width;
    this.range = range;
    this.strings = strings;
  }

  static ElfSymbols read(
      FileBytes file, ElfProgram program, ElfDynamic dynamic, StringTable strings)
      throws ImageFormatException {
    String what = "symbol table (DT_SYMTAB)";
    dynamic.requireEntrySize(ElfDynamic.SYMENT, program.width().symbol(), what);
    FileRange range =
        dynamic.value(ElfDynamic.SYMTAB).isEmpty()
            ? new FileRange(0, 0)
            : program.rest(dynamic.valueOrZero(ElfDynamic.SYMTAB), what);
    return new ElfSymbols(file.buffer(), program.width(), range, strings);
  }

  /** How many symbols fit between the table's start and the end of its segment. */
  int available() {
    return Math.min(LIMIT, range.size() / width.symbol());
  }

  /** Whether the table of strings has a name for it. */
  boolean isNamed(int index) {
    return nameOffset(index) < strings.size();
  }

  String name(int index) throws ImageFormatException {
    return strings.at(nameOffset(index));
  }

  long nameOffset(int index) {
    return Integer.toUnsignedLong(file.getInt(at(index)));
  }

  long value(int index) {
    return width.word(file, at(index) + width.word());
  }

  long size(int index) {
    return width.word(file, at(index) + 2 * width.word());
  }

  boolean isUndefined(int index) {
    return section(index) == SECTION_UNDEFINED;
  }

  boolean isWeak(int index) {
    return binding(index) == BINDING_WEAK;
  }

  boolean isIndirectFunction(int index) {
    return type(index) == TYPE_INDIRECT_FUNCTION;
  }

  /** Whether it is looked for in other libraries. */
  boolean isNeeded(int index) {
    return isUndefined(index) && isBoundByName(index) && nameOffset(index) != 0;
  }

  /** Whether other libraries, and {@code dlsym}, can find it here. */
  boolean isExported(int index) {
    int section = section(index);
    int type = type(index);
    int visibility = file.get(info(index) + 1) & 3;
    return section != SECTION_UNDEFINED
        && isBoundByName(index)
        && type != TYPE_SECTION
        && type != TYPE_FILE
        && (visibility == VISIBILITY_DEFAULT || visibility == VISIBILITY_PROTECTED)
        // The dynamic linker passes over others at address 0.
        && (value(index) != 0 || section == SECTION_ABSOLUTE || type == TYPE_TLS);
  }

  /**
   * Whether an exported symbol of its own is replaced in an interpreter's process: libpython stands
   * before every extension there, so a name that Python has means Python's.
   */
  boolean isInterposed(int index) {
    if (isUndefined(index) || !isExported(index)) {
      return false;
    }
    try {
      String name = name(index);
      return (name.startsWith("_Py") || name.startsWith("Py"))
          && !KnownNames.exportedBy(name).isEmpty();
    } catch (ImageFormatException e) {
      // A name that cannot be read is nobody's.
      return false;
    }
  }

  SymbolKind kind(int index) {
    return switch (type(index)) {
      case TYPE_OBJECT, TYPE_COMMON -> SymbolKind.DATA;
      case TYPE_FUNCTION -> SymbolKind.FUNCTION;
      case TYPE_TLS -> SymbolKind.THREAD_LOCAL;
      case TYPE_INDIRECT_FUNCTION -> SymbolKind.INDIRECT_FUNCTION;
      default -> SymbolKind.UNKNOWN;
    };
  }

  private boolean isBoundByName(int index) {
    int binding = binding(index);
    return binding == BINDING_GLOBAL || binding == BINDING_WEAK || binding == BINDING_GNU_UNIQUE;
  }

  private int binding(int index) {
    return (file.get(info(index)) & 0xff) >>> 4;
  }

  private int type(int index) {
    return file.get(info(index)) & 0xf;
  }

  private int section(int index) {
    return Short.toUnsignedInt(file.getShort(info(index) + 2));
  }

  /** Type, visibility and section stand before the words in 64-bit files, else behind them. */
  private int info(int index) {
    return at(index) + (width.is64() ? 4 : 12);
  }

  private int at(int index) {
    if (index < 0 || index >= available()) {
      throw new IndexOutOfBoundsException(index);
    }
    return range.offset() + index * width.symbol();
  }
}
