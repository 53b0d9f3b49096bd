package io.abiwarden.core.image;

import io.abiwarden.core.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/**
 * Recognises the stubs through which calls of imported functions go, as GNU ld, gold, lld and mold
 * write them.
 */
final class PltStubs {

  private static final int LONGEST = 32;

  private PltStubs() {}

  /**
   * Finds the word that a stub jumps through.
   *
   * @param architecture the processor
   * @param memory the image's memory
   * @param pltOffsets the GOT words' addresses in the order of the PLT's relocations
   * @param address where the stub would start
   * @return the word's address, if this is a stub
   */
  static OptionalLong target(
      Architecture architecture, Memory memory, long[] pltOffsets, long address) {
    ByteBuffer code = code(memory, address);
    return switch (architecture) {
      case X86_64 -> x86(code, pltOffsets, address);
      case AARCH64 -> aarch64(code, address);
      default -> OptionalLong.empty();
    };
  }

  /** What can be read from an address on, up to the length of the longest stub. */
  private static ByteBuffer code(Memory memory, long address) {
    for (int size = LONGEST; size > 0; size -= 2) {
      var bytes = memory.read(address, size);
      if (bytes.isPresent()) {
        return ByteBuffer.wrap(bytes.get()).order(ByteOrder.LITTLE_ENDIAN);
      }
    }
    return ByteBuffer.allocate(0);
  }

  private static OptionalLong x86(ByteBuffer code, long[] pltOffsets, long address) {
    int at = startsWith(code, 0, 0xf3, 0x0f, 0x1e, 0xfa) ? 4 : 0; // endbr64
    if (at == 4 && startsWith(code, at, 0x68)) { // push index
      return lazy(code, at, pltOffsets);
    }
    if (startsWith(code, at, 0x41, 0xbb)) { // mov r11d, index (mold)
      at += 6;
    }
    if (startsWith(code, at, 0xf2)) { // bnd
      at++;
    }
    if (!startsWith(code, at, 0xff, 0x25) || at + 6 > code.limit()) { // jmp *[rip + distance]
      return OptionalLong.empty();
    }
    return OptionalLong.of(address + at + 6 + code.getInt(at + 2));
  }

  /** {@code endbr64; push index; [bnd] jmp} to the start of the PLT, which looks the symbol up. */
  private static OptionalLong lazy(ByteBuffer code, int push, long[] pltOffsets) {
    int jump = startsWith(code, push + 5, 0xf2) ? push + 6 : push + 5;
    if (!startsWith(code, jump, 0xe9)) {
      return OptionalLong.empty();
    }
    int index = code.getInt(push + 1);
    return index >= 0 && index < pltOffsets.length
        ? OptionalLong.of(pltOffsets[index])
        : OptionalLong.empty();
  }

  private static boolean startsWith(ByteBuffer code, int at, int... bytes) {
    if (at + bytes.length > code.limit()) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (Byte.toUnsignedInt(code.get(at + i)) != bytes[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code [bti c]; adrp x16, page; ldr x17, [x16, offset]; add x16, x16, offset; [autia1716]; br
   * x17}.
   */
  private static OptionalLong aarch64(ByteBuffer code, long address) {
    int at = instruction(code, 0) == 0xd503245f ? 4 : 0;
    int adrp = instruction(code, at);
    int load = instruction(code, at + 4);
    int add = instruction(code, at + 8);
    boolean authenticates = instruction(code, at + 12) == 0xd503219f;
    int jump = instruction(code, at + (authenticates ? 16 : 12));
    if ((adrp & 0x9f00001f) != 0x90000010
        || (load & 0xffc003ff) != 0xf9400211
        || (add & 0xffc003ff) != 0x91000210
        || jump != 0xd61f0220) {
      return OptionalLong.empty();
    }
    int high = (adrp << 8) >> 13; // the upper 19 bits of the page number, with its sign
    int pages = (high << 2) | ((adrp >>> 29) & 3);
    long page = ((address + at) & ~0xfffL) + ((long) pages << 12);
    return OptionalLong.of(page + ((load >>> 10) & 0xfff) * 8L);
  }

  /** The instruction at an index, 0 (which is undefined) where the code ends. */
  private static int instruction(ByteBuffer code, int at) {
    return at + 4 <= code.limit() ? code.getInt(at) : 0;
  }
}
