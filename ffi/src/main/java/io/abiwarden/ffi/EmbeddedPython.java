package io.abiwarden.ffi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The interpreter that comes with abiwarden: the natives of {@code org.bytedeco:cpython}, taken as
 * data and unpacked once into the user's cache, without pip, ensurepip and tests.
 *
 * <p>Instances are immutable and may be used by several threads; several processes may unpack at
 * the same time, and one of them then does the work.
 */
public final class EmbeddedPython {

  /** The system property that names the jar, for set-ups with a layout of their own. */
  public static final String JAR_PROPERTY = "abiwarden.embedded.jar";

  private final Optional<EmbeddedJar> jar;
  private final Optional<Path> cache;
  private final String whyNot;

  private EmbeddedPython(Optional<EmbeddedJar> jar, Optional<Path> cache, String whyNot) {
    this.jar = jar;
    this.cache = cache;
    this.whyNot = whyNot;
  }

  /**
   * The embedded interpreter of this installation, if there is one for this platform. Looks at
   * nothing but file names; unpacks nothing.
   */
  public static EmbeddedPython find() {
    return find(System.getProperties(), System.getenv());
  }

  static EmbeddedPython find(Properties system, Map<String, String> environment) {
    String platform = system.getProperty("os.name", "") + " " + system.getProperty("os.arch", "");
    if (!platform.equals("Linux amd64")) {
      return missing(
          "the embedded interpreter is for Linux on x86-64; it is not available on this platform ("
              + platform
              + ")");
    }
    Optional<EmbeddedJar> jar = EmbeddedJar.locate(system);
    if (jar.isEmpty()) {
      return missing(
          "the jar of the embedded interpreter (cpython-…-linux-x86_64.jar) was not found: neither"
              + " in data/ beside abiwarden's own jars nor on the class path; name it with -D"
              + JAR_PROPERTY
              + "=FILE");
    }
    Optional<Path> cache = UserCache.folder(system, environment);
    if (cache.isEmpty()) {
      return missing(
          "the embedded interpreter has nowhere to be unpacked: this user has no home folder; set"
              + " XDG_CACHE_HOME to a folder that can be written");
    }
    return new EmbeddedPython(jar, cache, "");
  }

  private static EmbeddedPython missing(String whyNot) {
    return new EmbeddedPython(Optional.empty(), Optional.empty(), whyNot);
  }

  /**
   * The interpreter of a certain jar, unpacked below a certain folder.
   *
   * @param jar named {@code cpython-VERSION-…-linux-x86_64.jar}
   * @param cache where the interpreter gets a folder of its own; need not exist
   */
  public static EmbeddedPython of(Path jar, Path cache) {
    Optional<EmbeddedJar> known = EmbeddedJar.of(jar);
    return known.isPresent()
        ? new EmbeddedPython(known, Optional.of(cache.toAbsolutePath().normalize()), "")
        : missing(jar + " is not a jar of the embedded interpreter (cpython-…-linux-x86_64.jar)");
  }

  /** Why there is no embedded interpreter here, in one sentence; empty if there is one. */
  public Optional<String> whyNot() {
    return whyNot.isEmpty() ? Optional.empty() : Optional.of(whyNot);
  }

  /** The version in the jar's name, such as {@code 3.14.3}; empty if there is no interpreter. */
  public Optional<String> version() {
    return jar.map(EmbeddedJar::version);
  }

  /** Where it is, or would be unpacked; empty if there is no interpreter. */
  public Optional<Path> prefix() {
    return jar.flatMap(j -> cache.map(c -> c.resolve(j.folderName())));
  }

  /** Whether it lies unpacked and undamaged in the cache: one look at each of its files. */
  public boolean unpacked() {
    return prefix().isPresent() && EmbeddedTree.whole(prefix().get());
  }

  /**
   * Makes sure that it is unpacked and whole, which takes a second or two the first time, and a few
   * milliseconds after that.
   *
   * @param progress told how far the unpacking is, on the calling thread; never called if there is
   *     nothing to do
   * @throws IOException if there is none, or it cannot be unpacked; the message says why and what
   *     to do
   */
  public Unpacked unpack(Progress progress) throws IOException {
    if (jar.isEmpty() || cache.isEmpty()) {
      throw new IOException(whyNot);
    }
    Path prefix = cache.get().resolve(jar.get().folderName());
    if (!EmbeddedTree.whole(prefix)) {
      try {
        EmbeddedTree.make(jar.get(), prefix, progress);
      } catch (IOException e) {
        throw new IOException(
            "the embedded interpreter cannot be unpacked into "
                + prefix
                + ": "
                + reason(e)
                + "; make that folder writable, or set XDG_CACHE_HOME to one that is",
            e);
      }
    }
    return Unpacked.at(prefix, jar.get().version());
  }

  private static String reason(IOException e) {
    String kind = e.getClass().getSimpleName().replace("Exception", "");
    String words = kind.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return kind.equals("IO") || kind.equals("FileSystem")
        ? String.valueOf(e.getMessage())
        : words + ": " + e.getMessage();
  }

  /** Hears how far the unpacking is. */
  @FunctionalInterface
  public interface Progress {

    /** Says nothing. */
    Progress SILENT = (done, total) -> {};

    /**
     * Called after each file.
     *
     * @param done bytes written so far
     * @param total bytes in all
     */
    void at(long done, long total);
  }

  /**
   * The interpreter on disk.
   *
   * @param version such as {@code 3.14.3}
   * @param prefix what {@code PYTHONHOME} would be
   * @param libpython the shared library
   * @param executable the program, which runs from where it lies
   * @param headers the folder with {@code Python.h}
   */
  public record Unpacked(
      String version, Path prefix, Path libpython, Path executable, Path headers) {

    private static Unpacked at(Path prefix, String version) throws IOException {
      String minor = version.substring(0, version.lastIndexOf('.'));
      var found =
          new Unpacked(
              version,
              prefix,
              prefix.resolve("lib/libpython" + minor + ".so.1.0"),
              prefix.resolve("bin/python" + minor),
              prefix.resolve("include/python" + minor));
      if (!Files.isRegularFile(found.libpython)) {
        throw new IOException("the embedded interpreter's jar has no " + found.libpython);
      }
      return found;
    }
  }
}
