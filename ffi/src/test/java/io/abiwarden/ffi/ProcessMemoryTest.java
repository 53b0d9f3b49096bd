package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMemoryTest {

  @Test
  void readsWhatIsThere() {
    try (Arena arena = Arena.ofConfined();
        ProcessMemory memory = ProcessMemory.open()) {
      MemorySegment segment = arena.allocate(1 << 20, 8);
      segment.set(ValueLayout.JAVA_LONG, 16, 0x0102030405060708L);
      segment.set(ValueLayout.JAVA_BYTE, (1 << 20) - 1, (byte) 9);
      assertThat(memory.readLong(segment.address() + 16)).hasValue(0x0102030405060708L);
      byte[] all = memory.read(segment.address(), 1 << 20).orElseThrow();
      assertThat(all).hasSize(1 << 20);
      assertThat(all[(1 << 20) - 1]).isEqualTo((byte) 9);
      assertThat(memory.read(segment.address(), 0))
          .hasValueSatisfying(b -> assertThat(b).isEmpty());
      // Written after the first read: nothing is buffered.
      segment.set(ValueLayout.JAVA_LONG, 16, 7);
      assertThat(memory.readLong(segment.address() + 16)).hasValue(7);
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        8,
        4095,
        -1,
        -8,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 7,
        0x7fff_ffff_f000L,
        0xffff_8000_0000_0000L
      })
  void nothingIsThere(long address) {
    try (ProcessMemory memory = ProcessMemory.open()) {
      assertThat(memory.read(address, 16)).isEmpty();
      assertThat(memory.readLong(address)).isEmpty();
    }
  }

  @Test
  void halfOfItIsNotThere() {
    // A size that no mapping of this process has: it must run into a hole.
    try (Arena arena = Arena.ofConfined();
        ProcessMemory memory = ProcessMemory.open()) {
      MemorySegment segment = arena.allocate(8);
      assertThat(memory.read(segment.address(), 8)).isPresent();
      assertThat(memory.read(0x10000L - 4096, 1 << 16)).isEmpty();
    }
  }

  @Test
  void anInterruptDoesNotEndIt() {
    try (Arena arena = Arena.ofConfined();
        ProcessMemory memory = ProcessMemory.open()) {
      MemorySegment segment = arena.allocate(8);
      Thread.currentThread().interrupt();
      assertThat(memory.readLong(segment.address())).hasValue(0);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(memory.readLong(segment.address())).hasValue(0);
    }
  }
}
