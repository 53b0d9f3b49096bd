package io.abiwarden.cli;

import io.abiwarden.cli.report.PythonsReport;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code abiwarden pythons}: which interpreters were found, from where, and which can be opened.
 */
@Command(
    name = "pythons",
    description =
        "Shows which interpreters are on this machine, where they were found, and which of them"
            + " abiwarden can open.")
final class PythonsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  PythonsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare();
    List<Interpreter> pythons =
        Interpreters.discover().all().stream().map(Interpreter::withSymbols).toList();
    options.write(
        switch (options.format()) {
          case JSON -> PythonsReport.json(pythons);
          case JSONL -> PythonsReport.lines(pythons);
          case TABLE -> PythonsReport.table(pythons, console.style(options.toConsole()));
        },
        console);
    return ExitCode.PASSED;
  }
}
