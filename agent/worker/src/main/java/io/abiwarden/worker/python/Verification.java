package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Holds what file names and headers say against the library that is really there. */
final class Verification {

  private Verification() {}

  /** The interpreter as its library says it is. */
  static Interpreter of(Interpreter python) {
    Optional<Path> file = python.libpython().or(python::executable);
    if (file.isEmpty()) {
      return python;
    }
    try {
      return corrected(python, PythonImage.read(file.get()), file.get());
    } catch (IOException e) {
      return unreadable(python, file.get(), "cannot be read: " + e.getMessage());
    } catch (ImageFormatException e) {
      return unreadable(python, file.get(), "is not a library of Python's: " + e.getMessage());
    }
  }

  private static Interpreter corrected(Interpreter python, PythonImage image, Path file) {
    InterpreterFacts old = python.facts();
    PythonVersion version = image.version().orElse(old.version());
    boolean same =
        version.equals(old.version())
            && image.freeThreaded() == old.freeThreaded()
            && image.debug() == old.debug();
    InterpreterFacts facts =
        same
            ? old
            : FactsOf.facts(version, image.freeThreaded(), image.debug(), FactsOf.platformOf(old));
    Interpreter verified = python.withFacts(facts.withExportedSymbols(image.exports()));
    if (version.minor() != old.version().minor() || image.freeThreaded() != old.freeThreaded()) {
      return verified.notEmbeddable(
          "its files do not belong together: %s is %s, and %s was expected"
              .formatted(file, facts.id(), old.id()));
    }
    if (!python.libpython().isEmpty() && !image.architecture().tag().equals(Host.architecture())) {
      return verified.notEmbeddable(
          "it is for %s, and this machine is %s"
              .formatted(image.architecture().tag(), Host.architecture()));
    }
    return verified;
  }

  private static Interpreter unreadable(Interpreter python, Path file, String reason) {
    return python.libpython().isEmpty() ? python : python.notEmbeddable(file + " " + reason);
  }
}
