package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the interpreters of a prefix such as {@code /usr}, by the names of files. */
final class PrefixScan {

  private PrefixScan() {}

  /**
   * The interpreters of a prefix; several minor versions and kinds may share one. What is only a
   * link to another prefix is found there, as Python itself does.
   */
  static List<Installation> installations(Path folder) {
    Path prefix = Folders.real(folder);
    Map<Path, Installation> found = new LinkedHashMap<>();
    for (Installation one : own(prefix)) {
      home(one, prefix).ifPresent(there -> found.putIfAbsent(there.identity(), there));
    }
    return List.copyOf(found.values());
  }

  /** The interpreter itself, or where its files are links to. */
  private static Optional<Installation> home(Installation one, Path prefix) {
    Optional<Path> file = one.executable().or(one::libpython).map(Folders::real);
    if (file.isEmpty() || file.get().startsWith(prefix)) {
      return one.library().isPresent() || one.libpython().isPresent()
          ? Optional.of(one)
          : Optional.empty();
    }
    if (one.executable().isEmpty()) {
      Installation there = ofLibrary(file.get(), one.flavour());
      return there.library().isPresent() ? Optional.of(there) : Optional.of(one);
    }
    return prefixOf(file.get()).stream()
        .flatMap(other -> own(Folders.real(other)).stream())
        .filter(other -> other.library().isPresent())
        .filter(other -> isCommandOf(file.get(), other))
        .findFirst()
        .or(() -> one.library().isPresent() ? Optional.of(one) : Optional.empty());
  }

  private static List<Installation> own(Path prefix) {
    List<Installation> windows = WindowsLayout.installations(prefix);
    return windows.isEmpty() ? UnixLayout.installations(prefix) : windows;
  }

  private static boolean isCommandOf(Path real, Installation one) {
    return one.executable().map(Folders::real).filter(real::equals).isPresent();
  }

  /** The folder above {@code bin}; on Windows the one that a command lies in. */
  private static Optional<Path> prefixOf(Path command) {
    return Optional.ofNullable(command.getParent())
        .map(
            folder ->
                Folders.name(command).endsWith(".exe")
                    ? folder
                    : Optional.ofNullable(folder.getParent()).orElse(folder));
  }

  /**
   * The interpreter that an executable belongs to; the executable is not a virtual environment's.
   */
  static Optional<Installation> ofExecutable(Path executable) {
    Path real = Folders.real(executable);
    Optional<Path> prefix = prefixOf(real);
    if (prefix.isEmpty() || !Folders.name(real).startsWith("python")) {
      // A version manager's command may have the names of interpreters as links to it.
      return Optional.empty();
    }
    List<Installation> there = installations(prefix.get());
    Optional<Flavour> named = Flavour.ofExecutable(Folders.name(real));
    return there.stream()
        .filter(one -> isCommandOf(real, one))
        .findFirst()
        .or(
            () ->
                named.isPresent()
                    ? only(there, one -> one.flavour().equals(named.get()))
                        // python3.14 may be a second name of python3.14t.
                        .or(() -> only(there, o -> o.flavour().minor() == named.get().minor()))
                    : only(there, one -> true))
        .or(() -> named.or(() -> inside(real)).map(f -> alone(f, prefix.get(), real)));
  }

  private static Installation alone(Flavour flavour, Path prefix, Path executable) {
    return new Installation(
        flavour,
        prefix,
        Optional.empty(),
        Optional.of(executable),
        UnixLayout.standardLibrary(prefix, flavour));
  }

  /** What an executable says that has the interpreter in it, as one just built has. */
  private static Optional<Flavour> inside(Path executable) {
    try {
      return PythonImage.of(executable).flavour();
    } catch (IOException | ImageFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Installation> only(
      List<Installation> all, Predicate<Installation> condition) {
    List<Installation> matching = all.stream().filter(condition).toList();
    return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
  }

  /** The interpreter that a shared libpython belongs to. */
  static Installation ofLibrary(Path libpython, Flavour flavour) {
    Path real = Folders.real(libpython);
    Path folder = Optional.ofNullable(real.getParent()).orElse(real);
    for (Path above = folder; above != null; above = above.getParent()) {
      for (Installation one : own(above)) {
        if (one.flavour().equals(flavour) && one.library().isPresent()) {
          return new Installation(
              flavour, above, Optional.of(real), one.executable(), one.library());
        }
      }
    }
    return new Installation(flavour, folder, Optional.of(real), Optional.empty(), Optional.empty());
  }
}
