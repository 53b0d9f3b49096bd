package io.abiwarden.worker.check;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.artifact.ExtensionFile;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownInterpreters;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.CompatibleTags;
import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.core.wheel.Tag;
import java.util.List;

/** The interpreters that an artifact's names promise it for. */
public final class Promises {

  private Promises() {}

  /** The known interpreters that are promised, as {@code 3.14} and {@code 3.14t}, oldest first. */
  public static List<String> of(Artifact artifact) {
    return KnownInterpreters.all("").stream()
        .filter(python -> promises(artifact, python.version().minor(), python.freeThreaded()))
        .map(InterpreterFacts::id)
        .toList();
  }

  private static boolean promises(Artifact artifact, int minor, boolean freeThreaded) {
    if (artifact.kind() == Artifact.Kind.WHEEL) {
      PythonVersion version = PythonVersion.of(3, minor, 0);
      for (Tag tag : artifact.tags()) {
        if (CompatibleTags.acceptsBuild(tag, version, freeThreaded, false)) {
          return true;
        }
      }
      return false;
    }
    return artifact.extensions().stream().anyMatch(file -> promises(file, minor, freeThreaded));
  }

  private static boolean promises(ExtensionFile file, int minor, boolean freeThreaded) {
    if (file.name().isEmpty()) {
      return false;
    }
    ExtensionName name = file.name().get();
    return switch (name.abi()) {
      case NONE -> true;
      case ABI3 -> !freeThreaded;
      case ABI3T -> freeThreaded && minor >= 15;
      case VERSION -> !freeThreaded && name.minor().orElse(0) == minor;
      case VERSION_FREE_THREADED -> freeThreaded && name.minor().orElse(0) == minor;
      case OTHER -> false;
    };
  }

  /** Whether a file's name has an ABI in it, and that of this interpreter. */
  static boolean names(ExtensionFile file, InterpreterFacts python) {
    return file.name().filter(name -> name.abi() != ExtensionName.Abi.NONE).isPresent()
        && promises(file, python.version().minor(), python.freeThreaded());
  }
}
