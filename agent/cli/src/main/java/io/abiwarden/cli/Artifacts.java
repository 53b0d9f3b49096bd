package io.abiwarden.cli;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The artifacts of a command line: those that are there, and a line for each that is not. */
final class Artifacts {

  private static final String PYPI = "pypi:";
  private static final String EMBEDDED = "embedded:";

  private final List<Path> there = new ArrayList<>();
  private boolean missing;

  /** Looks which are there, and says of the others why not. */
  Artifacts(List<String> names, Console console) {
    for (String name : names) {
      try {
        there.add(find(name));
      } catch (UsageException e) {
        missing = true;
        console.notice(name + ": " + e.getMessage());
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

  private static Path find(String name) throws UsageException {
    if (name.startsWith(PYPI)) {
      throw new UsageException(
          "getting artifacts from an index is not built yet; fetch the wheel with \"pip download"
              + " --no-deps "
              + name.substring(PYPI.length())
              + "\" and give its file");
    }
    if (name.startsWith(EMBEDDED)) {
      return ofEmbedded(name.substring(EMBEDDED.length()));
    }
    try {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw new UsageException("no such file or folder");
      }
      if (!Files.isReadable(path)) {
        throw new UsageException("cannot be read: permission denied");
      }
      return path;
    } catch (InvalidPathException e) {
      throw new UsageException("not a path: " + e.getReason());
    }
  }

  /** One of the embedded interpreter's own extensions, which are on every machine that has it. */
  private static Path ofEmbedded(String module) throws UsageException {
    try {
      Path prefix = EmbeddedPython.find().unpack(EmbeddedPython.Progress.SILENT).prefix();
      try (Stream<Path> files =
          Files.find(prefix.resolve("lib"), 4, (file, a) -> is(file, module))) {
        return files
            .findFirst()
            .orElseThrow(
                () -> new UsageException("the embedded interpreter has no extension " + module));
      }
    } catch (IOException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static boolean is(Path file, String module) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(module + ".") && name.endsWith(".so");
  }
}
