package io.abiwarden.cli;

import io.abiwarden.cli.report.InspectJson;
import io.abiwarden.cli.report.InspectTable;
import io.abiwarden.worker.inspect.Inspection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abiwarden inspect}: what is baked into an artifact. */
@Command(
    name = "inspect",
    description =
        "Shows what is baked into extension modules: entry functions, definitions, slots, ABI info,"
            + " what they need. Never runs any of it.")
final class InspectCommand implements Callable<Integer> {

  private static final Progress.Task READING = Progress.Task.uncounted("reading");

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description = "A wheel, an extension file, or a folder of either.")
  private List<String> names = List.of();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare();
    Artifacts artifacts = new Artifacts(names, console);
    Inspections inspections;
    Progress progress = Progress.start(console, READING, options.progress());
    try {
      inspections = Inspections.of(artifacts.there());
    } finally {
      progress.close();
    }
    inspections.problems().forEach(console::notice);
    if (options.json()) {
      // The table has these lines itself, and the document has no place for them.
      for (Inspection inspection : inspections.read()) {
        inspection.foreign().forEach(line -> console.notice(inspection.artifact() + ": " + line));
      }
    }
    options.write(
        options.json()
            ? InspectJson.of(inspections.read())
            : InspectTable.of(inspections.read(), console.style(options.toConsole())),
        console);
    return artifacts.missing() || !inspections.problems().isEmpty()
        ? ExitCode.USAGE
        : ExitCode.PASSED;
  }
}
