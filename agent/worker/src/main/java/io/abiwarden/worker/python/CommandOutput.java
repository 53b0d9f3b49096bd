package io.abiwarden.worker.python;

import io.abiwarden.worker.log.WorkerLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a short command prints. */
final class CommandOutput {

  private static final int SECONDS = 10;
  private static final int LARGEST = 1 << 20;

  private CommandOutput() {}

  /**
   * Runs a command with nothing on its standard input.
   *
   * @return what it printed, bytes that are no UTF-8 replaced; empty if it cannot be run, fails,
   *     prints more than a megabyte, or takes longer than ten seconds, after which it is killed
   */
  static Optional<String> of(String... command) {
    WorkerLog.debug(() -> "running " + List.of(command));
    try {
      // A file, since reading from a pipe would wait for ever on one that says nothing.
      Path answer = Files.createTempFile("abiwarden-answer", ".txt");
      try {
        return run(answer, command)
            ? Optional.of(new String(Files.readAllBytes(answer), StandardCharsets.UTF_8))
            : Optional.empty();
      } finally {
        Files.deleteIfExists(answer);
      }
    } catch (IOException e) {
      WorkerLog.debug(() -> command[0] + " could not be run: " + e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean run(Path answer, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      return process.waitFor(SECONDS, TimeUnit.SECONDS)
          && process.exitValue() == 0
          && Files.size(answer) <= LARGEST;
    } finally {
      process.destroyForcibly();
    }
  }
}
