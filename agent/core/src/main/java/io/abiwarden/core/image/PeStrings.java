package io.abiwarden.core.image;

import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the names in a PE file. Not safe for several threads: it counts what it hands out, since in
 * a hostile file a million entries can share one long name.
 */
final class PeStrings {

  /** The longest decorated C++ names that MSVC makes have 4 KB; others' are longer. */
  private static final int LONGEST = 1 << 18;

  private final PeSpace space;
  private long budget;

  PeStrings(PeSpace space) {
    this.space = space;
    this.budget = 4L * space.file().size() + (1 << 20);
  }

  /**
   * Reads a name.
   *
   * @param rva where it starts
   * @param what what it names, for the message
   * @return the name; bytes that are not UTF-8 are replaced
   */
  String at(long rva, String what) throws ImageFormatException {
    FileRange range = space.rest(rva, what);
    ByteBuffer file = space.file().buffer();
    int end = range.offset() + Math.min(range.size(), LONGEST);
    int at = range.offset();
    while (at < end && file.get(at) != 0) {
      at++;
    }
    if (at == end) {
      throw new ImageFormatException("%s at RVA 0x%x: the name has no end".formatted(what, rva));
    }
    byte[] bytes = new byte[at - range.offset()];
    file.get(range.offset(), bytes);
    budget -= bytes.length + 1L;
    if (budget < 0) {
      throw new ImageFormatException("names: they overlap beyond all measure");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
