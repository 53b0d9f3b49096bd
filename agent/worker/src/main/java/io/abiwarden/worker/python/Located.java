package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the interpreter that a path means: an executable, a virtual environment, a libpython or a
 * prefix.
 *
 * @param places where a command without a folder is looked for
 */
record Located(Places places) {

  private static final String SOURCE = "path";

  /**
   * The interpreter at a path.
   *
   * @param text the path, or the name of a command
   * @param found names what was found on this machine, for the message
   * @throws NoSuchInterpreterException if there is none, or more than one
   */
  Interpreter at(String text, Supplier<String> found) throws NoSuchInterpreterException {
    Path path = existing(text, found);
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    if (isLibrary(path)) {
      return ofLibrary(path);
    }
    Optional<Venv> venv = Venv.ofExecutable(path);
    Optional<Interpreter> python =
        venv.isPresent()
            ? Interpreters.ofVenv(venv.get(), SOURCE)
            : ofExecutable(path).flatMap(f -> InterpreterReader.read(f, Optional.empty(), SOURCE));
    return python.orElseThrow(
        () ->
            new NoSuchInterpreterException(
                path + ": is not a Python 3 interpreter, or does not say which when it is run"));
  }

  /** By its name: {@code libpython3.14.so}, {@code python314.dll}, a framework's {@code Python}. */
  private static boolean isLibrary(Path path) {
    String name = Folders.name(path);
    return name.startsWith("libpython")
        || name.endsWith(".dll")
        || ((name.equals("Python") || name.equals("PythonT"))
            && Files.isDirectory(path.resolveSibling("lib")));
  }

  private Path existing(String text, Supplier<String> found) throws NoSuchInterpreterException {
    try {
      Path path = Path.of(text);
      if (Files.exists(path)) {
        return path.toAbsolutePath().normalize();
      }
      Optional<Path> command = text.contains("/") ? Optional.empty() : places.command(text);
      if (command.isPresent()) {
        return command.get();
      }
    } catch (InvalidPathException e) {
      // Said below, as of any other text that is no path of anything.
    }
    throw new NoSuchInterpreterException(
        "%s: neither a version, nor a file, folder or command that is here; found: %s"
            .formatted(text, found.get()));
  }

  private static Interpreter inFolder(Path folder) throws NoSuchInterpreterException {
    if (Venv.is(folder)) {
      return Venv.in(folder)
          .flatMap(venv -> Interpreters.ofVenv(venv, SOURCE))
          .orElseThrow(
              () ->
                  new NoSuchInterpreterException(
                      folder
                          + ": a virtual environment whose interpreter is gone; make it again with"
                          + " python -m venv"));
    }
    List<Installation> there = PrefixScan.installations(folder);
    Optional<Installation> chosen =
        there.size() == 1
            ? Optional.of(there.getFirst())
            : Optional.of(folder.resolve("bin/python3"))
                .filter(Files::isExecutable)
                .flatMap(PrefixScan::ofExecutable)
                .filter(there::contains);
    if (chosen.isEmpty() && !there.isEmpty()) {
      throw new NoSuchInterpreterException(
          folder
              + ": has several interpreters; name the one that is meant, such as "
              + there.getFirst().executable().or(there.getFirst()::libpython).orElse(folder));
    }
    return chosen
        .flatMap(files -> InterpreterReader.read(files, Optional.empty(), SOURCE))
        .orElseThrow(
            () ->
                new NoSuchInterpreterException(
                    folder
                        + ": no interpreter in this folder: neither a virtual environment's"
                        + " pyvenv.cfg, nor bin/python3.X, nor lib/libpython3.X.so"));
  }

  private static Interpreter ofLibrary(Path path) throws NoSuchInterpreterException {
    return flavour(path)
        .map(flavour -> PrefixScan.ofLibrary(path, flavour))
        .flatMap(files -> InterpreterReader.read(files, Optional.empty(), SOURCE))
        .orElseThrow(
            () ->
                new NoSuchInterpreterException(
                    path
                        + ": not a libpython whose version can be told; give its prefix or"
                        + " executable instead"));
  }

  /** The library's own word, since a file may have any name; its name's, where it has none. */
  private static Optional<Flavour> flavour(Path libpython) {
    try {
      PythonImage image = PythonImage.of(libpython);
      if (!image.isPython()) {
        return Optional.empty();
      }
      Optional<Flavour> own = image.flavour();
      if (own.isPresent()) {
        return own;
      }
    } catch (IOException | ImageFormatException e) {
      return Optional.empty();
    }
    return Flavour.ofLibrary(Folders.name(libpython));
  }

  private static Optional<Installation> ofExecutable(Path path) {
    Optional<Installation> known =
        Folders.isScript(path) ? Optional.empty() : PrefixScan.ofExecutable(path);
    if (known.isPresent()) {
      return known;
    }
    // A version manager's shim: only running it tells which interpreter it stands for today.
    return ExecutableQuery.ask(path)
        .map(ExecutableQuery::executable)
        .filter(real -> !Folders.isScript(real))
        .flatMap(PrefixScan::ofExecutable);
  }
}
