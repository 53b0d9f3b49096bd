package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Makes an {@link Interpreter} of an installation's files. */
final class InterpreterReader {

  private InterpreterReader() {}

  /** Reads one; empty if none of its files tells its version, nor does it when it is run. */
  static Optional<Interpreter> read(Installation files, Optional<Venv> venv, String source) {
    Optional<Path> executable = venv.map(Venv::executable).or(files::executable);
    return VersionFiles.read(files)
        .or(() -> fromImage(files))
        .or(() -> files.executable().flatMap(ExecutableQuery::ask).map(ExecutableQuery::version))
        .map(
            version -> {
              InterpreterFacts facts =
                  FactsOf.facts(
                      version,
                      files.flavour().freeThreaded(),
                      files.flavour().debug(),
                      FactsOf.soabiPlatform(files));
              String why = obstacle(files, version);
              return new Interpreter(
                  facts,
                  files.libpython(),
                  executable,
                  files.prefix(),
                  venv.map(Venv::folder),
                  source,
                  why.isEmpty(),
                  why,
                  executable.isEmpty()
                      ? "has no command of its own"
                      : unusable(version).orElse(""));
            });
  }

  private static Optional<PythonVersion> fromImage(Installation files) {
    Optional<Path> file = files.libpython().or(files::executable);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return PythonImage.read(file.get()).version();
    } catch (IOException | ImageFormatException e) {
      return Optional.empty();
    }
  }

  /** Why a worker cannot open it; empty if it can, as far as file names tell. */
  private static String obstacle(Installation files, PythonVersion version) {
    Optional<String> unusable = unusable(version);
    if (unusable.isPresent()) {
      return unusable.get();
    }
    if (files.libpython().isEmpty()) {
      return "has no shared libpython: install the package that has it (Debian: libpython3."
          + version.minor()
          + "), or build Python with --enable-shared";
    }
    if (files.library().isEmpty() && !Files.exists(zippedLibrary(files))) {
      return "its standard library is not there: no lib/%s/os.py above %s"
          .formatted(files.flavour().folder(), files.libpython().get());
    }
    return "";
  }

  /** What keeps extensions from being run in any way. */
  private static Optional<String> unusable(PythonVersion version) {
    if (!Host.canLoad()) {
      return Optional.of(
          "extensions are loaded on Linux only; elsewhere they are read (--depth static)");
    }
    return version.atLeast(9)
        ? Optional.empty()
        : Optional.of("older than 3.9, the oldest that abiwarden can use");
  }

  private static Path zippedLibrary(Installation files) {
    return files.prefix().resolve("lib/python3" + files.flavour().minor() + ".zip");
  }
}
