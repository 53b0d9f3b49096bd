package io.abiwarden.core.definition;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Tells what a definition was compiled with by the {@code PyObject} at its start, which {@code
 * PyModuleDef_HEAD_INIT} fills. As numbers the values are the same in either byte order.
 */
final class HeaderReader {

  /** {@code ob_ref_local} of an immortal object in free-threaded headers. */
  private static final int MARK = 0xffffffff;

  private static final int FLAG_FROM_3_14 = 4;

  private HeaderReader() {}

  /**
   * What a header says, beyond its kind.
   *
   * @param kind the kind, if the whole header is as a compiler leaves it
   * @param isMarked whether the free-threaded mark is there, used or not
   * @param isCounted whether there is a reference count that proves the layout of GIL builds: one
   *     that only their headers give; or 1 while the type is still unset, since a GIL runtime
   *     writes 1 into definitions of either layout
   */
  record Header(HeaderKind kind, boolean isMarked, boolean isCounted) {}

  static Header read(Memory memory, long address) {
    int word = memory.pointerSize();
    int size = word == 8 ? 32 : 20;
    Optional<byte[]> bytes = memory.read(address, size);
    if (bytes.isEmpty()) {
      return new Header(HeaderKind.OTHER, false, false);
    }
    ByteBuffer header = ByteBuffer.wrap(bytes.get()).order(memory.order());
    int local = word == 8 ? 12 : 8;
    boolean marked = header.getInt(local) == MARK;
    if (!isAllNumbers(memory, address, size)) {
      return new Header(HeaderKind.OTHER, marked, false);
    }
    HeaderKind gil = gilKind(header, word);
    boolean typeIsUnset = number(header, word, word) == 0;
    if (gil != HeaderKind.OTHER) {
      return new Header(
          typeIsUnset ? gil : HeaderKind.OTHER,
          marked,
          typeIsUnset || gil != HeaderKind.GIL_UP_TO_3_12);
    }
    return new Header(marked ? markedKind(header, word) : zeroOrOther(bytes.get()), marked, false);
  }

  private static boolean isAllNumbers(Memory memory, long address, int size) {
    for (int at = 0; at < size; at += memory.pointerSize()) {
      if (!(memory.word(address + at) instanceof Word.Value)) {
        return false;
      }
    }
    return true;
  }

  private static HeaderKind gilKind(ByteBuffer header, int word) {
    long count = number(header, 0, word);
    if (count == 1) {
      return HeaderKind.GIL_UP_TO_3_12;
    }
    if (count == (word == 8 ? 0xffff_ffffL : 0x3fff_ffffL)) {
      return HeaderKind.GIL_3_13;
    }
    if (count == (word == 8 ? 0x0005_0000_c000_0000L : 0x7000_0000L)) {
      return HeaderKind.GIL_FROM_3_14;
    }
    return HeaderKind.OTHER;
  }

  private static HeaderKind markedKind(ByteBuffer header, int word) {
    int afterMark = word == 8 ? 16 : 12;
    boolean restIsZero =
        number(header, 0, word) == 0
            && header.getShort(word + 2) == 0
            && number(header, afterMark, word) == 0
            && number(header, afterMark + word, word) == 0;
    int flags = Short.toUnsignedInt(header.getShort(word));
    if (!restIsZero || (flags != 0 && flags != FLAG_FROM_3_14)) {
      return HeaderKind.OTHER;
    }
    return flags == 0 ? HeaderKind.FREE_THREADED_3_13 : HeaderKind.FREE_THREADED_FROM_3_14;
  }

  private static HeaderKind zeroOrOther(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return HeaderKind.OTHER;
      }
    }
    return HeaderKind.ZERO;
  }

  private static long number(ByteBuffer bytes, int at, int size) {
    return size == 8 ? bytes.getLong(at) : Integer.toUnsignedLong(bytes.getInt(at));
  }
}
