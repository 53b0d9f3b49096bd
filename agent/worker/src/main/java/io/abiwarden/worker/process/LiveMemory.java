package io.abiwarden.worker.process;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import io.abiwarden.ffi.ProcessMemory;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;

/** This process's own memory, as core's readers want it. Safe for use by several threads. */
final class LiveMemory implements Memory {

  private final ProcessMemory process;

  LiveMemory(ProcessMemory process) {
    this.process = process;
  }

  @Override
  public ByteOrder order() {
    return ByteOrder.nativeOrder();
  }

  /** 8: abiwarden loads nothing into 32-bit processes. */
  @Override
  public int pointerSize() {
    return Long.BYTES;
  }

  @Override
  public Optional<byte[]> read(long address, int size) {
    return process.read(address, size);
  }

  @Override
  public Word word(long address) {
    OptionalLong value = process.readLong(address);
    return value.isPresent() ? new Word.Value(value.getAsLong()) : new Word.Unreadable();
  }
}
