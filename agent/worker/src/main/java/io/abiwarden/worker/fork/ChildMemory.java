package io.abiwarden.worker.fork;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of a child that waits for an answer. The child itself hands out whole pages of it,
 * which the kernel checks, so that an address that leads nowhere harms nothing. For one thread.
 */
final class ChildMemory implements Memory {

  private static final int PAGE = 4096;

  /** What a definition and all that it leads to can lie in, many times over. */
  private static final int MOST_PAGES = 1024;

  /** Gets a page from the child; empty if there is none at that address. */
  interface Source {
    Optional<byte[]> page(long address, int size);
  }

  private final Source source;
  private final Map<Long, Optional<byte[]>> pages = new HashMap<>();

  ChildMemory(Source source) {
    this.source = source;
  }

  @Override
  public ByteOrder order() {
    return ByteOrder.nativeOrder();
  }

  @Override
  public int pointerSize() {
    return Long.BYTES;
  }

  @Override
  public Optional<byte[]> read(long address, int size) {
    byte[] bytes = new byte[size];
    for (int done = 0; done < size; ) {
      long at = address + done;
      Optional<byte[]> page = page(at & -PAGE);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      int from = (int) (at & PAGE - 1);
      int length = Math.min(PAGE - from, size - done);
      System.arraycopy(page.get(), from, bytes, done, length);
      done += length;
    }
    return Optional.of(bytes);
  }

  private Optional<byte[]> page(long address) {
    Optional<byte[]> known = pages.get(address);
    if (known == null) {
      known =
          pages.size() < MOST_PAGES
              ? source.page(address, PAGE).filter(bytes -> bytes.length == PAGE)
              : Optional.empty();
      pages.put(address, known);
    }
    return known;
  }

  @Override
  public Word word(long address) {
    return read(address, Long.BYTES)
        .<Word>map(bytes -> new Word.Value(ByteBuffer.wrap(bytes).order(order()).getLong()))
        .orElseGet(Word.Unreadable::new);
  }
}
