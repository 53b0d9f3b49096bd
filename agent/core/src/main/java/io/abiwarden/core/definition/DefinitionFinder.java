package io.abiwarden.core.definition;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.Image.Relocation;
import io.abiwarden.core.memory.CStrings;
import io.abiwarden.core.memory.Memory;
import io.abiwarden.core.memory.Word;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the static {@code PyModuleDef}s of an image: each has a relocation for the pointer to its
 * name, and a header before it that only {@code PyModuleDef_HEAD_INIT} leaves.
 *
 * <p>Definitions without a name, and those that are only filled at run time, are not found here;
 * see {@link io.abiwarden.core.code.EntryTracer}.
 */
public final class DefinitionFinder {

  private static final int LONGEST_NAME = 200;
  private static final int DOC_START = 64;
  private static final long LARGEST_STATE = 1L << 30;

  /** Large groups of compiled Python modules have some hundreds in one file. */
  private static final int LIMIT = 1024;

  private final Image image;
  private final Memory memory;
  private final List<Relocation> relocations;
  private final List<ModuleDefLayout> layouts = new ArrayList<>();

  private DefinitionFinder(Image image) {
    this.image = image;
    this.memory = image.memory();
    this.relocations = image.relocations();
    for (DefinitionLayout layout : List.of(DefinitionLayout.GIL, DefinitionLayout.FREE_THREADED)) {
      ModuleDefLayout.of(layout, memory.pointerSize()).ifPresent(layouts::add);
    }
  }

  /**
   * Finds them.
   *
   * @param image the image
   * @return the definitions in the order of their addresses, at most 1024
   */
  public static List<RawDefinition> find(Image image) {
    return new DefinitionFinder(image).find();
  }

  private List<RawDefinition> find() {
    List<RawDefinition> found = new ArrayList<>();
    for (int i = 0; i < relocations.size() && found.size() < LIMIT; i++) {
      Relocation relocation = relocations.get(i);
      if (relocation.target() instanceof Word.Value(long target)) {
        for (ModuleDefLayout layout : layouts) {
          long base = relocation.address() - layout.name();
          if (isUntouchedBefore(i, base, layout) && isDefinition(base, target, layout)) {
            found.add(DefinitionReader.read(memory, base, layout.layout()));
          }
        }
      }
    }
    return List.copyOf(found);
  }

  /** Whether no relocation lies in the header; this cheap test leaves very few candidates. */
  private boolean isUntouchedBefore(int index, long base, ModuleDefLayout layout) {
    return index == 0
        || Long.compareUnsigned(relocations.get(index - 1).address() + layout.pointerSize(), base)
            <= 0;
  }

  private boolean isDefinition(long base, long name, ModuleDefLayout layout) {
    return image.isWritable(base)
        && isHeader(base, layout)
        && isName(name)
        && isSize(base + layout.size())
        && isTableOrNull(memory.word(base + layout.methods()))
        && isTableOrNull(memory.word(base + layout.slots()))
        && isFunctionOrNull(memory.word(base + layout.traverse()))
        && isFunctionOrNull(memory.word(base + layout.clear()))
        && isFunctionOrNull(memory.word(base + layout.free()))
        && isTextOrNull(memory.word(base + layout.doc()));
  }

  private boolean isHeader(long base, ModuleDefLayout layout) {
    DefinitionLayout said =
        switch (HeaderReader.read(memory, base).kind()) {
          case GIL_UP_TO_3_12, GIL_3_13, GIL_FROM_3_14 -> DefinitionLayout.GIL;
          case FREE_THREADED_3_13, FREE_THREADED_FROM_3_14 -> DefinitionLayout.FREE_THREADED;
          case ZERO, OTHER -> DefinitionLayout.UNKNOWN;
        };
    return said == layout.layout()
        && isZero(base + layout.init())
        && isZero(base + layout.index())
        && isZero(base + layout.copy());
  }

  private boolean isZero(long address) {
    return memory.word(address) instanceof Word.Value(long value) && value == 0;
  }

  private boolean isName(long address) {
    return CStrings.utf8(memory, address, LONGEST_NAME)
        .filter(name -> !name.isEmpty() && name.codePoints().allMatch(DefinitionFinder::isNamePart))
        .isPresent();
  }

  private static boolean isNamePart(int codePoint) {
    return codePoint == '.'
        || codePoint == '-'
        || (Character.isUnicodeIdentifierPart(codePoint)
            && !Character.isIdentifierIgnorable(codePoint));
  }

  private boolean isSize(long address) {
    if (!(memory.word(address) instanceof Word.Value(long value))) {
      return false;
    }
    long size = memory.pointerSize() == 8 ? value : (int) value;
    return size >= -1 && size <= LARGEST_STATE;
  }

  /** Whether it is NULL or may be a string; code, which may lie beside strings, is none. */
  private boolean isTextOrNull(Word word) {
    return switch (word) {
      case Word.Value(long address) ->
          address == 0
              || (isReadable(address, 1) && (!image.isCode(address) || isTextStart(address)));
      case Word.Import _ -> true;
      case Word.Unreadable _ -> false;
    };
  }

  private boolean isTextStart(long address) {
    ByteBuffer start = ByteBuffer.allocate(DOC_START);
    while (start.hasRemaining()) {
      Optional<byte[]> next = memory.read(address + start.position(), 1);
      if (next.isEmpty() || next.get()[0] == 0) {
        break;
      }
      start.put(next.get());
    }
    // The last letter may be cut.
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(start.flip(), CharBuffer.allocate(DOC_START), false)
        .isError();
  }

  private boolean isTableOrNull(Word word) {
    return switch (word) {
      case Word.Value(long address) ->
          address == 0 || (address % 4 == 0 && isReadable(address, 2 * memory.pointerSize()));
      case Word.Import _ -> true;
      case Word.Unreadable _ -> false;
    };
  }

  private boolean isReadable(long address, int size) {
    Optional<byte[]> bytes = memory.read(address, size);
    return bytes.isPresent();
  }

  private boolean isFunctionOrNull(Word word) {
    return switch (word) {
      case Word.Value(long address) -> address == 0 || image.isCode(address);
      case Word.Import _ -> true;
      // The address that a resolver would choose.
      case Word.Unreadable _ -> true;
    };
  }
}
