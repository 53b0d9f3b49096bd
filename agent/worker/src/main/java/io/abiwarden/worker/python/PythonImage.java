package io.abiwarden.worker.python;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a libpython (or an executable with the interpreter in it) says of itself, as a file.
 *
 * @param version its {@code Py_Version}, which 3.11 and later export
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 * @param debug whether it was built with {@code Py_DEBUG}
 * @param architecture the processor it is for
 * @param exports all names it exports
 */
record PythonImage(
    Optional<PythonVersion> version,
    boolean freeThreaded,
    boolean debug,
    Architecture architecture,
    Set<String> exports) {

  /**
   * Reads one.
   *
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it is not an image that can be read, or not Python's; the
   *     message is one line without the file's name
   */
  static PythonImage read(Path file) throws IOException, ImageFormatException {
    Image image = ImageReader.read(file);
    Set<String> names = HashSet.newHashSet(image.exports().size());
    Optional<PythonVersion> version = Optional.empty();
    for (ExportedSymbol symbol : image.exports()) {
      names.add(symbol.name());
      if (symbol.name().equals("Py_Version")) {
        version = image.memory().read(symbol.address(), 4).map(bytes -> version(image, bytes));
      }
    }
    if (!names.contains("Py_GetVersion")) {
      throw new ImageFormatException("it exports no Py_GetVersion, so it is not Python's library");
    }
    return new PythonImage(
        version,
        // Only free-threaded builds have this one (CPython's Include/internal/pycore_object.h).
        names.contains("_Py_MergeZeroLocalRefcount"),
        names.contains("_Py_NegativeRefcount") || names.contains("_Py_RefTotal"),
        image.architecture(),
        names);
  }

  private static PythonVersion version(Image image, byte[] bytes) {
    return new PythonVersion(ByteBuffer.wrap(bytes).order(image.memory().order()).getInt());
  }
}
