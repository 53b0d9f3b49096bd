package io.abiwarden.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.apiguardian.api.API;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/** The jars that are published, as they were packaged. */
final class Jars {

  /** Artifact, and the folder of its jar. */
  private static final List<List<String>> PUBLISHED =
      List.of(
          List.of("core", "agent/core/target"),
          List.of("ffi", "ffi/target"),
          List.of("worker", "agent/worker/target"),
          List.of("guard", "agent/guard/target"),
          List.of("junit", "agent/junit/target"),
          List.of("cli", "agent/cli/target/dist/lib"));

  private Jars() {}

  static Path root() {
    return Path.of(System.getProperty("abiwarden.root")).normalize();
  }

  static String version() {
    return System.getProperty("abiwarden.version");
  }

  /** The names of the published ones, without {@code abiwarden-}. */
  static List<String> names() {
    return PUBLISHED.stream().map(List::getFirst).toList();
  }

  /** The folder that a published jar is built into. */
  static Path target(String name) {
    return PUBLISHED.stream()
        .filter(jar -> jar.getFirst().equals(name))
        .map(jar -> root().resolve(jar.getLast()))
        .findFirst()
        .orElseThrow();
  }

  /** A published jar. */
  static Path of(String name) {
    Path jar = target(name).resolve("abiwarden-" + name + "-" + version() + ".jar");
    assertThat(jar).isRegularFile();
    return jar;
  }

  /** All that the library is when it runs. */
  static List<Path> library() {
    return List.of(of("core"), of("ffi"), of("worker"));
  }

  /** The library and the assertions, with what comes along with these. */
  static List<Path> assertions() {
    List<Path> jars = new ArrayList<>(library());
    jars.add(of("junit"));
    jars.add(of(Assertions.class));
    jars.add(of(ByteBuddy.class));
    return jars;
  }

  /** What whoever has tests brings. */
  static List<Path> junit() {
    return List.of(
        of(Test.class), of(JUnitException.class), of(AssertionFailedError.class), of(API.class));
  }

  /** The jar of somebody else's class. */
  static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The packages with classes in a jar. */
  static List<String> packages(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .filter(name -> !name.startsWith("META-INF/"))
          .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String path(Stream<Path> entries) {
    return String.join(":", entries.map(Path::toString).toList());
  }
}
