package io.abiwarden.core.image;

/**
 * What is used of a PE file's headers (Microsoft's "PE Format").
 *
 * @param machine the processor ({@code IMAGE_FILE_MACHINE_…})
 * @param pointerSize 4 for PE32, 8 for PE32+
 * @param imageBase the preferred base
 * @param sectionAlignment what sections are aligned to in memory
 * @param sizeOfHeaders how much of the file's start is mapped at the base
 * @param entryPoint the RVA of the function that runs when the DLL is opened, or 0
 * @param directories where the data directories start in the file
 * @param directoryCount how many there are, 16 at most
 * @param sections where the section table starts in the file
 * @param sectionCount how many sections there are
 */
record PeHeader(
    int machine,
    int pointerSize,
    long imageBase,
    long sectionAlignment,
    long sizeOfHeaders,
    long entryPoint,
    long directories,
    int directoryCount,
    long sections,
    int sectionCount) {

  static final int EXPORTS = 0;
  static final int IMPORTS = 1;
  static final int BASE_RELOCATIONS = 5;
  static final int THREAD_LOCALS = 9;
  static final int LOAD_CONFIGURATION = 10;
  static final int DELAY_IMPORTS = 13;

  private static final int SIGNATURE = 0x4550; // "PE\0\0"
  private static final int IS_DLL = 0x2000;
  private static final int PE32 = 0x10b;
  private static final int PE32_PLUS = 0x20b;
  private static final int COFF_SIZE = 20;
  private static final int MOST_DIRECTORIES = 16;

  /** A data directory: an RVA and a size in bytes, both 0 if there is none. */
  record Directory(long address, long size) {

    static final Directory NONE = new Directory(0, 0);

    boolean isPresent() {
      return address != 0 && size != 0;
    }
  }

  static PeHeader read(FileBytes file) throws ImageFormatException {
    long start = file.u32(0x3c, "DOS header (e_lfanew)");
    String what = "PE header";
    if (file.u32(start, what) != SIGNATURE) {
      throw new ImageFormatException(
          "a DOS or 16-bit Windows file: no PE header at 0x%x".formatted(start));
    }
    long coff = start + 4;
    int machine = file.u16(coff, what);
    int sectionCount = file.u16(coff + 2, what);
    int optionalSize = file.u16(coff + 16, what);
    if ((file.u16(coff + 18, what) & IS_DLL) == 0) {
      throw new ImageFormatException("a PE file, but a program (.exe), not a DLL");
    }
    long optional = coff + COFF_SIZE;
    int magic = file.u16(optional, "PE optional header");
    return switch (magic) {
      case PE32 -> read(file, machine, optional, 4, optional + optionalSize, sectionCount);
      case PE32_PLUS -> read(file, machine, optional, 8, optional + optionalSize, sectionCount);
      default ->
          throw new ImageFormatException(
              "PE optional header: 0x%x, neither PE32 nor PE32+".formatted(magic));
    };
  }

  private static PeHeader read(
      FileBytes file, int machine, long at, int pointerSize, long sections, int sectionCount)
      throws ImageFormatException {
    String what = "PE optional header";
    boolean wide = pointerSize == 8;
    long directories = at + (wide ? 112 : 96);
    return new PeHeader(
        machine,
        pointerSize,
        wide ? file.u64(at + 24, what) : file.u32(at + 28, what),
        file.u32(at + 32, what),
        file.u32(at + 60, what),
        file.u32(at + 16, what),
        directories,
        (int) Math.min(MOST_DIRECTORIES, file.u32(directories - 4, what)),
        sections,
        sectionCount);
  }

  /** Reads a data directory's place. */
  Directory directory(FileBytes file, int index) throws ImageFormatException {
    if (index >= directoryCount) {
      return Directory.NONE;
    }
    long at = directories + 8L * index;
    return new Directory(file.u32(at, "PE data directory"), file.u32(at + 4, "PE data directory"));
  }
}
