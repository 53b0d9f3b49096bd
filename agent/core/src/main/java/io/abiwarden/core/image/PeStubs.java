package io.abiwarden.core.image;

import io.abiwarden.core.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Recognises the thunks through which calls of imported functions go: jumps through a word of the
 * import address table, and the plain jumps that incremental linking puts before them.
 */
final class PeStubs {

  private static final int MOST_JUMPS = 4;
  private static final int LONGEST = 12;

  private PeStubs() {}

  /**
   * Finds the word that a thunk jumps through.
   *
   * @param architecture the processor
   * @param memory the image's memory
   * @param address where the thunk would start
   * @return the word's address, if this is a thunk
   */
  static OptionalLong target(Architecture architecture, Memory memory, long address) {
    long at = address;
    for (int i = 0; i < MOST_JUMPS; i++) {
      ByteBuffer code = code(memory, at);
      OptionalLong jump =
          architecture == Architecture.AARCH64 ? arm64Jump(code, at) : x86Jump(code, at);
      if (jump.isEmpty()) {
        return switch (architecture) {
          case X86_64 -> x64(code, at);
          case I686 -> x86(code);
          case AARCH64 -> arm64(code, at);
          default -> OptionalLong.empty();
        };
      }
      at = jump.getAsLong();
    }
    return OptionalLong.empty();
  }

  private static ByteBuffer code(Memory memory, long address) {
    for (int size = LONGEST; size > 4; size--) {
      Optional<byte[]> bytes = memory.read(address, size);
      if (bytes.isPresent()) {
        return ByteBuffer.wrap(bytes.get()).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return ByteBuffer.allocate(0);
  }

  /** {@code jmp} to another place of the code. */
  private static OptionalLong x86Jump(ByteBuffer code, long address) {
    return code.limit() >= 5 && code.get(0) == (byte) 0xe9
        ? OptionalLong.of(address + 5 + code.getInt(1))
        : OptionalLong.empty();
  }

  /** {@code [rex.w] jmp [rip + distance]}. */
  private static OptionalLong x64(ByteBuffer code, long address) {
    int at = code.limit() >= 7 && code.get(0) == 0x48 ? 1 : 0;
    return isIndirect(code, at)
        ? OptionalLong.of(address + at + 6 + code.getInt(at + 2))
        : OptionalLong.empty();
  }

  /** {@code jmp [address]}. */
  private static OptionalLong x86(ByteBuffer code) {
    return isIndirect(code, 0)
        ? OptionalLong.of(Integer.toUnsignedLong(code.getInt(2)))
        : OptionalLong.empty();
  }

  private static boolean isIndirect(ByteBuffer code, int at) {
    return code.limit() >= at + 6 && code.get(at) == (byte) 0xff && code.get(at + 1) == 0x25;
  }

  /** {@code b} to another place of the code. */
  private static OptionalLong arm64Jump(ByteBuffer code, long address) {
    int jump = instruction(code, 0);
    return (jump & 0xfc00_0000) == 0x1400_0000
        ? OptionalLong.of(address + ((long) jump << 38 >> 36))
        : OptionalLong.empty();
  }

  /** {@code adrp xN, page; ldr xN, [xN, offset]; br xN}. */
  private static OptionalLong arm64(ByteBuffer code, long address) {
    int adrp = instruction(code, 0);
    int load = instruction(code, 4);
    int register = adrp & 31;
    boolean matches =
        (adrp & 0x9f00_0000) == 0x9000_0000
            && (load & 0xffc0_03ff) == (0xf940_0000 | register << 5 | register)
            && instruction(code, 8) == (0xd61f_0000 | register << 5);
    if (!matches) {
      return OptionalLong.empty();
    }
    long pages = (long) (adrp << 8 >> 13) << 2 | (adrp >>> 29 & 3);
    return OptionalLong.of((address & ~0xfffL) + (pages << 12) + (load >>> 10 & 0xfff) * 8L);
  }

  /** The instruction at an index, 0 (which is undefined) where the code ends. */
  private static int instruction(ByteBuffer code, int at) {
    return at + 4 <= code.limit() ? code.getInt(at) : 0;
  }
}
