package io.abiwarden.core.image;

import io.abiwarden.core.image.PeHeader.Directory;
import io.abiwarden.core.memory.LinkedMemory;
import io.abiwarden.core.memory.LinkedWords;
import io.abiwarden.core.memory.Segments.FileRange;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads a Windows DLL ({@code .pyd}, {@code .dll}) from what the loader itself goes by: the section
 * table and the data directories.
 */
final class PeReader {

  /** {@code CHPEMetadataPointer} in the 64-bit load configuration (Microsoft's winnt.h). */
  private static final int HYBRID_METADATA = 200;

  private final FileBytes file;
  private final PeHeader header;
  private final PeSpace space;
  private final PeStrings strings;

  private PeReader(FileBytes file) throws ImageFormatException {
    this.file = file;
    header = PeHeader.read(file);
    space = PeSpace.read(file, header);
    strings = new PeStrings(space);
  }

  static Image read(ByteBuffer bytes) throws ImageFormatException {
    return new PeReader(new FileBytes(bytes)).image();
  }

  private Image image() throws ImageFormatException {
    int wordSize = header.pointerSize();
    // The loader moves the image to its base before it looks for what the image imports.
    LinkedWords.Builder words =
        PeRelocations.read(space, directory(PeHeader.BASE_RELOCATIONS), wordSize);
    PeImports imports = new PeImports(space, strings, wordSize, words);
    imports.read(directory(PeHeader.IMPORTS));
    imports.readDelayed(directory(PeHeader.DELAY_IMPORTS));
    List<NeededSymbol> needs = List.copyOf(imports.needs());
    PeExports exports = PeExports.read(space, strings, directory(PeHeader.EXPORTS));
    LinkedMemory memory =
        new LinkedMemory(
            file.buffer(), space.segments(), wordSize, words.build(i -> needs.get(i).name()));
    return new PeImage(
        PeMachine.of(header.machine(), isHybrid()),
        memory,
        exports.symbols(),
        needs,
        imports.libraries(),
        exports.name(),
        exports.entries(),
        entryPoint(),
        threadTemplate());
  }

  private OptionalLong entryPoint() {
    return header.entryPoint() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(space.base() + header.entryPoint());
  }

  private Directory directory(int index) throws ImageFormatException {
    return header.directory(file, index);
  }

  /** Whether the load configuration has a map of code for two processors. */
  private boolean isHybrid() throws ImageFormatException {
    Directory directory = directory(PeHeader.LOAD_CONFIGURATION);
    if (header.pointerSize() != 8 || !directory.isPresent()) {
      return false;
    }
    String what = "load configuration";
    FileRange range = space.rest(directory.address(), what);
    // It starts with its own size, which later Windows versions go by.
    long size = Math.min(file.u32(range.offset(), what), range.size());
    return size >= HYBRID_METADATA + 8
        && file.u64(range.offset() + (long) HYBRID_METADATA, what) != 0;
  }

  private OptionalLong threadTemplate() throws ImageFormatException {
    Directory directory = directory(PeHeader.THREAD_LOCALS);
    if (header.pointerSize() != 8 || !directory.isPresent()) {
      return OptionalLong.empty();
    }
    String what = "thread-local storage directory";
    FileRange range = space.table(directory.address(), 16, what);
    return OptionalLong.of(file.u64(range.offset(), what));
  }
}
