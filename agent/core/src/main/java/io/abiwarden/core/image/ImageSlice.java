package io.abiwarden.core.image;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * One image of a file: the whole file, or what a universal Mach-O file has for one processor.
 *
 * @param processor the processor as Apple's tools spell it ({@code arm64}, {@code x86_64}); empty
 *     for a file that is one image
 * @param bytes the image's own bytes, from position to limit; offsets in the image count from here
 * @param cut what is missing of it, if the file ends before the slice does
 */
public record ImageSlice(Optional<String> processor, ByteBuffer bytes, Optional<String> cut) {

  /**
   * Reads the image.
   *
   * @throws ImageFormatException if it cannot be read; the message says in which slice
   */
  public Image read() throws ImageFormatException {
    if (processor.isEmpty()) {
      return ImageReader.readOne(bytes);
    }
    String where = "slice " + processor.get() + ": ";
    if (cut.isPresent()) {
      throw new ImageFormatException(where + cut.get());
    }
    try {
      return MachOReader.read(bytes.slice());
    } catch (ImageFormatException e) {
      throw new ImageFormatException(where + e.getMessage());
    }
  }
}
