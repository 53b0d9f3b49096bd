package io.abiwarden.cli;

import io.abiwarden.cli.report.InspectJson;
import io.abiwarden.cli.report.InspectMarkdown;
import io.abiwarden.cli.report.InspectTable;
import io.abiwarden.worker.inspect.Inspection;
import java.io.IOException;
import java.util.ArrayList;
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

  @Mixin private SourceOptions source = new SourceOptions();

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description = "A wheel, an extension file, a folder of either, or pypi:NAME==VERSION.")
  private List<String> names = List.of();

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare(Format.OF_FACTS);
    try (Artifacts artifacts = new Artifacts(names, source, console)) {
      Inspections inspections =
          options.format() == Format.JSONL ? lines(artifacts) : together(artifacts);
      return artifacts.missing().isEmpty() && inspections.problems().isEmpty()
          ? ExitCode.PASSED
          : ExitCode.USAGE;
    }
  }

  private Inspections together(Artifacts artifacts) throws UsageException {
    Inspections inspections;
    try (Progress _ = Progress.start(console, READING, options.progress())) {
      inspections = Inspections.of(artifacts.wheelByWheel());
    }
    inspections.problems().forEach(console::notice);
    options.write(
        switch (options.format()) {
          case JSON -> InspectJson.of(inspections.read());
          case MARKDOWN -> InspectMarkdown.of(inspections.read());
          default -> InspectTable.of(inspections.read(), console.style(options.toConsole()));
        },
        console);
    return inspections;
  }

  /** One line for each, as soon as it is there. */
  private Inspections lines(Artifacts artifacts) throws UsageException {
    List<String> problems = new ArrayList<>();
    try (Results results = options.results(console)) {
      for (Input input : artifacts.wheelByWheel()) {
        Inspections one = Inspections.of(List.of(input));
        one.problems().forEach(console::notice);
        problems.addAll(one.problems());
        for (Inspection inspection : one.read()) {
          results.write(InspectJson.line(inspection));
          results.flush();
        }
        if (!results.wanted()) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UsageException("results cannot be written: " + e.getMessage());
    }
    return new Inspections(List.of(), problems);
  }
}
