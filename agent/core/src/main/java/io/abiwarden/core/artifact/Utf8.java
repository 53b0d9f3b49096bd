package io.abiwarden.core.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Text that ought to be UTF-8. */
final class Utf8 {

  private Utf8() {}

  /** The text, or empty if it is none. */
  static Optional<String> strict(ByteBuffer bytes) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The text; what is not UTF-8 in it becomes replacement characters. */
  static String decode(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
