package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/** Tells object file formats by their first bytes. */
final class Magic {

  private static final int ELF = 0x7f454c46;
  private static final int MACHO_32 = 0xfeedface;
  private static final int MACHO_64 = 0xfeedfacf;
  private static final int MACHO_32_SWAPPED = 0xcefaedfe;
  private static final int MACHO_64_SWAPPED = 0xcffaedfe;
  private static final int MACHO_FAT = 0xcafebabe;
  private static final int MACHO_FAT_64 = 0xcafebabf;

  private Magic() {}

  static ImageFormat of(ByteBuffer file) throws ImageFormatException {
    if (file.limit() == 0) {
      throw new ImageFormatException("the file is empty");
    }
    Optional<ImageFormat> found = find(file);
    if (found.isEmpty()) {
      throw new ImageFormatException(
          "not an object file: it starts with the bytes "
              + HexFormat.ofDelimiter(" ").formatHex(start(file)));
    }
    return found.get();
  }

  static Optional<ImageFormat> find(ByteBuffer file) {
    byte[] start = start(file);
    if (start.length >= 2 && start[0] == 'M' && start[1] == 'Z') {
      return Optional.of(ImageFormat.PE);
    }
    return switch (start.length < 4 ? 0 : ByteBuffer.wrap(start).getInt()) {
      case ELF -> Optional.of(ImageFormat.ELF);
      case MACHO_32, MACHO_64, MACHO_32_SWAPPED, MACHO_64_SWAPPED, MACHO_FAT, MACHO_FAT_64 ->
          Optional.of(ImageFormat.MACHO);
      default -> Optional.empty();
    };
  }

  private static byte[] start(ByteBuffer file) {
    byte[] start = new byte[Math.min(4, file.limit())];
    file.get(0, start);
    return start;
  }
}
