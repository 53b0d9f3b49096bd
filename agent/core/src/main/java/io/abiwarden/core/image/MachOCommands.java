package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOSegment.Section;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The load commands of a Mach-O file ({@code mach-o/loader.h}): where its segments and tables lie.
 * The tables themselves are read by others.
 */
final class MachOCommands {

  /** Several times what the largest files have. */
  private static final int LIMIT = 10_000;

  private static final int REQUIRED = 0x8000_0000;
  private static final int SEGMENT = 0x1;
  private static final int SYMTAB = 0x2;
  private static final int DYSYMTAB = 0xb;
  private static final int LOAD_DYLIB = 0xc;
  private static final int ID_DYLIB = 0xd;
  private static final int ROUTINES = 0x11;
  private static final int LOAD_WEAK_DYLIB = 0x18 | REQUIRED;
  private static final int SEGMENT_64 = 0x19;
  private static final int ROUTINES_64 = 0x1a;
  private static final int RPATH = 0x1c | REQUIRED;
  private static final int REEXPORT_DYLIB = 0x1f | REQUIRED;
  private static final int LAZY_LOAD_DYLIB = 0x20;
  private static final int ENCRYPTION_INFO = 0x21;
  private static final int DYLD_INFO = 0x22;
  private static final int DYLD_INFO_ONLY = 0x22 | REQUIRED;
  private static final int LOAD_UPWARD_DYLIB = 0x23 | REQUIRED;
  private static final int VERSION_MIN_MACOSX = 0x24;
  private static final int VERSION_MIN_IPHONEOS = 0x25;
  private static final int ENCRYPTION_INFO_64 = 0x2c;
  private static final int VERSION_MIN_TVOS = 0x2f;
  private static final int VERSION_MIN_WATCHOS = 0x30;
  private static final int BUILD_VERSION = 0x32;
  private static final int DYLD_EXPORTS_TRIE = 0x33 | REQUIRED;
  private static final int DYLD_CHAINED_FIXUPS = 0x34 | REQUIRED;

  /** The tables that the load commands point to. */
  enum Table {
    SYMBOLS,
    STRINGS,
    INDIRECT_SYMBOLS,
    EXTERNAL_RELOCATIONS,
    LOCAL_RELOCATIONS,
    REBASES,
    BINDS,
    WEAK_BINDS,
    LAZY_BINDS,
    EXPORTS,
    CHAINED_FIXUPS
  }

  private static final int RELOCATION_SIZE = 8;

  private final FileBytes file;
  private final MachOHeader header;
  private final List<MachOSegment> segments = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final Map<Table, FileRange> tables = new EnumMap<>(Table.class);
  private final List<String> libraries = new ArrayList<>();
  private final List<String> rpaths = new ArrayList<>();
  private Optional<String> id = Optional.empty();
  private Optional<MinimumOs> minimumOs = Optional.empty();
  private OptionalLong routine = OptionalLong.empty();
  private boolean opcodes;

  private MachOCommands(FileBytes file, MachOHeader header) {
    this.file = file;
    this.header = header;
  }

  static MachOCommands read(FileBytes file, MachOHeader header) throws ImageFormatException {
    MachOCommands commands = new MachOCommands(file, header);
    commands.read();
    return commands;
  }

  private void read() throws ImageFormatException {
    FileRange all = file.range(header.commands(), header.commandsSize(), "load commands");
    if (header.commandCount() > LIMIT) {
      throw new ImageFormatException(
          "load commands: %d of them, more than the limit of %d"
              .formatted(header.commandCount(), LIMIT));
    }
    int at = all.offset();
    int end = all.offset() + all.size();
    for (int i = 0; i < header.commandCount(); i++) {
      String what = "load command %d".formatted(i);
      long size = end - at < 8 ? 0 : file.u32(at + 4L, what);
      if (size < 8 || size > end - at) {
        throw new ImageFormatException(
            "%s at 0x%x: it has 0x%x bytes, where at least 8 and at most 0x%x are possible"
                .formatted(what, at, size, end - at));
      }
      command((int) file.u32(at, what), at, (int) size);
      at += (int) size;
    }
    if (segments.stream().noneMatch(MachOSegment::isMapped)) {
      throw new ImageFormatException("no segment (LC_SEGMENT): nothing to map");
    }
  }

