package io.abiwarden.core.link;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shared libraries of this machine, as its dynamic linker looks for them: {@code
 * LD_LIBRARY_PATH}, the folders of {@code /etc/ld.so.conf}, the usual ones ({@code ld.so(8)}). Each
 * is read once. Safe for several threads.
 */
public final class HostLibraries {

  private static final List<String> USUAL =
      List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib");

  private final Architecture architecture;
  private final List<Path> folders;
  private final Optional<Path> within;
  private final Map<Path, Optional<Library>> read = new ConcurrentHashMap<>();
  private final Map<Optional<Path>, GlobalScope> scopes = new ConcurrentHashMap<>();

  /**
   * Looks at this machine's configuration.
   *
   * @param architecture the processor that libraries must be for
   */
  public HostLibraries(Architecture architecture) {
    this.architecture = architecture;
    Set<Path> all = new LinkedHashSet<>();
    String path = System.getenv("LD_LIBRARY_PATH");
    if (path != null) {
      for (String folder : path.split("[:;]")) {
        if (!folder.isEmpty()) {
          all.add(Path.of(folder));
        }
      }
    }
    configured(Path.of("/etc/ld.so.conf"), all, 0);
    for (String usual : USUAL) {
      all.add(Path.of(usual, architecture.tag() + "-linux-gnu"));
      all.add(Path.of(usual));
    }
    this.folders = List.copyOf(all);
    this.within = Optional.empty();
  }

  private HostLibraries(Architecture architecture, Path within) {
    this.architecture = architecture;
    this.folders = List.of();
    this.within = Optional.of(within);
  }

  /**
   * The libraries of no machine, for linking on paper: only those that lie beside an artifact.
   *
   * @param architecture the processor that libraries must be for
   * @param within the folder that they must be in
   */
  public static HostLibraries noneBut(Architecture architecture, Path within) {
    return new HostLibraries(architecture, within);
  }

  /** The processor that libraries must be for. */
  public Architecture architecture() {
    return architecture;
  }

  /** What was found to be in a process, by its libpython. */
  Map<Optional<Path>, GlobalScope> scopes() {
    return scopes;
  }

  /** Finds a library by its name in the folders of the machine. */
  Optional<Library> find(String name) {
    try {
      return folders.stream()
          .map(folder -> at(folder.resolve(name)))
          .flatMap(Optional::stream)
          .findFirst();
    } catch (InvalidPathException e) {
      // No file of this machine can have such a name.
      return Optional.empty();
    }
  }

  /** The library at an absolute path, as a library names it. */
  Optional<Library> at(String file) {
    try {
      return at(Path.of(file));
    } catch (InvalidPathException e) {
      // No file of this machine can have such a name.
      return Optional.empty();
    }
  }

  /** The library at a path, if it is one for this processor. */
  Optional<Library> at(Path file) {
    return read.computeIfAbsent(file, this::load);
  }

  /**
   * The library or the program with an interpreter in it, if it is for this processor: what it
   * needs, without the thousands of names that it exports.
   */
  Optional<Library> interpreter(Path file) {
    return load(file, ImageReader::readOutline);
  }

  private Optional<Library> load(Path file) {
    return load(file, ImageReader::read);
  }

  /** Reads a file in one way or another. */
  @FunctionalInterface
  private interface Reading {
    Image read(Path file) throws ImageFormatException, IOException;
  }

  private Optional<Library> load(Path file, Reading reading) {
    boolean foreign = within.isPresent() && !file.normalize().startsWith(within.get());
    if (foreign || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Image image = reading.read(file);
      return image.architecture() == architecture
          ? Optional.of(Library.of(file.toString(), false, image))
          : Optional.empty();
    } catch (ImageFormatException | IOException e) {
      // The linker passes over such a file as well.
      return Optional.empty();
    }
  }

  private static void configured(Path file, Set<Path> folders, int depth) {
    List<String> lines;
    try {
      lines = Files.isRegularFile(file) && depth < 5 ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      // No configuration: the usual folders remain.
      return;
    }
    for (String line : lines) {
      String entry = line.replaceFirst("#.*", "").strip();
      if (entry.startsWith("include ")) {
        for (Path included : glob(file, entry.substring("include ".length()).strip())) {
          configured(included, folders, depth + 1);
        }
      } else if (!entry.isEmpty()) {
        folders.add(Path.of(entry));
      }
    }
  }

  private static List<Path> glob(Path from, String pattern) {
    int slash = pattern.lastIndexOf('/');
    List<Path> found = new ArrayList<>();
    if (slash > 0) {
      // Some systems include files relative to the one that does.
      Path folder = from.resolveSibling(pattern.substring(0, slash));
      try (DirectoryStream<Path> stream =
          Files.newDirectoryStream(folder, pattern.substring(slash + 1))) {
        stream.forEach(found::add);
      } catch (IOException e) {
        // Not there: nothing is included.
        return found;
      }
    }
    found.sort(null);
    return found;
  }
}
