package io.abiwarden.core.memory;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An image's memory as the dynamic linker would leave it, without a process: the file's bytes at
 * their addresses, zeros behind them, and the linked words over both.
 *
 * <p>In {@link #read}, words that become an address of the image are seen as that address; words
 * that only a linked process knows are seen as zeros. Nothing is copied: the file's bytes must stay
 * as they are. Safe for several threads.
 */
public final class LinkedMemory implements Memory {

  private static final int READ_LIMIT = 65_536;

  private final ByteBuffer file;
  private final Segments segments;
  private final int pointerSize;
  private final LinkedWords words;

  /**
   * Lays an image out.
   *
   * @param file the file's bytes from index 0 on, in the image's byte order; only ever read
   * @param segments where the bytes go; each one's file bytes must lie in {@code file}
   * @param pointerSize 4 or 8
   * @param words what the dynamic linker writes
   */
  public LinkedMemory(ByteBuffer file, Segments segments, int pointerSize, LinkedWords words) {
    this.file = file;
    this.segments = segments;
    this.pointerSize = pointerSize;
    this.words = words;
  }

  @Override
  public ByteOrder order() {
    return file.order();
  }

  @Override
  public int pointerSize() {
    return pointerSize;
  }

  /** Where the file's bytes lie. */
  public Segments segments() {
    return segments;
  }

  /** What the dynamic linker writes. */
  public LinkedWords words() {
    return words;
  }

  @Override
  public Optional<byte[]> read(long address, int size) {
    if (size < 0 || size > READ_LIMIT) {
      return Optional.empty();
    }
    byte[] bytes = new byte[size];
    int done = 0;
    while (done < size) {
      Optional<Segment> segment = segments.find(address + done);
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      done += copy(segment.get(), address + done, bytes, done);
    }
    overlay(address, bytes);
    return Optional.of(bytes);
  }

  /** Copies what one segment has, and says how far it reached; zeros are there already. */
  private int copy(Segment segment, long address, byte[] bytes, int at) {
    long into = address - segment.address();
    int wanted = bytes.length - at;
    long left = segment.size() - into;
    int count = Long.compareUnsigned(left, wanted) < 0 ? (int) left : wanted;
    if (Long.compareUnsigned(into, segment.fileSize()) < 0) {
      int fromFile = Math.min(count, segment.fileSize() - (int) into);
      file.get(segment.fileOffset() + (int) into, bytes, at, fromFile);
    }
    return count;
  }

  private void overlay(long address, byte[] bytes) {
    int first = words.firstFrom(address);
    // A word that starts just before the first byte may reach into it.
    while (first > 0 && reaches(words.address(first - 1), address)) {
      first--;
    }
    for (int i = first; i < words.size(); i++) {
      long start = words.address(i) - address;
      if (start >= bytes.length || (start < 0 && start <= -pointerSize)) {
        return;
      }
      long value = words.value(i);
      for (int b = 0; b < pointerSize; b++) {
        long at = start + b;
        if (at >= 0 && at < bytes.length) {
          int shift = order() == ByteOrder.LITTLE_ENDIAN ? b : pointerSize - 1 - b;
          bytes[(int) at] = (byte) (value >>> (8 * shift));
        }
      }
    }
  }

  private boolean reaches(long word, long address) {
    return Long.compareUnsigned(address - word, pointerSize) < 0;
  }

  @Override
  public Word word(long address) {
    int next = words.firstFrom(address);
    if (next < words.size() && words.address(next) == address) {
      return words.word(next);
    }
    if (cutsThroughUnknown(next, address)) {
      return new Word.Unreadable();
    }
    // Most words are of the file alone; the tracer reads very many of them.
    Optional<FileRange> inFile = segments.fileRange(address).filter(r -> r.size() >= pointerSize);
    boolean isLinked =
        (next < words.size() && reaches(address, words.address(next)))
            || (next > 0 && reaches(words.address(next - 1), address));
    if (inFile.isPresent() && !isLinked) {
      return number(file, inFile.get().offset());
    }
    return read(address, pointerSize)
        .map(bytes -> number(ByteBuffer.wrap(bytes).order(order()), 0))
        .orElseGet(Word.Unreadable::new);
  }

  private Word number(ByteBuffer bytes, int at) {
    return new Word.Value(
        pointerSize == 8 ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at)));
  }

  /** Whether a word at an address would share bytes with a linked one that is no plain number. */
  private boolean cutsThroughUnknown(int next, long address) {
    for (int i = next; i < words.size() && reaches(address, words.address(i)); i++) {
      if (!words.isValue(i)) {
        return true;
      }
    }
    for (int i = next - 1; i >= 0 && reaches(words.address(i), address); i--) {
      if (!words.isValue(i)) {
        return true;
      }
    }
    return false;
  }
}
