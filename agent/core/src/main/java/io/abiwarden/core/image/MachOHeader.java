package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A Mach-O file's header ({@code mach-o/loader.h}).
 *
 * @param wide whether addresses have 64 bits
 * @param architecture the processor
 * @param commandCount how many load commands follow
 * @param commandsSize how many bytes they have together
 * @param twoLevel whether symbols name the library that supplies them
 * @param splitSegments whether writable segments lie apart from the others (old 32-bit files)
 */
record MachOHeader(
    boolean wide,
    Architecture architecture,
    long commandCount,
    long commandsSize,
    boolean twoLevel,
    boolean splitSegments) {

  private static final int NARROW_MAGIC = 0xfeedface;
  private static final int WIDE_MAGIC = 0xfeedfacf;

  private static final int EXECUTE = 2;
  private static final int DYLIB = 6;
  private static final int BUNDLE = 8;

  private static final long SPLIT_SEGMENTS = 0x20;
  private static final long TWO_LEVEL = 0x80;

  /**
   * Reads the header.
   *
   * @param bytes the file from index 0 on; its byte order is set to the file's
   */
  static MachOHeader read(ByteBuffer bytes) throws ImageFormatException {
    String what = "Mach-O header";
    FileBytes file = new FileBytes(bytes.order(ByteOrder.BIG_ENDIAN));
    int magic = (int) file.u32(0, what);
    if (magic != NARROW_MAGIC && magic != WIDE_MAGIC) {
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      magic = (int) file.u32(0, what);
    }
    if (magic != NARROW_MAGIC && magic != WIDE_MAGIC) {
      throw new ImageFormatException("not a Mach-O file for one processor");
    }
    boolean wide = magic == WIDE_MAGIC;
    file.range(0, wide ? 32 : 28, what);
    refuseOthers((int) file.u32(12, what));
    long flags = file.u32(24, what);
    return new MachOHeader(
        wide,
        MachOProcessor.architecture((int) file.u32(4, what)),
        file.u32(16, what),
        file.u32(20, what),
        (flags & TWO_LEVEL) != 0,
        (flags & SPLIT_SEGMENTS) != 0);
  }

  /** The processor that a header names, if it is one of a Mach-O file for one processor. */
  static Optional<Architecture> architecture(ByteBuffer bytes) {
    if (bytes.limit() < 8) {
      return Optional.empty();
    }
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer own = bytes.duplicate().order(order);
      if (own.getInt(0) == NARROW_MAGIC || own.getInt(0) == WIDE_MAGIC) {
        return Optional.of(MachOProcessor.architecture(own.getInt(4)));
      }
    }
    return Optional.empty();
  }

  /** Where the load commands start. */
  int commands() {
    return wide ? 32 : 28;
  }

  /** The size of an address in bytes. */
  int word() {
    return wide ? 8 : 4;
  }

  private static void refuseOthers(int type) throws ImageFormatException {
    String found =
        switch (type) {
          case EXECUTE, DYLIB, BUNDLE -> "";
          case 1 -> "an object file that is not linked (MH_OBJECT)";
          case 4 -> "a core dump (MH_CORE)";
          case 9 -> "a library without content, for linking only (MH_DYLIB_STUB)";
          case 10 -> "a file of debug information (MH_DSYM)";
          case 11 -> "a kernel extension (MH_KEXT_BUNDLE)";
          default -> "type %d".formatted(type);
        };
    if (!found.isEmpty()) {
      throw new ImageFormatException(found + ", not a bundle (MH_BUNDLE) or library (MH_DYLIB)");
    }
  }
}
