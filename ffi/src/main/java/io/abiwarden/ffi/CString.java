package io.abiwarden.ffi;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Text that libraries of this process hand out: UTF-8, ended by a zero byte. */
final class CString {

  /** Messages of the loader and of Python are far shorter. */
  private static final int LIMIT = 1 << 16;

  private CString() {}

  /**
   * Copies a text; anything that is no UTF-8 becomes a replacement character.
   *
   * @param address of a text that a trusted library owns, not null
   */
  static String at(long address) {
    MemorySegment text = MemorySegment.ofAddress(address).reinterpret(LIMIT);
    int length = 0;
    while (length < LIMIT && text.get(ValueLayout.JAVA_BYTE, length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    MemorySegment.copy(text, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
