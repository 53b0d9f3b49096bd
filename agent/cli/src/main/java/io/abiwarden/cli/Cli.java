package io.abiwarden.cli;

import io.abiwarden.cli.report.Style;
import java.util.Optional;

/** Runs commands, and is the one place where their failures become a line and a code. */
final class Cli {

  private Cli() {}

  /** Runs one command. */
  static int run(Console console, String... args) {
    Optional<AuditCommand> plain = AuditCommand.plain(console, args);
    return plain.isPresent() ? audit(console, plain.get()) : PicocliLine.run(console, args);
  }

  private static int audit(Console console, AuditCommand command) {
    try {
      return command.call();
    } catch (UsageException | InterruptedException | RuntimeException e) {
      return failure(console, e, command.verbose());
    }
  }

  /**
   * Says what a command failed with.
   *
   * @param verbose whether to show where an internal failure happened
   * @return the exit code
   */
  static int failure(Console console, Exception e, boolean verbose) {
    if (e instanceof UsageException) {
      console.notice(firstLine(e));
      return ExitCode.USAGE;
    }
    console.notice(
        "internal failure: "
            + e.getClass().getSimpleName()
            + ": "
            + firstLine(e)
            + (verbose ? "" : " (run it again with -v for the whole story)"));
    if (verbose) {
      e.printStackTrace(console.err());
    }
    return ExitCode.INTERNAL;
  }

  /** What is shown of an exception. */
  static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return Style.plain(message.lines().findFirst().orElse(""));
  }
}
