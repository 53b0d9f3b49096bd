package io.abiwarden.core.image;

import io.abiwarden.core.memory.LinkedWords;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** Collects the words that the dynamic linker writes into a Mach-O file's segments. */
final class MachOWords {

  /** More than the largest known libraries have. */
  private static final int LIMIT = 4_000_000;

  private final ByteBuffer file;
  private final List<MachOSegment> segments;
  private final MachOImports imports;
  private final int word;
  private final int limit;
  private final LinkedWords.Builder words;

  MachOWords(FileBytes file, MachOHeader header, MachOCommands commands, MachOImports imports) {
    this.file = file.buffer();
    this.segments = commands.segments();
    this.imports = imports;
    this.word = header.word();
    // Most are rebased, and some of these bound as well.
    this.limit = Math.min(LIMIT, 3 * (file.size() / word) + 1024);
    this.words = new LinkedWords.Builder(1024);
  }

  LinkedWords.Builder words() {
    return words;
  }

  MachOImports imports() {
    return imports;
  }

  /** The size of a word in bytes. */
  int size() {
    return word;
  }

  MachOSegment segment(long index, String what) throws ImageFormatException {
    if (index < 0 || index >= segments.size()) {
      throw new ImageFormatException(
          "%s: segment %d is wanted of %d".formatted(what, index, segments.size()));
    }
    return segments.get((int) index);
  }

  /** The number that the file has in a word's place; 0 among the zeros behind what it has. */
  long stored(MachOSegment segment, long address) {
    int at = segment.fileOffset(address, word);
    if (at < 0) {
      return 0;
    }
    return word == 8 ? file.getLong(at) : Integer.toUnsignedLong(file.getInt(at));
  }

  /** Makes sure that a word lies in a segment. */
  void require(MachOSegment segment, long address, String what) throws ImageFormatException {
    long into = address - segment.memory().address();
    long size = segment.memory().size();
    if (Long.compareUnsigned(size, word) < 0
        || Long.compareUnsigned(into, size - word) > 0
        || !segment.isMapped()) {
      throw new ImageFormatException(
          "%s: the word at address 0x%x does not lie in segment %s"
              .formatted(what, address, segment.name()));
    }
  }

  /** A word that becomes a number, or an address of the same file. */
  void value(long address, long value) throws ImageFormatException {
    count();
    words.value(address, word == 8 ? value : value & 0xffff_ffffL);
  }

  /** A word of which only a running process knows what it becomes. */
  void unknown(long address) throws ImageFormatException {
    count();
    words.unknown(address);
  }

  /** A word that becomes an import's address, or that of the file's own symbol of that name. */
  void bind(long address, int symbol, OptionalLong own, long addend) throws ImageFormatException {
    if (own.isPresent()) {
      value(address, own.getAsLong() + addend);
    } else {
      count();
      words.imported(address, symbol, addend);
    }
  }

  private void count() throws ImageFormatException {
    if (words.size() >= limit) {
      throw new ImageFormatException(
          "linked words: more than the limit of %d for this file".formatted(limit));
    }
  }
}
