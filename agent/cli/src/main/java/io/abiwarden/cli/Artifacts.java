package io.abiwarden.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The artifacts of a command line: those that are there, and a line for each that is not. */
final class Artifacts {

  private static final String PYPI = "pypi:";

  private final List<Path> there = new ArrayList<>();
  private boolean missing;

  /** Looks which are there, and says of the others why not. */
  Artifacts(List<String> names, Console console) {
    for (String name : names) {
      String why = obstacle(name);
      if (why.isEmpty()) {
        there.add(Path.of(name));
      } else {
        missing = true;
        console.notice(name + ": " + why);
      }
    }
  }

  /** Those that can be looked at. */
  List<Path> there() {
    return there;
  }

  /** Whether one could not be found. */
  boolean missing() {
    return missing;
  }

  private static String obstacle(String name) {
    if (name.startsWith(PYPI)) {
      return "getting artifacts from an index is not built yet; fetch the wheel with \"pip download"
          + " --no-deps "
          + name.substring(PYPI.length())
          + "\" and give its file";
    }
    try {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        return "no such file or folder";
      }
      return Files.isReadable(path) ? "" : "cannot be read: permission denied";
    } catch (InvalidPathException e) {
      return "not a path: " + e.getReason();
    }
  }
}
