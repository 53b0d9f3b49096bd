package io.abiwarden.worker;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.ffi.LibPython;
import io.abiwarden.worker.process.WorkerMain;
import io.abiwarden.worker.protocol.WorkerFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.Configuration;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * The part of a worker's command line that names its program. Where its classes are, they say
 * themselves: the parent's {@code java.class.path} may be a jar with nothing but a manifest, a file
 * of arguments, or of no use at all where a class loader of its own brought them.
 */
final class WorkerProgram {

  /** One class of each of our modules that the worker needs, which may all be in one jar. */
  private static final List<Class<?>> ONE_OF_EACH =
      List.of(WorkerMain.class, Memory.class, LibPython.class);

  /** Beside the worker's working directory. */
  private static final String PATH_JAR = "path.jar";

  private WorkerProgram() {}

  /**
   * Names the program.
   *
   * @param folder the worker's, where a file may be left for it; it runs in its scratch folder
   * @throws IOException if the classes are nowhere that another JVM could read them; the message is
   *     one line
   */
  static List<String> of(WorkerFolder folder) throws IOException {
    Module own = WorkerMain.class.getModule();
    if (own.isNamed() && own.getLayer() != null) {
      Optional<List<String>> modules = onModulePath(own.getName(), own.getLayer().configuration());
      if (modules.isPresent()) {
        return modules.get();
      }
    }
    return onClassPath(folder);
  }

  /** Only what the worker needs of the parent's path: the less there is, the quicker it starts. */
  private static Optional<List<String>> onModulePath(String name, Configuration configuration) {
    Set<ResolvedModule> needed = new LinkedHashSet<>();
    configuration.findModule(name).ifPresent(module -> addNeeded(module, needed));
    Set<URI> places =
        needed.stream()
            .flatMap(module -> module.reference().location().stream())
            // What is in the Java runtime itself, as jlink puts it there, needs no path.
            .filter(place -> !"jrt".equals(place.getScheme()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!places.stream().allMatch(place -> "file".equals(place.getScheme()))) {
      return Optional.empty();
    }
    List<String> paths = places.stream().map(place -> Path.of(place).toString()).toList();
    if (paths.stream().anyMatch(WorkerProgram::splits)) {
      return Optional.empty();
    }
    String main = name + "/" + WorkerMain.class.getName();
    return Optional.of(
        paths.isEmpty()
            ? List.of("--enable-native-access=io.abiwarden.ffi", "--module", main)
            : List.of(
                "--enable-native-access=io.abiwarden.ffi",
                "--module-path",
                String.join(File.pathSeparator, paths),
                "--module",
                main));
  }

  private static void addNeeded(ResolvedModule module, Set<ResolvedModule> needed) {
    if (needed.add(module)) {
      module.reads().forEach(read -> addNeeded(read, needed));
    }
  }

  private static List<String> onClassPath(WorkerFolder folder) throws IOException {
    Set<Path> places = new LinkedHashSet<>();
    for (Class<?> type : ONE_OF_EACH) {
      places.add(place(type));
    }
    String path =
        places.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    if (places.stream().map(Path::toString).anyMatch(WorkerProgram::splits)) {
      writePathJar(folder.path().resolve(PATH_JAR), places);
      path = Path.of("..", PATH_JAR).toString();
    }
    return List.of("--enable-native-access=ALL-UNNAMED", "-cp", path, WorkerMain.class.getName());
  }

  /** A path with that character in it would be taken for two. */
  private static boolean splits(String path) {
    return path.contains(File.pathSeparator);
  }

  /** A jar with nothing in it but the addresses of others, which may be of any spelling. */
  private static void writePathJar(Path jar, Set<Path> places) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            places.stream()
                .map(place -> place.toUri().toASCIIString())
                .collect(Collectors.joining(" ")));
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream _ = new JarOutputStream(out, manifest)) {
      out.flush();
    }
  }

  private static Path place(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IOException(
          type.getName() + " was loaded by a class loader that does not say where from");
    }
    URL url = source.getLocation();
    Path place = path(url).orElseThrow(() -> new IOException(notReadable(url)));
    if (!Files.exists(place)) {
      throw new IOException("abiwarden's own classes are no longer where they were: " + place);
    }
    return place;
  }

  private static String notReadable(URL url) {
    return "abiwarden's own classes are in "
        + url
        + ", where no other process finds them: use its jars as they are, or in one flat jar";
  }

  private static Optional<Path> path(URL url) {
    if (!url.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(uri(url)));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Some class loaders leave blanks in their addresses as they are. */
  private static URI uri(URL url) throws URISyntaxException {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      return new URI("file", null, url.getPath(), null);
    }
  }
}
