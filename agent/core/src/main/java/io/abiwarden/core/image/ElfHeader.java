package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What is used of an ELF file's header.
 *
 * @param width the word size
 * @param order the byte order
 * @param machine {@code e_machine}
 * @param flags {@code e_flags}, whose meaning is the machine's own
 * @param programHeaders where the program headers start in the file
 * @param programHeaderCount how many there are
 */
record ElfHeader(
    ElfWidth width,
    ByteOrder order,
    int machine,
    int flags,
    long programHeaders,
    int programHeaderCount) {

  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int DATA_LITTLE_ENDIAN = 1;
  private static final int DATA_BIG_ENDIAN = 2;
  private static final int TYPE_EXEC = 2;
  private static final int TYPE_DYN = 3;

  /**
   * Sees to it that a file's numbers are read in its own byte order.
   *
   * @param file the file
   * @return the same bytes
   */
  static FileBytes ordered(ByteBuffer file) throws ImageFormatException {
    boolean isBig = new FileBytes(file).u8(5, "ELF header") == DATA_BIG_ENDIAN;
    return new FileBytes(
        file.duplicate().order(isBig ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN));
  }

  /**
   * Reads the header of a shared library.
   *
   * @param file the file, already in its byte order
   * @param orProgram whether it may be an executable that always lies at the same address
   */
  static ElfHeader read(FileBytes file, boolean orProgram) throws ImageFormatException {
    String what = "ELF header";
    ElfHeader header = readAnyType(file);
    int type = file.u16(16, what);
    if (type != TYPE_DYN && !(orProgram && type == TYPE_EXEC)) {
      throw new ImageFormatException("an ELF file, but " + nameOfType(type));
    }
    int size = file.u16(header.flagsAt() + 6L, what);
    int expected = header.width.programHeader();
    if (header.programHeaderCount > 0 && size != expected) {
      throw new ImageFormatException(
          "ELF header: program headers of %d bytes, not %d".formatted(size, expected));
    }
    return header;
  }

  /** Reads the header of an ELF file that need not be a shared library. */
  static ElfHeader readAnyType(FileBytes file) throws ImageFormatException {
    String what = "ELF header";
    int bits = file.u8(4, what);
    int order = file.u8(5, what);
    if ((bits != CLASS_32 && bits != CLASS_64)
        || (order != DATA_LITTLE_ENDIAN && order != DATA_BIG_ENDIAN)) {
      throw new ImageFormatException(
          "ELF header: no such class and byte order: %d, %d".formatted(bits, order));
    }
    ElfWidth width = bits == CLASS_64 ? ElfWidth.BITS_64 : ElfWidth.BITS_32;
    int flagsAt = flagsAt(width);
    return new ElfHeader(
        width,
        file.buffer().order(),
        file.u16(18, what),
        (int) file.u32(flagsAt, what),
        width.word(file, 24L + width.word(), what),
        file.u16(flagsAt + 8L, what));
  }

  private int flagsAt() {
    return flagsAt(width);
  }

  /** Three addresses stand between the file's version and its flags. */
  private static int flagsAt(ElfWidth width) {
    return 24 + 3 * width.word();
  }

  private static String nameOfType(int type) {
    return switch (type) {
      case 1 -> "an object file for the linker (ET_REL), not a shared library";
      case 2 -> "an executable (ET_EXEC), not a shared library";
      case 4 -> "a core dump (ET_CORE), not a shared library";
      default -> "of type %d, not a shared library".formatted(type);
    };
  }
}
