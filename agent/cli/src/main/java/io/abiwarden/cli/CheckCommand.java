package io.abiwarden.cli;

import io.abiwarden.cli.report.CheckJson;
import io.abiwarden.cli.report.CheckTable;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.inspect.Inspection;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abiwarden check}: does it load on these interpreters, and if not, why. */
@Command(
    name = "check",
    description =
        "Says whether extension modules load on the interpreters given, and if not, why. Runs their"
            + " code in worker processes, unless --depth static.")
final class CheckCommand implements Callable<Integer> {

  /** What these say is that an input is not what it should be, and not that it does not load. */
  private static final Set<Rule> INPUT_RULES = Set.of(Rule.AW502, Rule.AW503, Rule.AW504);

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private CheckOptions check = new CheckOptions();

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description =
          "A wheel, an extension file (.so), or a folder of wheels or of installed packages.")
  private List<String> names = List.of();

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, InterruptedException {
    options.prepare();
    Set<String> named = new HashSet<>();
    Passing passing = check.passing(named::contains);
    Artifacts artifacts = new Artifacts(names, console);
    CheckReport report = run(request(artifacts.there()), named);
    for (UnreadableInput input : report.unreadable()) {
      console.notice(input.path() + ": " + input.why());
    }
    options.write(options.json() ? CheckJson.of(report) : table(report), console);
    if (artifacts.missing() || !report.unreadable().isEmpty() || unreadable(report)) {
      return ExitCode.USAGE;
    }
    return passing.passes(report) ? ExitCode.PASSED : ExitCode.NOT_PASSED;
  }

  private CheckRequest request(List<Path> artifacts) throws UsageException {
    return new CheckRequest(
        artifacts,
        check.pythons(),
        check.depth(),
        check.byPath(),
        check.timeout(),
        check.site(),
        check.jobs());
  }

  private CheckReport run(CheckRequest request, Set<String> named)
      throws UsageException, InterruptedException {
    Interpreters found = Interpreters.discover();
    try (CheckProgress progress =
            new CheckProgress(
                console, request.depth(), noun(request.artifacts()), options.progress());
        Checker checker = new Checker(found, progress)) {
      CheckReport report = checker.check(request);
      if (request.pythons().contains("all")) {
        List<String> single =
            request.pythons().stream().filter(spec -> !spec.equals("all")).toList();
        found.select(single, progress.unpacking()).forEach(python -> named.add(python.id()));
      } else if (!request.pythons().isEmpty()) {
        report.pythons().forEach(python -> named.add(python.id()));
      }
      return report;
    } catch (NoSuchInterpreterException e) {
      throw new UsageException("--python " + e.getMessage());
    }
  }

  private static String noun(List<Path> artifacts) {
    return artifacts.stream().allMatch(path -> path.toString().endsWith(".whl"))
        ? "wheel"
        : "artifact";
  }

  /** Whether an input was there and could not be read as what its name says. */
  private boolean unreadable(CheckReport report) {
    boolean any = false;
    for (CheckedArtifact artifact : report.artifacts()) {
      for (Finding finding : artifact.findings()) {
        if (INPUT_RULES.contains(finding.rule())) {
          console.notice(artifact.artifact() + ": " + finding.message());
          any = true;
        }
      }
    }
    return any;
  }

  private String table(CheckReport report) {
    Map<String, Inspection> inspections = new HashMap<>();
    for (CheckedArtifact artifact : report.artifacts()) {
      Inspections.of(Path.of(artifact.artifact()))
          .ifPresent(inspection -> inspections.put(artifact.artifact(), inspection));
    }
    return CheckTable.of(report, inspections, console.style(options.toConsole()));
  }
}
