package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.EnumMap;
import java.util.Map;

/**
 * A C structure all of whose fields are 64-bit words, shared with machine code that may run on any
 * thread: what is written by one is seen by the other in that order.
 *
 * @param <W> its fields, in its order
 */
final class NativeWords<W extends Enum<W>> {

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;
  private final Map<W, Long> offsets;

  /** A new one, all zero. */
  NativeWords(Arena arena, Class<W> fields) {
    offsets = new EnumMap<>(fields);
    long size = 0;
    for (W field : fields.getEnumConstants()) {
      offsets.put(field, size);
      size += Long.BYTES;
    }
    memory = arena.allocate(size, Long.BYTES);
  }

  long address() {
    return memory.address();
  }

  long get(W field) {
    return (long) WORD.getAcquire(memory, offset(field));
  }

  void set(W field, long value) {
    WORD.setRelease(memory, offset(field), value);
  }

  long getAndSet(W field, long value) {
    return (long) WORD.getAndSet(memory, offset(field), value);
  }

  void increment(W field) {
    long _ = (long) WORD.getAndAdd(memory, offset(field), 1L);
  }

  private long offset(W field) {
    return offsets.getOrDefault(field, 0L);
  }
}