  private void command(int kind, int at, int size) throws ImageFormatException {
    switch (kind) {
      case SEGMENT, SEGMENT_64 -> segment(at, size, kind == SEGMENT_64);
      case SYMTAB -> {
        require(size, 24, "symbol table (LC_SYMTAB)");
        table(Table.SYMBOLS, at + 8, header.wide() ? 16 : 12, "symbol table");
        table(Table.STRINGS, at + 16, 1, "string table");
      }
      case DYSYMTAB -> {
        require(size, 80, "dynamic symbol table (LC_DYSYMTAB)");
        table(Table.INDIRECT_SYMBOLS, at + 56, 4, "indirect symbol table");
        table(Table.EXTERNAL_RELOCATIONS, at + 64, RELOCATION_SIZE, "external relocations");
        table(Table.LOCAL_RELOCATIONS, at + 72, RELOCATION_SIZE, "local relocations");
      }
      case DYLD_INFO, DYLD_INFO_ONLY -> {
        require(size, 48, "linking information (LC_DYLD_INFO)");
        opcodes = true;
        table(Table.REBASES, at + 8, 1, "rebases");
        table(Table.BINDS, at + 16, 1, "binds");
        table(Table.WEAK_BINDS, at + 24, 1, "weak binds");
        table(Table.LAZY_BINDS, at + 32, 1, "lazy binds");
        table(Table.EXPORTS, at + 40, 1, "exports");
      }
      case DYLD_EXPORTS_TRIE -> {
        require(size, 16, "exports (LC_DYLD_EXPORTS_TRIE)");
        table(Table.EXPORTS, at + 8, 1, "exports");
      }
      case DYLD_CHAINED_FIXUPS -> {
        require(size, 16, "fixups (LC_DYLD_CHAINED_FIXUPS)");
        table(Table.CHAINED_FIXUPS, at + 8, 1, "chained fixups");
      }
      case LOAD_DYLIB, LOAD_WEAK_DYLIB, REEXPORT_DYLIB, LAZY_LOAD_DYLIB, LOAD_UPWARD_DYLIB ->
          libraries.add(text(at, size, "name of a library (LC_LOAD_DYLIB)"));
      case ID_DYLIB -> id = Optional.of(text(at, size, "its own name (LC_ID_DYLIB)"));
      case RPATH -> rpaths.add(text(at, size, "search path (LC_RPATH)"));
      case ROUTINES, ROUTINES_64 -> {
        require(size, 16, "init routine (LC_ROUTINES)");
        long address = kind == ROUTINES_64 ? file.u64(at + 8L, "init") : file.u32(at + 8L, "init");
        routine = OptionalLong.of(address);
      }
      case ENCRYPTION_INFO, ENCRYPTION_INFO_64 -> {
        require(size, 20, "encryption (LC_ENCRYPTION_INFO)");
        refuseEncrypted(at);
      }
      default -> version(kind, at, size);
    }
  }

  private void version(int kind, int at, int size) throws ImageFormatException {
    boolean intel =
        header.architecture() == Architecture.X86_64 || header.architecture() == Architecture.I686;
    String what = "minimum version (LC_BUILD_VERSION)";
    switch (kind) {
      case VERSION_MIN_MACOSX -> minimum(MinimumOs.Platform.MACOS, at + 8, size);
      case VERSION_MIN_IPHONEOS ->
          minimum(intel ? MinimumOs.Platform.IOS_SIMULATOR : MinimumOs.Platform.IOS, at + 8, size);
      case VERSION_MIN_TVOS ->
          minimum(
              intel ? MinimumOs.Platform.TVOS_SIMULATOR : MinimumOs.Platform.TVOS, at + 8, size);
      case VERSION_MIN_WATCHOS ->
          minimum(
              intel ? MinimumOs.Platform.WATCHOS_SIMULATOR : MinimumOs.Platform.WATCHOS,
              at + 8,
              size);
      case BUILD_VERSION -> {
        require(size, 24, what);
        minimum(MinimumOs.Platform.of(file.u32(at + 8L, what)), at + 12, size);
      }
      default -> {
        // Nothing that linking goes by.
      }
    }
  }

