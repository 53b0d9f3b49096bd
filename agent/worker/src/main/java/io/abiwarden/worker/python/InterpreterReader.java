package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
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
              InterpreterFacts facts = FactsOf.of(files, version);
              String why = Obstacles.toOpening(files, facts);
              return new Interpreter(
                  facts,
                  files.libpython(),
                  executable,
                  files.prefix(),
                  venv.map(Venv::folder),
                  source,
                  why.isEmpty(),
                  why,
                  Obstacles.toRunning(executable, facts));
            });
  }

  private static Optional<PythonVersion> fromImage(Installation files) {
    Optional<Path> file = files.libpython().or(files::executable);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return PythonImage.of(file.get()).version();
    } catch (IOException | ImageFormatException e) {
      return Optional.empty();
    }
  }
}
