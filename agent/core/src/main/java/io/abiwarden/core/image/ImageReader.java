package io.abiwarden.core.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Reads object files. Nothing in a file is trusted: what comes out is an image or one line that
 * says where the file breaks, in time and memory bounded by the file's size.
 */
public final class ImageReader {

  /** Files up to this size are copied rather than mapped, so that no mapping outlives the read. */
  private static final long COPIED = 16L << 20;

  /** The letters after a byte of 0x7f, as a little-endian number. */
  private static final int ELF_MAGIC = 0x464c457f;

  private ImageReader() {}

  /**
   * Reads an image from an array.
   *
   * @param file the whole file; kept by the image, and not to be changed afterwards
   * @return the image
   * @throws ImageFormatException if it is not an image that can be read
   */
  public static Image read(byte[] file) throws ImageFormatException {
    return read(ByteBuffer.wrap(file));
  }

  /**
   * Reads an image from a buffer.
   *
   * @param file the whole file, from the buffer's position to its limit, which are not moved; kept
   *     by the image, and not to be changed afterwards
   * @return the image
   * @throws ImageFormatException if it is not an image that can be read
   */
  public static Image read(ByteBuffer file) throws ImageFormatException {
    ByteBuffer own = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (Magic.of(own)) {
      case ELF -> ElfReader.read(own);
      case MACHO ->
          throw new ImageFormatException("a Mach-O file (macOS): only ELF is read so far");
      case PE -> PeReader.read(own);
    };
  }

  /**
   * The processor that an ELF file's header names, even where the rest cannot be read.
   *
   * @param file the whole file, from the buffer's position to its limit, which are not moved
   * @return as platform tags spell it; empty if it is no ELF file or its header is cut off
   */
  public static Optional<String> architecture(ByteBuffer file) {
    ByteBuffer own = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (own.remaining() < 4 || own.getInt(0) != ELF_MAGIC) {
      return Optional.empty();
    }
    try {
      ElfHeader header = ElfHeader.readAnyType(ElfHeader.ordered(own));
      return Optional.of(ElfMachine.architecture(header).tag());
    } catch (ImageFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads an image from a file, which is mapped if it is large. A large file must not be truncated
   * while its image is in use.
   *
   * @param path the file
   * @return the image
   * @throws ImageFormatException if it is not an image that can be read
   * @throws IOException if the file cannot be read
   */
  public static Image read(Path path) throws ImageFormatException, IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new ImageFormatException("larger than 2 GiB (%d bytes)".formatted(size));
      }
      if (size > COPIED) {
        return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
      }
      ByteBuffer copy = ByteBuffer.allocate((int) size);
      int got = 0;
      while (got >= 0 && copy.hasRemaining()) {
        got = channel.read(copy);
      }
      return read(copy.flip());
    }
  }
}
