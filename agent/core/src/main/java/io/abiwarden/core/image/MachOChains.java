package io.abiwarden.core.image;

import io.abiwarden.core.image.MachOCommands.Table;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Follows the chains of {@code LC_DYLD_CHAINED_FIXUPS}: every word that is linked holds what
 * becomes of it, and how far it is to the next ({@code mach-o/fixup-chains.h}).
 */
final class MachOChains {

  /** The layouts of those words; the others are for kernels, firmware and caches. */
  private static final int ARM64E = 1;

  private static final int WIDE = 2;
  private static final int NARROW = 3;
  private static final int WIDE_OFFSET = 6;
  private static final int ARM64E_USERLAND = 9;
  private static final int ARM64E_USERLAND24 = 12;

  private static final int NO_START = 0xffff;
  private static final int SEVERAL = 0x8000;
  private static final String WHAT = "chained fixups";

  private final FileBytes file;
  private final MachOCommands commands;
  private final MachOWords words;
  private final long base;
  private List<Target> targets = List.of();
  private long largestPointer;

  /**
   * What a word is bound to.
   *
   * @param symbol the import's number
   * @param own its address, if the file itself has it
   * @param addend what is added
   */
  record Target(int symbol, OptionalLong own, long addend) {}

  MachOChains(FileBytes file, MachOCommands commands, MachOWords words) {
    this.file = file;
    this.commands = commands;
    this.words = words;
    this.base = commands.base();
  }

  /** Follows all chains. */
  void run() throws ImageFormatException {
    FileRange range = commands.table(Table.CHAINED_FIXUPS);
    if (range.size() == 0) {
      return;
    }
    file.range(range.offset(), Math.min(range.size(), 28), WHAT);
    Fields all = new Fields(range);
    targets = imports(all);
    long starts = all.u32(4);
    long count = all.u32(starts);
    if (count > commands.segments().size()) {
      throw new ImageFormatException(
          "%s: they have %d segments, the file has %d"
              .formatted(WHAT, count, commands.segments().size()));
    }
    for (int i = 0; i < count; i++) {
      long offset = all.u32(starts + 4 + 4L * i);
      if (offset != 0) {
        segment(all, starts + offset, commands.segments().get(i));
      }
    }
  }

  /** Numbers of the table, counted from its start. */
  private final class Fields {
    private final FileRange range;

    Fields(FileRange range) {
      this.range = range;
    }

    private long at(long offset, int size) throws ImageFormatException {
      if (offset < 0 || offset > (long) range.size() - size) {
        throw new ImageFormatException(
            "%s: offset 0x%x is wanted, but there are 0x%x bytes"
                .formatted(WHAT, offset, range.size()));
      }
      return range.offset() + offset;
    }

    int u16(long offset) throws ImageFormatException {
      return file.u16(at(offset, 2), WHAT);
    }

    long u32(long offset) throws ImageFormatException {
      return file.u32(at(offset, 4), WHAT);
    }

    long u64(long offset) throws ImageFormatException {
      return file.u64(at(offset, 8), WHAT);
    }

    StringTable strings(long offset) throws ImageFormatException {
      int start = (int) at(offset, 0);
      return new StringTable(
          file.buffer(), new FileRange(start, range.offset() + range.size() - start));
    }
  }

  private List<Target> imports(Fields all) throws ImageFormatException {
    long start = all.u32(8);
    long count = all.u32(16);
    long format = all.u32(20);
    if (all.u32(24) != 0) {
      throw new ImageFormatException(WHAT + ": their names are compressed, which none are so far");
    }
    int size =
        switch ((int) format) {
          case 1 -> 4;
          case 2 -> 8;
          case 3 -> 16;
          default ->
              throw new ImageFormatException(
                  "%s: there is no format %d of imports".formatted(WHAT, format));
        };
    if (count > MachOSymbols.LIMIT) {
      throw new ImageFormatException("%s: %d imports".formatted(WHAT, count));
    }
    StringTable names = all.strings(all.u32(12));
    List<Target> found = new ArrayList<>((int) Math.min(count, 1 << 12));
    for (long i = 0, at = start; i < count; i++, at += size) {
      found.add(format == 3 ? wideImport(all, names, at) : narrowImport(all, names, at, size));
    }
    return found;
  }

  private Target narrowImport(Fields all, StringTable names, long at, int size)
      throws ImageFormatException {
    int bits = (int) all.u32(at);
    int library = bits & 0xff;
    return target(
        names.at(bits >>> 9),
        library > 0xf0 ? (byte) library : library,
        (bits >>> 8 & 1) != 0,
        size == 8 ? (int) all.u32(at + 4) : 0);
  }

  private Target wideImport(Fields all, StringTable names, long at) throws ImageFormatException {
    long bits = all.u64(at);
    int library = (int) bits & 0xffff;
    return target(
        names.at(bits >>> 32),
        library > 0xfff0 ? (short) library : library,
        (bits >>> 16 & 1) != 0,
        all.u64(at + 8));
  }

  private Target target(String name, int library, boolean weak, long addend)
      throws ImageFormatException {
    int symbol = words.imports().add(name, library, weak);
    return new Target(symbol, words.imports().own(symbol, library), addend);
  }

