package io.abiwarden.core.definition;

import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Segment;
import io.abiwarden.core.memory.Segments;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One readable run of memory to write a definition into, far up as in a live process. Offsets count
 * from {@link #BASE}.
 */
final class Sheet {

  static final long BASE = 0x7f12_3456_0000L;
  static final int SIZE = 0x8000;

  private final ByteBuffer bytes;
  private final int pointerSize;
  private final LinkedWords.Builder words = new LinkedWords.Builder(0);
  private final long base;

  Sheet() {
    this(BASE, 8, ByteOrder.LITTLE_ENDIAN);
  }

  Sheet(long base, int pointerSize, ByteOrder order) {
    this.base = base;
    this.pointerSize = pointerSize;
    this.bytes = ByteBuffer.allocate(SIZE).order(order);
  }

  Sheet u8(int at, int value) {
    bytes.put(at, (byte) value);
    return this;
  }

  Sheet u16(int at, int value) {
    bytes.putShort(at, (short) value);
    return this;
  }

  Sheet u32(int at, int value) {
    bytes.putInt(at, value);
    return this;
  }

  Sheet word(int at, long value) {
    if (pointerSize == 8) {
      bytes.putLong(at, value);
    } else {
      bytes.putInt(at, (int) value);
    }
    return this;
  }

  /** A pointer to an offset of this sheet. */
  Sheet pointer(int at, int target) {
    return word(at, base + target);
  }

  Sheet text(int at, String text) {
    bytes.put(at, (text + "\0").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Sheet imported(int at) {
    words.imported(base + at, 0, 0);
    return this;
  }

  Sheet legacy(int at, int id, long value) {
    return u32(at, id).word(at + pointerSize, value);
  }

  Sheet pySlot(int at, int id, int flags, long value) {
    return u16(at, id).u16(at + 2, flags).word(at + 8, value);
  }

  long address(int offset) {
    return base + offset;
  }

  Memory memory() {
    return new LinkedMemory(
        bytes,
        new Segments(List.of(new Segment(base, SIZE, 0, SIZE, false, true))),
        pointerSize,
        words.build(symbol -> "imported"));
  }
}
