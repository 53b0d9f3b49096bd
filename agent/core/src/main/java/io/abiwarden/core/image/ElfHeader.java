package io.abiwarden.core.image;

/**
 * What is used of an ELF file's header.
 *
 * @param machine {@code e_machine}
 * @param programHeaders where the program headers start in the file
 * @param programHeaderCount how many there are
 */
record ElfHeader(int machine, long programHeaders, int programHeaderCount) {

  /** The size of an entry of the program header table, 64-bit. */
  static final int PROGRAM_HEADER_SIZE = 56;

  private static final int CLASS_32 = 1;
  private static final int CLASS_64 = 2;
  private static final int DATA_LITTLE_ENDIAN = 1;
  private static final int DATA_BIG_ENDIAN = 2;
  private static final int TYPE_DYN = 3;

  static ElfHeader read(FileBytes file) throws ImageFormatException {
    String what = "ELF header";
    int width = file.u8(4, what);
    int order = file.u8(5, what);
    if (width == CLASS_32) {
      throw new ImageFormatException("a 32-bit ELF file: only 64-bit ones are read so far");
    }
    if (order == DATA_BIG_ENDIAN) {
      throw new ImageFormatException("a big-endian ELF file: only little-endian is read so far");
    }
    if (width != CLASS_64 || order != DATA_LITTLE_ENDIAN) {
      throw new ImageFormatException(
          "ELF header: no such class and byte order: %d, %d".formatted(width, order));
    }
    int type = file.u16(16, what);
    if (type != TYPE_DYN) {
      throw new ImageFormatException("an ELF file, but " + nameOfType(type));
    }
    int size = file.u16(54, what);
    int count = file.u16(56, what);
    if (count > 0 && size != PROGRAM_HEADER_SIZE) {
      throw new ImageFormatException(
          "ELF header: program headers of %d bytes, not %d".formatted(size, PROGRAM_HEADER_SIZE));
    }
    return new ElfHeader(file.u16(18, what), file.u64(32, what), count);
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
