package io.abiwarden.cli.index;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the pip of this machine says of itself.
 *
 * @param prefix {@code sys.prefix} of its Python, where it has a configuration file of its own
 * @param defaultIndex the index that it uses where nothing else is said
 */
record PipItself(Optional<Path> prefix, Optional<URI> defaultIndex) {

  private static final int SECONDS = 20;

  /**
   * Prints two lines. The current folder is taken off the path first: it may be somebody else's,
   * with a {@code pip} folder in it.
   */
  private static final String QUESTION =
      """
      import sys
      sys.path[:] = [p for p in sys.path if p]
      print(sys.prefix)
      try:
          from pip._internal.models.index import PyPI
          print(PyPI.simple_url)
      except Exception:
          pass
      """;

  /** Asks the Python of the active environment, then those on the path, until one has pip. */
  static PipItself ask(Map<String, String> environment) {
    PipItself best = new PipItself(Optional.empty(), Optional.empty());
    for (String python : pythons(environment)) {
      PipItself answer = ask(python, environment);
      if (best.prefix().isEmpty()) {
        best = answer;
      }
      if (answer.defaultIndex().isPresent()) {
        return new PipItself(best.prefix(), answer.defaultIndex());
      }
    }
    return best;
  }

  private static List<String> pythons(Map<String, String> environment) {
    List<String> pythons = new ArrayList<>();
    for (String variable : new String[] {"VIRTUAL_ENV", "CONDA_PREFIX"}) {
      String folder = environment.getOrDefault(variable, "");
      for (String command : new String[] {"bin/python", "Scripts/python.exe", "python.exe"}) {
        if (!folder.isEmpty() && isFile(folder, command)) {
          pythons.add(folder + "/" + command);
        }
      }
    }
    pythons.addAll(List.of("python3", "python", "py"));
    return pythons;
  }

  private static boolean isFile(String folder, String command) {
    try {
      return Files.isRegularFile(Path.of(folder, command));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static PipItself ask(String python, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(python, "-c", QUESTION);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      // Two lines fit into a pipe: nothing blocks the process until it is read.
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new PipItself(Optional.empty(), Optional.empty());
      }
      String said =
          new String(process.getInputStream().readNBytes(1 << 14), StandardCharsets.UTF_8);
      return read(said.lines().toList());
    } catch (IOException e) {
      return new PipItself(Optional.empty(), Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new PipItself(Optional.empty(), Optional.empty());
    }
  }

  static PipItself read(List<String> lines) {
    return new PipItself(
        lines.isEmpty() ? Optional.empty() : Optional.of(Path.of(lines.getFirst().strip())),
        lines.size() < 2 ? Optional.empty() : Links.parse(lines.get(1).strip()));
  }
}
