package io.abiwarden.ffi;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The jar that holds the embedded interpreter.
 *
 * @param file the jar, which exists
 * @param version the interpreter's version, such as {@code 3.14.3}
 * @param size the jar's size in bytes
 */
record EmbeddedJar(Path file, String version, long size) {

  private static final Pattern NAME =
      Pattern.compile("cpython-(\\d+\\.\\d+\\.\\d+)-.*linux-x86_64\\.jar");

  /** The jar at a path, if there is one and its name is as expected. */
  static Optional<EmbeddedJar> of(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      return Optional.empty();
    }
    try {
      return Files.isRegularFile(file)
          ? Optional.of(new EmbeddedJar(file, name.group(1), Files.size(file)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The jar named by a property, else the one in {@code data/}, else the one on a path. */
  static Optional<EmbeddedJar> locate(Properties system) {
    String named = system.getProperty(EmbeddedPython.JAR_PROPERTY, "");
    if (!named.isEmpty()) {
      return entry(named).flatMap(EmbeddedJar::of);
    }
    return ownJar()
        .flatMap(EmbeddedJar::besideOwn)
        .or(() -> onPath(system.getProperty("jdk.module.path", "")))
        .or(() -> onPath(system.getProperty("java.class.path", "")));
  }

  /**
   * The folder to unpack into. Another build of the same version, or another choice of files, gets
   * another one, and the jar need not be opened to know it.
   */
  String folderName() {
    var crc = new CRC32();
    String identity = file.getFileName() + " " + size + " " + EmbeddedTree.CHOICE;
    crc.update(identity.getBytes(StandardCharsets.UTF_8));
    return "python-%s-%08x".formatted(version, crc.getValue());
  }

  private static Optional<Path> ownJar() {
    CodeSource source = EmbeddedJar.class.getProtectionDomain().getCodeSource();
    try {
      return source == null || source.getLocation() == null
          ? Optional.empty()
          : Optional.of(Path.of(source.getLocation().toURI()));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Optional<EmbeddedJar> besideOwn(Path own) {
    Path lib = own.getParent();
    Path home = lib == null ? null : lib.getParent();
    if (home == null || !Files.isDirectory(home.resolve("data"))) {
      return Optional.empty();
    }
    Optional<EmbeddedJar> newest = Optional.empty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(home.resolve("data"), "*.jar")) {
      for (Path file : files) {
        Optional<EmbeddedJar> jar = of(file);
        if (jar.isPresent()
            && (newest.isEmpty()
                || file.toString().compareTo(newest.get().file().toString()) > 0)) {
          newest = jar;
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return newest;
  }

  private static Optional<EmbeddedJar> onPath(String path) {
    return Stream.of(path.split(File.pathSeparator, -1))
        .flatMap(entry -> entry(entry).flatMap(EmbeddedJar::of).stream())
        .findFirst();
  }

  private static Optional<Path> entry(String path) {
    try {
      return Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
