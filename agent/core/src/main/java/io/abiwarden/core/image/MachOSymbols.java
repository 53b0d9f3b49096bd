package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOCommands.Table;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A Mach-O file's symbol table ({@code mach-o/nlist.h}) and its indirect one. */
final class MachOSymbols {

  /** Several times what the largest libraries have of external ones. */
  static final int LIMIT = 1_000_000;

  private static final int DEBUGGING = 0xe0;
  private static final int PRIVATE = 0x10;
  private static final int TYPE = 0x0e;
  private static final int EXTERNAL = 0x01;

  private static final int UNDEFINED = 0x0;
  private static final int ABSOLUTE = 0x2;
  private static final int PREBOUND = 0xc;
  private static final int IN_SECTION = 0xe;

  private static final int LAZY = 1;
  private static final int REFERENCE = 0x7;
  private static final int WEAK_REFERENCE = 0x40;
  private static final int WEAK_DEFINITION = 0x80;

  private final ByteBuffer file;
  private final FileRange range;
  private final FileRange indirect;
  private final int entry;
  private final StringTable strings;

  MachOSymbols(FileBytes file, MachOHeader header, MachOCommands commands) {
    this.file = file.buffer();
    this.range = commands.table(Table.SYMBOLS);
    this.indirect = commands.table(Table.INDIRECT_SYMBOLS);
    this.entry = header.wide() ? 16 : 12;
    this.strings = new StringTable(file.buffer(), commands.table(Table.STRINGS));
  }

  int count() {
    return range.size() / entry;
  }

  /** The name as the file has it, with the underscore that C names start with. */
  String name(int index) throws ImageFormatException {
    return strings.at(Integer.toUnsignedLong(file.getInt(at(index))));
  }

  long value(int index) {
    int at = at(index) + 8;
    return entry == 16 ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at));
  }

  /** Whether it is looked for in other libraries. */
  boolean isNeeded(int index) {
    int type = type(index);
    boolean undefined = (type & TYPE) == UNDEFINED || (type & TYPE) == PREBOUND;
    return (type & (DEBUGGING | EXTERNAL)) == EXTERNAL && undefined && value(index) == 0;
  }

  /** Whether other libraries can find it here, as far as this table says. */
  boolean isExported(int index) {
    int type = type(index);
    boolean defined = (type & TYPE) == IN_SECTION || (type & TYPE) == ABSOLUTE;
    return (type & (DEBUGGING | PRIVATE | EXTERNAL)) == EXTERNAL && defined;
  }

  boolean isAbsolute(int index) {
    return (type(index) & TYPE) == ABSOLUTE;
  }

  boolean isWeakReference(int index) {
    return (description(index) & WEAK_REFERENCE) != 0;
  }

  boolean isWeakDefinition(int index) {
    return (description(index) & WEAK_DEFINITION) != 0;
  }

  /** Whether it is only called, which old linkers note. */
  boolean isCalled(int index) {
    return (description(index) & REFERENCE) == LAZY;
  }

  /** The number of the library that supplies it, as {@link MachOImports} has them. */
  int library(int index) {
    int number = description(index) >>> 8;
    return switch (number) {
      case 0xfe -> MachOImports.FLAT;
      case 0xff -> MachOImports.MAIN;
      default -> number;
    };
  }

  /** How many entries the indirect symbol table has. */
  int indirectCount() {
    return indirect.size() / 4;
  }

  /**
   * The symbol of an entry of the indirect symbol table.
   *
   * @return its index; -1 if it is one of the file's own that has no name, or the entry is a lie
   */
  int indirect(long index) {
    if (index < 0 || index >= indirectCount()) {
      return -1;
    }
    int symbol = file.getInt(indirect.offset() + 4 * (int) index);
    return symbol >= 0 && symbol < count() ? symbol : -1;
  }

  private int type(int index) {
    return file.get(at(index) + 4) & 0xff;
  }

  private int description(int index) {
    return Short.toUnsignedInt(file.getShort(at(index) + 6));
  }

  private int at(int index) {
    return range.offset() + index * entry;
  }

  /** Whether the file's numbers have their last byte first. */
  boolean isLittleEndian() {
    return file.order() == ByteOrder.LITTLE_ENDIAN;
  }
}
