package io.abiwarden.cli;

import io.abiwarden.cli.report.Style;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The commands put together, and the one place where their failures become a line and a code. */
final class Cli {

  private Cli() {}

  /** Runs one command. */
  static int run(Console console, String... args) {
    CommandLine line = commands(console);
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.style(true).coloured() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.clamp(console.width(), 55, 120));
    line.setParameterExceptionHandler((e, rest) -> usage(console, e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failure(console, e, parsed));
    line.setCaseInsensitiveEnumValuesAllowed(false);
    return line.execute(args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static CommandLine commands(Console console) {
    return new CommandLine(new RootCommand())
        .addSubcommand(new CheckCommand(console))
        .addSubcommand(new AuditCommand(console))
        .addSubcommand(new InspectCommand(console))
        .addSubcommand(new PythonsCommand(console))
        .addSubcommand(new ExplainCommand(console))
        .addSubcommand(new CommandLine.HelpCommand());
  }

  private static int usage(Console console, CommandLine.ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.notice(firstLine(e) + " (see: " + command + " --help)");
    return ExitCode.USAGE;
  }

  private static int failure(Console console, Exception e, ParseResult parsed) {
    if (e instanceof UsageException) {
      console.notice(firstLine(e));
      return ExitCode.USAGE;
    }
    boolean verbose = parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("-v");
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

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return Style.plain(message.lines().findFirst().orElse(""));
  }
}
