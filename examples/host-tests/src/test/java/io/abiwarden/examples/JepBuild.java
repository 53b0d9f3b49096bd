package io.abiwarden.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An interpreter that {@code scripts/build-jep} built Jep for.
 *
 * @param version its version: {@code 3.15.0rc1}
 * @param freeThreaded which kind of build it is
 * @param libpython its shared library
 * @param site the folder with Jep and NumPy
 */
record JepBuild(String version, boolean freeThreaded, Path libpython, Path site) {

  private static final String JEP = "jep-4.3.2";

  /** Those whose interpreter is still there, oldest first. */
  static List<JepBuild> all() {
    Path folder = Needed.cache().resolve(JEP);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> builds = Files.list(folder)) {
      return builds
          .sorted()
          .map(build -> build.resolve("interpreter.properties"))
          .filter(Files::isRegularFile)
          .map(JepBuild::read)
          .filter(build -> Files.isRegularFile(build.libpython()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JepBuild read(Path file) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new JepBuild(
        properties.getProperty("version"),
        Boolean.parseBoolean(properties.getProperty("freeThreaded")),
        Path.of(properties.getProperty("libpython")),
        file.resolveSibling("site"));
  }

  /** Its version and kind: {@code 3.13.5t}. */
  String id() {
    return version + (freeThreaded ? "t" : "");
  }

  /** Its minor version and kind: {@code 3.13t}. */
  String series() {
    return version.replaceAll("^(3\\.\\d+).*", "$1") + (freeThreaded ? "t" : "");
  }

  /** The Java part, which is of the same version as the native one only here. */
  Path jar() {
    return site.resolve("jep/" + JEP + ".jar");
  }

  @Override
  public String toString() {
    return id();
  }
}
