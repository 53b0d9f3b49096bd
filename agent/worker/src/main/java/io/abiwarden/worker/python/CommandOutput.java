package io.abiwarden.worker.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a short command prints. */
final class CommandOutput {

  private static final Logger LOG = LoggerFactory.getLogger(CommandOutput.class);
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
    LOG.debug("running {}", List.of(command));
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
      LOG.debug("{} could not be run: {}", command[0], e.getMessage());
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