  private void segment(Fields all, long at, MachOSegment segment) throws ImageFormatException {
    long pageSize = all.u16(at + 4);
    int format = all.u16(at + 6);
    long start = base + all.u64(at + 8);
    largestPointer = all.u32(at + 16);
    int pages = all.u16(at + 20);
    long room = (all.u32(at) - 22) / 2;
    if (start != segment.memory().address()) {
      throw new ImageFormatException(
          "%s: segment %s is said to lie at address 0x%x, but lies at 0x%x"
              .formatted(WHAT, segment.name(), start, segment.memory().address()));
    }
    if (pageSize == 0) {
      throw new ImageFormatException("%s: pages of no size".formatted(WHAT));
    }
    for (int page = 0; page < pages; page++) {
      int first = all.u16(at + 22 + 2L * page);
      long from = start + page * pageSize;
      if (first == NO_START) {
        continue;
      }
      if ((first & SEVERAL) == 0 || format != NARROW) {
        chain(segment, from + first, from + pageSize, format, targets);
        continue;
      }
      // Only 32-bit chains are too short for a page.
      boolean last = false;
      for (int i = first & ~SEVERAL; !last; i++) {
        if (i >= room) {
          throw new ImageFormatException("%s: the starts in a page have no end".formatted(WHAT));
        }
        int next = all.u16(at + 22 + 2L * i);
        last = (next & SEVERAL) != 0;
        chain(segment, from + (next & ~SEVERAL), from + pageSize, format, targets);
      }
    }
  }

  /** Follows a chain of early arm64e, which starts anywhere and ends where it ends. */
  void thread(MachOSegment segment, long address, List<Target> bound) throws ImageFormatException {
    chain(segment, address, segment.memory().end(), ARM64E, bound);
  }

  private void chain(MachOSegment segment, long first, long end, int format, List<Target> bound)
      throws ImageFormatException {
    ByteBuffer bytes = file.buffer();
    int size = format == NARROW ? 4 : 8;
    long address = first;
    while (true) {
      int at = segment.fileOffset(address, size);
      if (at < 0 || Long.compareUnsigned(address, end) >= 0 || size != words.size()) {
        throw new ImageFormatException(
            "%s: a chain leaves its page of segment %s at address 0x%x"
                .formatted(WHAT, segment.name(), address));
      }
      long next =
          switch (format) {
            case WIDE, WIDE_OFFSET -> wide(address, bytes.getLong(at), format, bound);
            case ARM64E, ARM64E_USERLAND, ARM64E_USERLAND24 ->
                arm64e(address, bytes.getLong(at), format, bound);
            case NARROW -> narrow(address, bytes.getInt(at), bound);
            default ->
                throw new ImageFormatException(
                    "%s: there is no format %d of pointers outside of kernels and caches"
                        .formatted(WHAT, format));
          };
      if (next == 0) {
        return;
      }
      address += next;
    }
  }

  private void bind(long address, long ordinal, long addend, List<Target> bound)
      throws ImageFormatException {
    if (ordinal >= bound.size()) {
      throw new ImageFormatException(
          "%s: import %d is wanted of %d".formatted(WHAT, ordinal, bound.size()));
    }
    Target target = bound.get((int) ordinal);
    words.bind(address, target.symbol, target.own, target.addend + addend);
  }

  private long wide(long address, long word, int format, List<Target> bound)
      throws ImageFormatException {
    if (word < 0) {
      bind(address, word & 0xff_ffff, word >>> 24 & 0xff, bound);
    } else {
      long target = word & 0xf_ffff_ffffL;
      long tag = (word >>> 36 & 0xff) << 56;
      words.value(address, (format == WIDE ? target : base + target) | tag);
    }
    return (word >>> 51 & 0xfff) * 4;
  }

  private long arm64e(long address, long word, int format, List<Target> bound)
      throws ImageFormatException {
    boolean authenticated = word < 0;
    boolean binds = (word >>> 62 & 1) != 0;
    if (binds) {
      long ordinal = word & (format == ARM64E_USERLAND24 ? 0xff_ffff : 0xffff);
      // Bits 32 to 50, with their sign.
      bind(address, ordinal, authenticated ? 0 : word << 13 >> 45, bound);
    } else if (authenticated) {
      words.value(address, base + (word & 0xffff_ffffL));
    } else {
      long target = word & 0x7ff_ffff_ffffL;
      long tag = (word >>> 43 & 0xff) << 56;
      words.value(address, (format == ARM64E ? target : base + target) | tag);
    }
    return (word >>> 51 & 0x7ff) * 8;
  }

  private long narrow(long address, int word, List<Target> bound) throws ImageFormatException {
    if (word < 0) {
      bind(address, word & 0xf_ffff, word >>> 20 & 0x3f, bound);
    } else {
      long target = word & 0x3ff_ffff;
      // Numbers that are no pointers are chained as well, moved up beyond them.
      long shift = (0x400_0000L + largestPointer) / 2;
      words.value(address, target > largestPointer ? target - shift : target);
    }
    return (word >>> 26 & 0x1f) * 4L;
  }
}
