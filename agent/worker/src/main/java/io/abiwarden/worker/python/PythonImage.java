package io.abiwarden.worker.python;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.platform.CLibrary;
import io.abiwarden.core.platform.PlatformNeeds;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a libpython, or a command of Python's, says of itself as a file.
 *
 * @param format the file format, which tells the operating system
 * @param architecture the processor it is for
 * @param cLibrary the C library it is linked to
 * @param libraries the libraries it needs, by name
 * @param version its {@code Py_Version}, which 3.11 and later export
 * @param suffixes the endings of extensions' names in it, sorted; none if it has no interpreter in
 *     it
 * @param exports all names it exports
 */
record PythonImage(
    ImageFormat format,
    Architecture architecture,
    CLibrary cLibrary,
    List<String> libraries,
    Optional<PythonVersion> version,
    List<String> suffixes,
    Set<String> exports) {

  private static final Pattern OWN_SUFFIX =
      Pattern.compile("(?:_d)?\\.(?:cpython-|cp)3(\\d+)[a-z]*-(.+)\\.(?:so|pyd)");

  /**
   * Reads one, or recalls what was read of it before.
   *
   * @param file a libpython, or an executable
   * @throws IOException if the file cannot be read
   * @throws ImageFormatException if it is not an image that can be read; the message is one line
   *     without the file's name
   */
  static PythonImage of(Path file) throws IOException, ImageFormatException {
    return of(file, FactsCache.ofUser());
  }

  static PythonImage of(Path file, FactsCache cache) throws IOException, ImageFormatException {
    FactsCache.Entry entry = cache.entry("image", file);
    Optional<PythonImage> known = entry.read(PythonImageCodec::decode);
    if (known.isPresent()) {
      return known.get();
    }
    PythonImage image = read(file);
    entry.write(out -> PythonImageCodec.encode(image, out));
    return image;
  }

  private static PythonImage read(Path file) throws IOException, ImageFormatException {
    Image image = ImageReader.readProgram(file);
    Set<String> names = HashSet.newHashSet(image.exports().size());
    Optional<PythonVersion> version = Optional.empty();
    for (ExportedSymbol symbol : image.exports()) {
      names.add(symbol.name());
      if (symbol.name().equals("Py_Version")) {
        version = image.memory().read(symbol.address(), 4).map(bytes -> version(image, bytes));
      }
    }
    return new PythonImage(
        image.format(),
        image.architecture(),
        PlatformNeeds.of(image).cLibrary(),
        List.copyOf(image.libraries()),
        version,
        List.copyOf(SuffixStrings.in(file)),
        names);
  }

  private static PythonVersion version(Image image, byte[] bytes) {
    return new PythonVersion(ByteBuffer.wrap(bytes).order(image.memory().order()).getInt());
  }

  /** Whether the interpreter itself is in it. */
  boolean isPython() {
    return exports.contains("Py_GetVersion");
  }

  /** Whether it was built with {@code Py_GIL_DISABLED}. */
  boolean freeThreaded() {
    // Only free-threaded builds have this one (CPython's Include/internal/pycore_object.h).
    return exports.contains("_Py_MergeZeroLocalRefcount");
  }

  /** Whether it was built with {@code Py_DEBUG}. */
  boolean debug() {
    return exports.contains("_Py_NegativeRefcount") || exports.contains("_Py_RefTotal");
  }

  /** Its minor version, as far as it tells. */
  Optional<Integer> minor() {
    return version
        .map(PythonVersion::minor)
        .or(() -> ownSuffix().map(matcher -> Integer.valueOf(matcher.group(1))));
  }

  /** The last part of its SOABI, as far as it tells. */
  Optional<String> soabiPlatform() {
    return ownSuffix().map(matcher -> matcher.group(2));
  }

  /** What it says of its kind, as far as it tells. */
  Optional<Flavour> flavour() {
    return minor()
        .filter(minor -> isPython())
        .map(minor -> new Flavour(minor, freeThreaded(), debug()));
  }

  /** The libpython that it needs, for a command that is not linked with one statically. */
  Optional<Flavour> neededPython() {
    return libraries.stream()
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .flatMap(name -> Flavour.ofLibrary(name).stream())
        .findFirst();
  }

  private Optional<Matcher> ownSuffix() {
    return suffixes.stream().map(OWN_SUFFIX::matcher).filter(Matcher::matches).findFirst();
  }
}
