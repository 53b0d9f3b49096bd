package io.abiwarden.core.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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
   * Whether a file may be an image, by its first bytes.
   *
   * @param start the file's start, at least four bytes of it if it has as many
   */
  public static boolean isImage(ByteBuffer start) {
    return Magic.find(start.slice()).isPresent();
  }

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
   * Reads an image from a buffer; of a universal Mach-O file, the first slice that can be read.
   *
   * @param file the whole file, from the buffer's position to its limit, which are not moved; kept
   *     by the image, and not to be changed afterwards
   * @return the image
   * @throws ImageFormatException if it is not an image that can be read
   */
  public static Image read(ByteBuffer file) throws ImageFormatException {
    List<ImageSlice> slices = slices(file);
    for (ImageSlice slice : slices.subList(0, slices.size() - 1)) {
      try {
        return slice.read();
      } catch (ImageFormatException e) {
        // Another slice may be whole; the last one's trouble is the one that is told.
      }
    }
    return slices.getLast().read();
  }

  /**
   * Reads every image of a file: one, or one for each processor of a universal Mach-O file.
   *
   * @param file as in {@link #read(ByteBuffer)}
   * @return at least one image, in the file's order
   * @throws ImageFormatException if one of them cannot be read; the message names its slice. Use
   *     {@link #slices} for those that can be read all the same
   */
  public static List<Image> readAll(ByteBuffer file) throws ImageFormatException {
    List<Image> images = new ArrayList<>();
    for (ImageSlice slice : slices(file)) {
      images.add(slice.read());
    }
    return List.copyOf(images);
  }

  /**
   * Finds the images of a file without reading them, so that a broken one does not keep the others
   * from being read.
   *
   * @param file as in {@link #read(ByteBuffer)}
   * @return at least one; exactly one if the file is not a universal Mach-O file
   * @throws ImageFormatException if it is no object file, or the universal header itself is broken
   */
  public static List<ImageSlice> slices(ByteBuffer file) throws ImageFormatException {
    ByteBuffer own = file.slice();
    boolean universal =
        Magic.of(own) == ImageFormat.MACHO
            && (own.getInt(0) == UniversalFile.MAGIC || own.getInt(0) == UniversalFile.MAGIC_64);
    return universal
        ? UniversalFile.slices(own)
        : List.of(new ImageSlice(Optional.empty(), own, Optional.empty()));
  }

  /** Reads a file that is one image. */
  static Image readOne(ByteBuffer file) throws ImageFormatException {
    ByteBuffer own = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (Magic.of(own)) {
      case ELF -> ElfReader.read(own);
      case MACHO -> MachOReader.read(own);
      case PE -> PeReader.read(own);
    };
  }

  /**
   * The processor that an ELF file's header, or that of a Mach-O file for one processor, names,
   * even where the rest cannot be read.
   *
   * @param file the whole file, from the buffer's position to its limit, which are not moved
   * @return as platform tags spell it; empty if it is neither or its header is cut off
   */
  public static Optional<String> architecture(ByteBuffer file) {
    ByteBuffer own = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    Optional<Architecture> macho = MachOHeader.architecture(own);
    if (macho.isPresent()) {
      return macho.map(Architecture::tag);
    }
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
    return read(bytes(path));
  }

  /**
   * Reads an image from a file as {@link #read(Path)} does, or an executable, also one that is not
   * position-independent: many interpreters are linked like that.
   *
   * @param path the file
   * @return the image
   * @throws ImageFormatException if it is not an image that can be read; so is a program that is
   *     linked statically as a whole, for it has nothing to do with other images
   * @throws IOException if the file cannot be read
   */
  public static Image readProgram(Path path) throws ImageFormatException, IOException {
    ByteBuffer file = bytes(path).order(ByteOrder.LITTLE_ENDIAN);
    return isElf(file)
        ? ElfReader.readProgram(file.slice().order(ByteOrder.LITTLE_ENDIAN))
        : read(file);
  }

  /**
   * Reads of an ELF file, which may be an executable, no more than the libraries that it needs and
   * where it looks for them: for those whose symbols are known already, and are many.
   *
   * @param path the file
   * @return an image without symbols, relocations and constructors; one of another format is read
   *     as a whole
   * @throws ImageFormatException if it is not an image that can be read
   * @throws IOException if the file cannot be read
   */
  public static Image readOutline(Path path) throws ImageFormatException, IOException {
    ByteBuffer file = bytes(path).order(ByteOrder.LITTLE_ENDIAN);
    return isElf(file)
        ? ElfReader.readOutline(file.slice().order(ByteOrder.LITTLE_ENDIAN))
        : read(file);
  }

  private static boolean isElf(ByteBuffer file) {
    return file.remaining() >= 4 && file.getInt(0) == ELF_MAGIC;
  }

  private static ByteBuffer bytes(Path path) throws ImageFormatException, IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new ImageFormatException("larger than 2 GiB (%d bytes)".formatted(size));
      }
      if (size > COPIED) {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      }
      ByteBuffer copy = ByteBuffer.allocate((int) size);
      int got = 0;
      while (got >= 0 && copy.hasRemaining()) {
        got = channel.read(copy);
      }
      return copy.flip();
    }
  }
}
