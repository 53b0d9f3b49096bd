package io.abiwarden.core.code;

/**
 * Addresses made up for what an image does not contain: the stack, blocks that were allocated, and
 * thread-local storage. They lie where no image is linked to.
 */
final class Regions {

  static final long STACK_TOP = 0x7ffd_8000_0000L;
  static final long STACK_LOW = STACK_TOP - 0x80_0000L;
  static final long STACK_END = STACK_TOP + 0x1_0000L;
  static final long HEAP_LOW = 0x7f10_0000_0000L;
  static final long HEAP_END = 0x7f20_0000_0000L;
  static final long TLS_LOW = 0x7f30_0000_0000L;
  static final long TLS_END = 0x7f40_0000_0000L;

  /** What {@code fs:0}, or AArch64's {@code tpidr_el0}, points to. */
  static final long THREAD_POINTER = 0x7f38_0000_0000L;

  /** Where x86-64's C libraries keep the value that stack protectors compare with. */
  static final long STACK_GUARD_OFFSET = 0x28;

  /** The value that stack protectors compare with. */
  static final long STACK_GUARD = 0x5ac3_1f00_9b27_6600L;

  /** The return address of the outermost function. */
  static final long RETURN_ADDRESS = 0x7f50_0000_0000L;

  private Regions() {}

  static boolean isStack(long address) {
    return address >= STACK_LOW && address < STACK_END;
  }

  static boolean isMadeUp(long address) {
    return isStack(address)
        || (address >= HEAP_LOW && address < HEAP_END)
        || (address >= TLS_LOW && address < TLS_END);
  }
}
