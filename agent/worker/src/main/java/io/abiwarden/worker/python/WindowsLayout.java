package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A prefix as Windows has it: {@code python.exe}, {@code python314.dll}, {@code Lib\os.py}. A
 * free-threaded build may lie in the same folder ({@code python3.14t.exe}, {@code python314t.dll})
 * and share the standard library.
 */
final class WindowsLayout {

  private WindowsLayout() {}

  /** What lies there; nothing in a prefix of another system. */
  static List<Installation> installations(Path prefix) {
    Map<Flavour, Path> libraries = new LinkedHashMap<>();
    for (Path file : Folders.list(prefix, "python3*.dll")) {
      Flavour.ofLibrary(Folders.name(file))
          .filter(flavour -> Files.isRegularFile(file))
          .ifPresent(flavour -> libraries.putIfAbsent(flavour, file));
    }
    List<Installation> found = new ArrayList<>();
    libraries.forEach(
        (flavour, library) ->
            found.add(
                new Installation(
                    flavour,
                    prefix,
                    Optional.of(library),
                    command(prefix, flavour, libraries.size()),
                    standardLibrary(prefix, flavour))));
    return found;
  }

  private static Optional<Path> command(Path prefix, Flavour flavour, int kinds) {
    List<String> names = new ArrayList<>();
    String end = (flavour.debug() ? "_d" : "") + ".exe";
    names.add(flavour.folder() + end);
    names.add("python" + flavour.minor() + (flavour.freeThreaded() ? "t" : "") + end);
    // Where there are both kinds, the plain name is the one with a GIL.
    if (kinds == 1 || !flavour.freeThreaded()) {
      names.add("python" + end);
    }
    return names.stream().map(prefix::resolve).filter(Files::isRegularFile).findFirst();
  }

  private static Optional<Path> standardLibrary(Path prefix, Flavour flavour) {
    Path library = prefix.resolve("Lib");
    if (Files.isRegularFile(library.resolve("os.py"))) {
      return Optional.of(library);
    }
    // The embeddable package has it as an archive.
    return Optional.of(prefix)
        .filter(p -> Files.isRegularFile(p.resolve("python3" + flavour.minor() + ".zip")));
  }
}
