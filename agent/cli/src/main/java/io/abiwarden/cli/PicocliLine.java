package io.abiwarden.cli;

import io.abiwarden.cli.text.Nearest;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The commands put together, and command lines read by picocli. */
final class PicocliLine {

  private PicocliLine() {}

  static int run(Console console, String... args) {
    CommandLine line = commands(console);
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(console.style(true).coloured() ? Ansi.ON : Ansi.OFF));
    line.setUsageHelpWidth(Math.clamp(console.width(), 55, 120));
    line.setParameterExceptionHandler((e, rest) -> usage(console, e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> Cli.failure(console, e, verbose(parsed)));
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
    console.notice(Cli.firstLine(e) + nearest(e) + " (see: " + command + " --help)");
    return ExitCode.USAGE;
  }

  /** The option or command that somebody meant. */
  private static String nearest(CommandLine.ParameterException e) {
    if (!(e instanceof CommandLine.UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    String word = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
    List<String> known = new ArrayList<>(e.getCommandLine().getCommandSpec().optionsMap().keySet());
    known.addAll(e.getCommandLine().getSubcommands().keySet());
    return Nearest.hint(word, known);
  }

  private static boolean verbose(ParseResult parsed) {
    return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("-v");
  }
}