  /** A library for macOS and Mac Catalyst names both; what counts is macOS. */
  private void minimum(MinimumOs.Platform platform, int at, int size) throws ImageFormatException {
    require(size, 16, "minimum version");
    int version = (int) file.u32(at, "minimum version");
    if (minimumOs.filter(m -> m.platform() == MinimumOs.Platform.MACOS).isEmpty()) {
      minimumOs =
          Optional.of(
              new MinimumOs(platform, version >>> 16, version >>> 8 & 0xff, version & 0xff));
    }
  }

  private void segment(int at, int size, boolean wide) throws ImageFormatException {
    int fixed = wide ? 72 : 56;
    require(size, fixed, "segment (LC_SEGMENT)");
    MachOSegment segment = MachOSegment.read(file, at, wide);
    segments.add(segment);
    long count = file.u32(at + fixed - 8L, "segment");
    int sectionSize = Section.size(wide);
    if (count > (size - fixed) / sectionSize) {
      throw new ImageFormatException(
          "segment %s: %d sections are claimed, there is room for %d"
              .formatted(segment.name(), count, (size - fixed) / sectionSize));
    }
    if (sections.size() + count > LIMIT) {
      throw new ImageFormatException("sections: more than the limit of " + LIMIT);
    }
    for (int i = 0; i < count; i++) {
      sections.add(Section.read(file, at + fixed + (long) i * sectionSize, wide));
    }
  }

  private void table(Table table, int at, int entry, String what) throws ImageFormatException {
    long offset = file.u32(at, what);
    long count = file.u32(at + 4L, what);
    if (count != 0) {
      tables.put(table, file.range(offset, count * entry, what));
    }
  }

  private void refuseEncrypted(int at) throws ImageFormatException {
    long system = file.u32(at + 16L, "encryption");
    if (system != 0) {
      throw new ImageFormatException(
          "its code is encrypted (LC_ENCRYPTION_INFO, system %d): only the device that it is for"
                  .formatted(system)
              + " can read it");
    }
  }

  private static void require(int size, int wanted, String what) throws ImageFormatException {
    if (size < wanted) {
      throw new ImageFormatException(
          "%s: a load command of 0x%x bytes, where 0x%x are wanted".formatted(what, size, wanted));
    }
  }

  private String text(int at, int size, String what) throws ImageFormatException {
    require(size, 12, what);
    long offset = file.u32(at + 8L, what);
    if (offset < 12 || offset > size) {
      throw new ImageFormatException(
          "%s: it starts at 0x%x of a load command of 0x%x bytes".formatted(what, offset, size));
    }
    int start = at + (int) offset;
    int end = start;
    while (end < at + size && file.buffer().get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    file.buffer().get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** All segments, in the order by which fixups number them. */
  List<MachOSegment> segments() {
    return segments;
  }

  /** The segments that are mapped. */
  Segments mapped() throws ImageFormatException {
    List<Segment> mapped =
        segments.stream().filter(MachOSegment::isMapped).map(MachOSegment::memory).toList();
    try {
      return new Segments(mapped);
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException("load commands: " + e.getMessage());
    }
  }

  /** Where the header lies, from which offsets in exports and fixups count. */
  long base() {
    for (MachOSegment segment : segments) {
      if (segment.memory().fileOffset() == 0 && segment.memory().fileSize() != 0) {
        return segment.memory().address();
      }
    }
    return segments.getFirst().memory().address();
  }

  /** Every section. */
  List<Section> sections() {
    return sections;
  }

  /** Where a table lies; of size 0 if there is none. */
  FileRange table(Table table) {
    return tables.getOrDefault(table, new FileRange(0, 0));
  }

  /** Whether the words that are linked are described by opcodes or chains. */
  boolean isModern() {
    return opcodes || tables.containsKey(Table.CHAINED_FIXUPS);
  }

  /** The libraries it needs; symbols count them from 1. */
  List<String> libraries() {
    return libraries;
  }

  /** The paths that stand for {@code @rpath}. */
  List<String> rpaths() {
    return rpaths;
  }

  /** Its own name. */
  Optional<String> id() {
    return id;
  }

  /** The oldest system it runs on. */
  Optional<MinimumOs> minimumOs() {
    return minimumOs;
  }

  /** The old form of a constructor. */
  OptionalLong routine() {
    return routine;
  }
}
