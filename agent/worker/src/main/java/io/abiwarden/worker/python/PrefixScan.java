package io.abiwarden.worker.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the interpreters of a prefix such as {@code /usr}, by the names of files. */
final class PrefixScan {

  private PrefixScan() {}

  /** The interpreters of a prefix; several minor versions and kinds may share one. */
  static List<Installation> installations(Path prefix) {
    Map<Flavour, Path> libraries = libraries(prefix);
    Map<Flavour, Path> executables = executables(prefix);
    Map<Flavour, Installation> found = new LinkedHashMap<>();
    for (Map<Flavour, Path> files : List.of(libraries, executables)) {
      for (Flavour flavour : files.keySet()) {
        found.computeIfAbsent(
            flavour,
            f ->
                new Installation(
                    f,
                    prefix,
                    Optional.ofNullable(libraries.get(f)),
                    Optional.ofNullable(executables.get(f)),
                    standardLibrary(prefix, f)));
      }
    }
    return List.copyOf(found.values());
  }

  /**
   * The interpreter that an executable belongs to; the executable is not a virtual environment's.
   */
  static Optional<Installation> ofExecutable(Path executable) {
    Path real = Folders.real(executable);
    Path folder = real.getParent();
    if (folder == null) {
      return Optional.empty();
    }
    Path prefix = Optional.ofNullable(folder.getParent()).orElse(folder);
    List<Installation> there = installations(prefix);
    Optional<Flavour> named = Flavour.ofExecutable(Folders.name(real));
    if (named.isPresent()) {
      Optional<Installation> own =
          only(there, one -> one.flavour().equals(named.get()))
              // python3.14 may be a second name of python3.14t.
              .or(() -> only(there, one -> one.flavour().minor() == named.get().minor()));
      if (own.isPresent()) {
        return own;
      }
      return Optional.of(
          new Installation(
              named.get(),
              prefix,
              Optional.empty(),
              Optional.of(real),
              standardLibrary(prefix, named.get())));
    }
    return only(there, one -> true);
  }

  private static Optional<Installation> only(
      List<Installation> all, Predicate<Installation> condition) {
    List<Installation> matching = all.stream().filter(condition).toList();
    return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
  }

  /** The interpreter that a shared libpython belongs to. */
  static Installation ofLibrary(Path libpython, Flavour flavour) {
    Path real = Folders.real(libpython);
    Path prefix = real.getParent();
    for (Path above = prefix; above != null; above = above.getParent()) {
      if (standardLibrary(above, flavour).isPresent()) {
        Path command = above.resolve("bin").resolve(flavour.executable());
        return new Installation(
            flavour,
            above,
            Optional.of(real),
            Files.isExecutable(command) ? Optional.of(command) : Optional.empty(),
            standardLibrary(above, flavour));
      }
    }
    return new Installation(
        flavour,
        prefix == null ? real : prefix,
        Optional.of(real),
        Optional.empty(),
        Optional.empty());
  }

  private static Map<Flavour, Path> libraries(Path prefix) {
    List<Path> folders = new ArrayList<>();
    folders.add(prefix.resolve("lib"));
    folders.add(prefix.resolve("lib64"));
    folders.addAll(Folders.list(prefix.resolve("lib"), "*-linux-*"));
    Map<Flavour, Path> found = new LinkedHashMap<>();
    for (Path folder : folders) {
      // Sorted by name, "….so" stands before "….so.1.0", of which it is a link for linkers.
      for (Path file : Folders.list(folder, "libpython3.*").reversed()) {
        Flavour.ofLibrary(Folders.name(file))
            .filter(flavour -> Files.isRegularFile(file))
            .ifPresent(flavour -> found.putIfAbsent(flavour, file));
      }
    }
    return found;
  }

  private static Map<Flavour, Path> executables(Path prefix) {
    Map<Flavour, Path> found = new LinkedHashMap<>();
    for (Path file : Folders.list(prefix.resolve("bin"), "python3.*")) {
      Flavour.ofExecutable(Folders.name(file))
          .filter(flavour -> Files.isExecutable(file) && !Folders.isScript(file))
          .ifPresent(flavour -> found.putIfAbsent(flavour, file));
    }
    // A free-threaded build installs python3.14 as well as python3.14t, and they are one.
    List<Flavour> twins =
        found.keySet().stream()
            .filter(flavour -> !flavour.freeThreaded() && !flavour.debug())
            .filter(flavour -> standardLibrary(prefix, flavour).isEmpty())
            .toList();
    twins.forEach(found::remove);
    return found;
  }

  private static Optional<Path> standardLibrary(Path prefix, Flavour flavour) {
    Path folder = prefix.resolve("lib").resolve(flavour.folder());
    return Files.isRegularFile(folder.resolve("os.py"))
        ? Optional.of(folder)
        : Optional.of(prefix.resolve("lib64").resolve(flavour.folder()))
            .filter(other -> Files.isRegularFile(other.resolve("os.py")));
  }
}
