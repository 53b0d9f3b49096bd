package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.python.InterpreterFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Holds what file names and headers say against the library and the command really there. */
final class Verification {

  private final Interpreter listed;
  private final Flavour expected;

  private Verification(Interpreter listed) {
    this.listed = listed;
    InterpreterFacts facts = listed.facts();
    this.expected = Flavour.of(facts.version(), facts.freeThreaded(), facts.debug());
  }

  /** The interpreter as its library says it is; without one, as its command does. */
  static Interpreter of(Interpreter python) {
    Verification verification = new Verification(python);
    Interpreter opened = verification.library(python);
    return verification.command(opened);
  }

  private Interpreter library(Interpreter python) {
    if (python.libpython().isEmpty()) {
      return python;
    }
    Path file = python.libpython().get();
    return switch (read(file)) {
      case Read.Unreadable(String why) -> python.notEmbeddable(file + " cannot be read: " + why);
      case Read.Other(String why) ->
          python.notEmbeddable(file + " is not a library of Python's: " + why);
      case Read.Done(PythonImage image) -> {
        if (!image.isPython()) {
          yield python.notEmbeddable(
              file + " is not a library of Python's: it exports no Py_GetVersion");
        }
        Interpreter verified = python.withFacts(FactsOf.corrected(python.facts(), image));
        String trouble = Obstacles.ofMachine(image);
        yield trouble.isEmpty() ? kept(verified, image, file) : verified.notEmbeddable(trouble);
      }
    };
  }

  private Interpreter kept(Interpreter verified, PythonImage image, Path file) {
    return image.flavour().map(this::isExpected).orElse(true)
        ? verified
        : verified.notEmbeddable(mixedUp(file, verified.facts()));
  }

  private Interpreter command(Interpreter python) {
    boolean told = python.facts().exportedSymbols().isPresent();
    if (python.executable().isEmpty() || (told && !python.runnable())) {
      return python;
    }
    Path command = python.executable().get();
    Path file = Folders.real(command);
    return switch (read(file)) {
      case Read.Unreadable(String why) -> python.notRunnable(command + " cannot be read: " + why);
      case Read.Other(String why) ->
          python.notRunnable(command + " is no program that loads extensions: " + why);
      case Read.Done(PythonImage image) -> {
        boolean itself = image.isPython() && !told;
        Interpreter verified =
            itself ? python.withFacts(FactsOf.corrected(python.facts(), image)) : python;
        String trouble = Obstacles.ofMachine(image);
        yield trouble.isEmpty() ? started(verified, image, command) : verified.notRunnable(trouble);
      }
    };
  }

  /** A command has the interpreter in it, or needs a libpython, or starts another program. */
  private Interpreter started(Interpreter python, PythonImage image, Path command) {
    Optional<Flavour> inside = image.isPython() ? image.flavour() : image.neededPython();
    if (inside.isPresent()) {
      return isExpected(inside.get())
          ? python
          : python.notRunnable(
              "its files do not belong together: %s is %s, and %s was expected"
                  .formatted(command, inside.get().text(), expected.text()));
    }
    if (image.isPython()) {
      return python;
    }
    return ExecutableQuery.ask(command)
            .map(said -> Flavour.of(said.version(), said.freeThreaded(), said.debug()))
            .filter(this::isExpected)
            .isPresent()
        ? python
        : python.notRunnable(command + " does not start " + expected.text());
  }

  private boolean isExpected(Flavour found) {
    // Debug builds of one minor version have one command's name.
    return found.minor() == expected.minor() && found.freeThreaded() == expected.freeThreaded();
  }

  private String mixedUp(Path file, InterpreterFacts found) {
    return "its files do not belong together: %s is %s, and %s was expected"
        .formatted(file, found.id(), listed.facts().id());
  }

  /** What reading a file comes to. */
  private sealed interface Read {
    record Done(PythonImage image) implements Read {}

    record Unreadable(String why) implements Read {}

    record Other(String why) implements Read {}
  }

  private static Read read(Path file) {
    try {
      return new Read.Done(PythonImage.of(file));
    } catch (IOException e) {
      return new Read.Unreadable(String.valueOf(e.getMessage()));
    } catch (ImageFormatException e) {
      return new Read.Other(String.valueOf(e.getMessage()));
    }
  }
}
