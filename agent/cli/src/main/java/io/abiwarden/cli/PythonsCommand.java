package io.abiwarden.cli;

import io.abiwarden.cli.report.PythonsMarkdown;
import io.abiwarden.cli.report.PythonsReport;
import io.abiwarden.worker.check.Machine;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code abiwarden pythons}: which interpreters were found, from where, what each can be used for,
 * and how to get the missing ones.
 */
@Command(
    name = "pythons",
    description =
        "Shows which interpreters are on this machine, where they were found, what each can be used"
            + " for, and how to get the missing ones.")
final class PythonsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--tags",
      description =
          "Also shows the tags of the wheels that installers take for each, the preferred ones first,"
              + " as \"pip debug --verbose\" does.")
  private boolean tags;

  @Option(
      names = "--python",
      paramLabel = "SPEC",
      description =
          "Only these interpreters: a version (3.14, 3.14t), a path to an executable, a virtual"
              + " environment, a libpython or a prefix, or \"embedded\". May be given several times.")
  private List<String> specs = List.of();

  PythonsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare(Format.OF_FACTS);
    Interpreters found = Interpreters.discover();
    List<Interpreter> pythons = pythons(found);
    PythonsReport report =
        new PythonsReport(
            pythons,
            specs.isEmpty() ? found.missing(pythons) : List.of(),
            tags ? Optional.of(Machine.host()) : Optional.empty());
    options.write(
        switch (options.format()) {
          case JSON -> report.json();
          case JSONL -> report.lines();
          case MARKDOWN -> PythonsMarkdown.of(pythons);
          default -> report.table(console.style(options.toConsole()));
        },
        console);
    return ExitCode.PASSED;
  }

  private List<Interpreter> pythons(Interpreters found) throws UsageException {
    if (specs.isEmpty()) {
      return found.verified();
    }
    try (Progress progress = Progress.start(console, CheckProgress.UNPACKING, options.progress())) {
      return found.select(specs, progress::at);
    } catch (NoSuchInterpreterException e) {
      throw new UsageException("--python " + e.getMessage());
    }
  }
}
