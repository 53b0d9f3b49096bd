package io.abiwarden.core.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads C strings out of a {@link Memory}. */
public final class CStrings {

  private static final int STEP = 64;

  private CStrings() {}

  /**
   * Reads the bytes up to a NUL.
   *
   * @param memory where to read
   * @param address the first byte's address
   * @param limit the largest length that is accepted, without the NUL
   * @return the bytes without the NUL; empty if one of them cannot be read or the limit is reached
   */
  public static Optional<byte[]> bytes(Memory memory, long address, int limit) {
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    long at = address;
    while (found.size() <= limit) {
      // Steps end at aligned addresses, so that they stay within a page of a live process.
      int step = STEP - (int) (at & (STEP - 1));
      Optional<byte[]> chunk = memory.read(at, step);
      if (chunk.isEmpty()) {
        chunk = memory.read(at, 1);
      }
      if (chunk.isEmpty()) {
        return Optional.empty();
      }
      byte[] bytes = chunk.get();
      int end = 0;
      while (end < bytes.length && bytes[end] != 0) {
        end++;
      }
      found.write(bytes, 0, end);
      if (end < bytes.length) {
        return found.size() <= limit ? Optional.of(found.toByteArray()) : Optional.empty();
      }
      at += bytes.length;
    }
    return Optional.empty();
  }

  /**
   * Reads a UTF-8 string up to a NUL.
   *
   * @param memory where to read
   * @param address the first byte's address
   * @param limit the largest length in bytes that is accepted
   * @return the string; empty if it cannot be read, is longer than the limit or is not UTF-8
   */
  public static Optional<String> utf8(Memory memory, long address, int limit) {
    return bytes(memory, address, limit).flatMap(CStrings::decode);
  }

  private static Optional<String> decode(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
