package io.abiwarden.worker.python;

import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a Python executable who it is, by running it: the last resort, where no file tells.
 *
 * @param version its {@code sys.hexversion}
 * @param freeThreaded whether it was built with {@code Py_GIL_DISABLED}
 * @param debug whether it was built with {@code Py_DEBUG}
 * @param executable the program that ran, shims of version managers resolved
 */
record ExecutableQuery(
    PythonVersion version, boolean freeThreaded, boolean debug, Path executable) {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutableQuery.class);
  private static final int SECONDS = 10;
  private static final int LARGEST_ANSWER = 1 << 16;
  private static final String PROGRAM =
      "import sys; print(sys.hexversion, int('t' in getattr(sys, 'abiflags', '')),"
          + " int(hasattr(sys, 'gettotalrefcount')), sys.executable, sep='\\n')";

  /** Runs an executable; empty if it does not answer as a Python 3 does, or not in time. */
  static Optional<ExecutableQuery> ask(Path executable) {
    LOG.debug("running {} for its version, which none of its files tell", executable);
    try {
      Path answer = Files.createTempFile("abiwarden-python", ".txt");
      try {
        return run(executable, answer) ? parse(Files.readString(answer)) : Optional.empty();
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      LOG.debug("{} could not be run: {}", executable, e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean run(Path executable, Path answer)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(executable.toString(), "-I", "-S", "-c", PROGRAM)
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Process process = builder.start();
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS)
          && process.exitValue() == 0
          && Files.size(answer) <= LARGEST_ANSWER;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Optional<ExecutableQuery> parse(String answer) {
    List<String> lines = answer.lines().toList();
    if (lines.size() != 4 || !lines.getFirst().matches("\\d{1,10}")) {
      return Optional.empty();
    }
    return Optional.of(
        new ExecutableQuery(
            new PythonVersion((int) Long.parseLong(lines.get(0))),
            lines.get(1).equals("1"),
            lines.get(2).equals("1"),
            Path.of(lines.get(3))));
  }
}
