package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A prefix as Unix has it: {@code bin/python3.14}, {@code lib/libpython3.14.so.1.0} (or in {@code
 * lib64}, or in Debian's folder for the architecture), {@code lib/python3.14/os.py}. A version of a
 * macOS framework is one too, whose library is called {@code Python} or {@code PythonT}.
 */
final class UnixLayout {

  private UnixLayout() {}

  /** What lies there, whether or not it is whole. */
  static List<Installation> installations(Path prefix) {
    Map<Flavour, Path> libraries = libraries(prefix);
    Map<Flavour, Path> executables = executables(prefix);
    Set<Flavour> flavours = new LinkedHashSet<>(libraries.keySet());
    flavours.addAll(executables.keySet());
    return flavours.stream()
        .map(
            flavour ->
                new Installation(
                    flavour,
                    prefix,
                    Optional.ofNullable(libraries.get(flavour))
                        .or(() -> described(prefix, flavour)),
                    Optional.ofNullable(executables.get(flavour)),
                    standardLibrary(prefix, flavour)))
        .toList();
  }

  /** The folder of its standard library, if it has one. */
  static Optional<Path> standardLibrary(Path prefix, Flavour flavour) {
    for (String lib : List.of("lib", "lib64")) {
      Path folder = prefix.resolve(lib).resolve(flavour.folder());
      if (Files.isRegularFile(folder.resolve("os.py"))) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }

  /** A libpython in a folder of its own, which only the installation's own description names. */
  private static Optional<Path> described(Path prefix, Flavour flavour) {
    return standardLibrary(prefix, flavour)
        .flatMap(BuildDetails::in)
        .filter(details -> details.isOf(flavour))
        .flatMap(details -> details.libpythonIn(prefix))
        .filter(file -> Flavour.ofLibrary(Folders.name(file)).filter(flavour::equals).isPresent())
        .filter(Files::isRegularFile);
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
    framework(prefix, found);
    return found;
  }

  private static void framework(Path version, Map<Flavour, Path> found) {
    Path versions = version.getParent();
    if (versions == null || !Folders.name(versions).equals("Versions")) {
      return;
    }
    for (String name : List.of("Python", "PythonT", "Python3")) {
      Path library = version.resolve(name);
      if (Files.isRegularFile(library)) {
        Flavour.ofFolder("python" + Folders.name(version) + (name.equals("PythonT") ? "t" : ""))
            .ifPresent(flavour -> found.putIfAbsent(flavour, library));
      }
    }
  }

  private static Map<Flavour, Path> executables(Path prefix) {
    Map<Flavour, Path> found = new LinkedHashMap<>();
    Path bin = prefix.resolve("bin");
    for (Path file : Folders.list(bin, "python3.*")) {
      Flavour.ofExecutable(Folders.name(file))
          .filter(flavour -> Folders.isProgram(file))
          .ifPresent(flavour -> found.putIfAbsent(flavour, file));
    }
    if (found.isEmpty()) {
      unnamed(prefix, bin).ifPresent(flavour -> found.put(flavour, plain(bin).orElse(bin)));
    }
    withoutSecondNames(prefix, found);
    return found;
  }

  /** The one kind of a prefix whose only command is {@code python3} or {@code python}. */
  private static Optional<Flavour> unnamed(Path prefix, Path bin) {
    List<Flavour> there =
        Folders.list(prefix.resolve("lib"), "python3.*").stream()
            .flatMap(folder -> Flavour.ofFolder(Folders.name(folder)).stream())
            .filter(flavour -> standardLibrary(prefix, flavour).isPresent())
            .toList();
    return there.size() == 1 && plain(bin).isPresent()
        ? Optional.of(there.getFirst())
        : Optional.empty();
  }

  private static Optional<Path> plain(Path bin) {
    return List.of("python3", "python").stream()
        .map(bin::resolve)
        .filter(Folders::isProgram)
        .findFirst();
  }

  /** A free-threaded build installs python3.14 as well as python3.14t, and they are one. */
  private static void withoutSecondNames(Path prefix, Map<Flavour, Path> found) {
    Map<Object, Flavour> files = new HashMap<>();
    List<Flavour> second = new ArrayList<>();
    found.forEach(
        (flavour, file) -> {
          Flavour other = files.putIfAbsent(key(file), flavour);
          if (other != null) {
            boolean better = rank(prefix, flavour) > rank(prefix, other);
            second.add(better ? other : flavour);
            if (better) {
              files.put(key(file), flavour);
            }
          }
        });
    second.forEach(found::remove);
  }

  /** Of two names of one file, the one that says more and has a library is the right one. */
  private static int rank(Path prefix, Flavour flavour) {
    return (flavour.freeThreaded() ? 2 : 0)
        + (flavour.debug() ? 1 : 0)
        + (standardLibrary(prefix, flavour).isPresent() ? 4 : 0);
  }

  /** What two names of one file have in common, links and hard links followed. */
  private static Object key(Path file) {
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? Folders.real(file) : key;
    } catch (IOException e) {
      return Folders.real(file);
    }
  }
}
