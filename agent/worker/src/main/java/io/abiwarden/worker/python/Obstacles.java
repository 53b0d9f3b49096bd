package io.abiwarden.worker.python;

import io.abiwarden.core.image.ImageFormat;
import io.abiwarden.core.platform.CLibrary;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.PythonVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands in the way of loading extensions, each as the end of a sentence for people. */
final class Obstacles {

  private Obstacles() {}

  /** Why a worker cannot open an installation's libpython; empty if it can, as names tell. */
  static String toOpening(Installation files, InterpreterFacts facts) {
    PythonVersion version = facts.version();
    Optional<String> always = toAnything(facts);
    if (always.isPresent()) {
      return always.get();
    }
    if (files.libpython().isEmpty()) {
      return "it has no shared libpython (the package that has it: on Debian libpython3."
          + version.minor()
          + "; of Pythons that one builds, those with --enable-shared)";
    }
    if (files.library().isEmpty() && !Files.exists(zippedLibrary(files))) {
      return "its standard library is not there: no lib/%s/os.py above %s"
          .formatted(files.flavour().folder(), files.libpython().get());
    }
    return "";
  }

  /** Why extensions cannot be imported by a command; empty if they can, as names tell. */
  static String toRunning(Optional<Path> executable, InterpreterFacts facts) {
    return toAnything(facts)
        .orElse(executable.isEmpty() ? "it has no command that could be run" : "");
  }

  /** What keeps extensions from being loaded in any way. */
  private static Optional<String> toAnything(InterpreterFacts facts) {
    if (!facts.version().atLeast(KnownInterpreters.OLDEST)) {
      return Optional.of(
          "it is older than 3.%d, the oldest that abiwarden can use"
              .formatted(KnownInterpreters.OLDEST));
    }
    if (!Host.canLoad()) {
      return Optional.of(
          "extensions are loaded on Linux only; elsewhere they are read (--depth static)");
    }
    return facts.platform().startsWith("linux_")
        ? Optional.empty()
        : Optional.of("it is for another system (%s)".formatted(facts.platform()));
  }

  /** Why a program or a library is not for this machine; empty if it is. */
  static String ofMachine(PythonImage image) {
    if (image.format() != ImageFormat.ELF) {
      return "it is for another system than Linux";
    }
    if (!image.architecture().tag().equals(Host.architecture())) {
      return "it is for %s, and this machine is %s"
          .formatted(image.architecture().tag(), Host.architecture());
    }
    CLibrary own = image.cLibrary();
    return switch (own) {
      case GLIBC, MUSL, BIONIC ->
          own == Host.cLibrary()
              ? ""
              : "it is linked to %s, and this machine has %s"
                  .formatted(own.display(), Host.cLibrary().display());
      case PLAIN ->
          Host.cLibrary() == CLibrary.MUSL
              ? ""
              : "it is linked to musl, and this machine has " + Host.cLibrary().display();
      // A libpython leaves it to the program that opens it; a program that does so opens nothing.
      case NONE ->
          image.libraries().isEmpty() && image.exports().isEmpty()
              ? "it is linked statically as a whole, and cannot load extensions"
              : "";
    };
  }

  private static Path zippedLibrary(Installation files) {
    return files.prefix().resolve("lib/python3" + files.flavour().minor() + ".zip");
  }
}
