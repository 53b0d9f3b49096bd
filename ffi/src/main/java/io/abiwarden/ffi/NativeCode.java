package io.abiwarden.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The machine code that was made of {@code ffi/src/main/native}, in memory that may be executed and
 * no longer be written. It is mapped once in a process, and stays.
 *
 * @param filter the address of the audit hook that lets through to Java what Java is to hear of
 * @param attach the address of the function that a thread runs to call Python attached
 */
record NativeCode(long filter, long attach) {

  /**
   * The system property that, set to {@code off}, keeps abiwarden from making executable memory.
   */
  static final String SWITCH = "abiwarden.nativeFilter";

  /** Where {@code scripts/generate-native-code} puts it. */
  static final String RESOURCE = "native-code.properties";

  private static final int READ_WRITE = 3;
  private static final int READ_EXECUTE = 5;

  /** {@code MAP_PRIVATE | MAP_ANONYMOUS} of Linux on both architectures. */
  private static final int PRIVATE_ANONYMOUS = 0x22;

  private static final long FAILED = -1;

  private static final int ALIGNMENT = 64;

  /**
   * What the mapping came to.
   *
   * @param whyNot why there is none, in words; empty if there is one
   */
  record Outcome(Optional<NativeCode> code, String whyNot) {

    private Outcome(String whyNot) {
      this(Optional.empty(), whyNot);
    }
  }

  private static final class Holder {
    static final Outcome OUTCOME = map(System.getProperty("os.arch", ""));
  }

  /** The code for this machine; mapped by the first call, which needs native access. */
  static Outcome load() {
    return Holder.OUTCOME;
  }

  private static Outcome map(String architecture) {
    String name = architecture.equals("amd64") ? "x86_64" : architecture;
    if (System.getProperty(SWITCH, "").equals("off")) {
      return new Outcome("it is switched off by -D" + SWITCH + "=off");
    }
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return new Outcome("abiwarden has no machine code for this system");
    }
    Properties made = new Properties();
    try (InputStream in = NativeCode.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        return new Outcome(RESOURCE + " is missing among abiwarden's own files");
      }
      made.load(in);
    } catch (IOException e) {
      return new Outcome(RESOURCE + " cannot be read: " + e.getMessage());
    }
    String filter = made.getProperty(name + ".filter");
    String attach = made.getProperty(name + ".attach");
    if (filter == null || attach == null) {
      return new Outcome("abiwarden has no machine code for the processor " + architecture);
    }
    return place(HexFormat.of().parseHex(filter), HexFormat.of().parseHex(attach))
        .map(code -> new Outcome(Optional.of(code), ""))
        .orElseGet(() -> new Outcome("this system lets a program make no executable memory"));
  }

  private static Optional<NativeCode> place(byte[] filter, byte[] attach) {
    int second = (filter.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long size = (long) second + attach.length;
    OptionalLong map = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "mmap");
    OptionalLong protect = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "mprotect");
    if (map.isEmpty() || protect.isEmpty()) {
      return Optional.empty();
    }
    long memory =
        NativeCall.call(map.getAsLong(), 0, size, READ_WRITE, PRIVATE_ANONYMOUS, FAILED, 0);
    if (memory == FAILED) {
      return Optional.empty();
    }
    MemorySegment target = MemorySegment.ofAddress(memory).reinterpret(size);
    target.asSlice(0, filter.length).copyFrom(MemorySegment.ofArray(filter));
    target.asSlice(second).copyFrom(MemorySegment.ofArray(attach));
    // On AArch64 the kernel makes the instruction cache see what was written, as these pages become
    // executable for the first time (arch/arm64/mm/flush.c, __sync_icache_dcache).
    return (int) NativeCall.call(protect.getAsLong(), memory, size, READ_EXECUTE) == 0
        ? Optional.of(new NativeCode(memory, memory + second))
        : Optional.empty();
  }
}
