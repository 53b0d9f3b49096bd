package io.abiwarden.cli;

import io.abiwarden.cli.report.CheckFormats;
import io.abiwarden.cli.report.CheckJson;
import io.abiwarden.cli.report.CheckRun;
import io.abiwarden.cli.report.CheckTable;
import io.abiwarden.cli.report.NotRead;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckReport.NotChecked;
import io.abiwarden.worker.check.CheckReport.UnreadableInput;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckRequest.Pairs;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.Checker;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private CheckOptions check = new CheckOptions();

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description =
          "A wheel, an extension file (.so), a folder of wheels or of installed packages, or"
              + " pypi:NAME==VERSION.")
  private List<String> names = List.of();

  private volatile @Nullable Checker running;
  private volatile boolean begun;
  private volatile boolean stopped;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException, InterruptedException {
    options.prepare();
    NamedPythons named = new NamedPythons();
    Settings settings = project.settings(console);
    check.take(settings);
    Passing passing = check.passing(named, project.ofCheck(settings));
    // What is wrong with an option is said before anything is downloaded.
    CheckRequest ignored = request(List.of(), Depth.STATIC);
    ElsewherePythons elsewhere = ElsewherePythons.of(check);
    elsewhere.notice(check, console);
    try (Artifacts artifacts = new Artifacts(names, source, console, elsewhere);
        StopOnSignal _ = new StopOnSignal(this::stop);
        Results results = options.results(console)) {
      List<NotRead> notRead = new ArrayList<>();
      artifacts.missing().forEach((name, why) -> notRead.add(new NotRead(name, why)));
      Map<Path, Input> inputs =
          artifacts.bringHere(
              (name, why) -> {
                notRead.add(new NotRead(name, why));
                console.notice(name + ": " + why);
              });
      CheckReport report = run(inputs, named, results, passing);
      notices(report);
      CheckReport shown = Renamed.report(report, inputs);
      if (notRead.isEmpty() && isWhole(report)) {
        Unmatched unmatched = new Unmatched(passing.accepted(), settings.at("accept"));
        unmatched.see(shown);
        boolean here = inputs.values().stream().allMatch(Input.Local.class::isInstance);
        Depth depth = check.depth(here ? Depth.IMPORT : Depth.STATIC);
        unmatched.ofCheck(depth == Depth.IMPORT).ifPresent(console::notice);
      }
      named.settle(shown);
      List<Interpreter> uncovered = check.mustLoadSomething() ? uncovered(report) : List.of();
      CheckRun done = new CheckRun(shown, notRead, passing, uncovered);
      results.write(
          switch (options.format()) {
            case JSON -> CheckJson.of(done);
            // Each line was written when its artifact was done.
            case JSONL -> "";
            case TABLE -> CheckTable.of(done, options.view(console));
            case JUNIT -> CheckFormats.junit(done);
            case SARIF -> CheckFormats.sarif(done);
            case MARKDOWN -> CheckFormats.markdown(done);
          });
      results.flush();
      if (!report.failed().isEmpty()) {
        return ExitCode.INTERNAL;
      }
      if (!notRead.isEmpty() || !report.unreadable().isEmpty() || unreadable(shown)) {
        return ExitCode.USAGE;
      }
      return passing.passes(shown) && uncovered.isEmpty() ? ExitCode.PASSED : ExitCode.NOT_PASSED;
    } catch (IOException e) {
      throw new UsageException("results cannot be written: " + e.getMessage());
    }
  }

  /**
   * Stops what is being checked; what is done is kept, and told.
   *
   * @return whether anything has been checked yet
   */
  private boolean stop() {
    stopped = true;
    Checker checker = running;
    if (checker != null) {
      checker.stop();
    }
    return begun;
  }

  /**
   * Whether all of a release was checked on all that it promises, and not one wheel or on one
   * interpreter, to which what a project accepts of the others is no concern.
   */
  private boolean isWhole(CheckReport report) {
    boolean one = names.size() == 1 && names.getFirst().endsWith(".whl");
    return !one
        && source.platforms().isEmpty()
        && !check.choosesPythons()
        && !report.artifacts().isEmpty()
        && report.notChecked().isEmpty()
        && report.unreadable().isEmpty()
        && report.failed().isEmpty()
        && !report.stopped();
  }

  private void notices(CheckReport report) {
    for (UnreadableInput input : report.unreadable()) {
      console.notice(input.path() + ": " + input.why());
    }
    for (UnreadableInput input : report.failed()) {
      console.notice(input.path() + ": " + input.why());
    }
    if (report.stopped()) {
      console.notice(
          "stopped before the end; %d done, %s not"
              .formatted(
                  report.artifacts().stream().mapToInt(one -> one.results().size()).sum(),
                  report.notChecked().size()));
    }
  }

  private CheckRequest request(List<Path> artifacts, Depth depth) throws UsageException {
    return new CheckRequest(
        artifacts,
        check.pythons(),
        depth,
        check.byPath(),
        check.timeout(),
        check.site(),
        check.jobs(),
        check.extras(depth),
        check.mustLoadSomething() ? Pairs.INSTALLABLE : Pairs.EVERY);
  }

  /** What comes from an index is not run unless the user says so; the rest is. */
  private CheckReport run(
      Map<Path, Input> inputs, NamedPythons named, Results results, Passing passing)
      throws UsageException, InterruptedException {
    List<Path> local = new ArrayList<>();
    List<Path> remote = new ArrayList<>();
    inputs.forEach((path, input) -> (input instanceof Input.Local ? local : remote).add(path));
    CheckRequest forLocal = request(local, check.depth(Depth.IMPORT));
    CheckRequest forRemote = request(remote, check.depth(Depth.STATIC));
    Lines lines = new Lines(inputs, results, passing);
    if (remote.isEmpty()) {
      return run(forLocal, named, lines);
    }
    if (local.isEmpty()) {
      return run(forRemote, named, lines);
    }
    return forLocal.depth() == forRemote.depth()
        ? run(request(List.copyOf(inputs.keySet()), forLocal.depth()), named, lines)
        : Renamed.joined(run(forLocal, named, lines), run(forRemote, named, lines));
  }

  /** Writes the lines of those formats that have one for each artifact, as they are done. */
  private final class Lines {

    private final Map<Path, Input> inputs;
    private final Results results;
    private final Passing passing;

    Lines(Map<Path, Input> inputs, Results results, Passing passing) {
      this.inputs = inputs;
      this.results = results;
      this.passing = passing;
    }

    void add(CheckedArtifact artifact, List<NotChecked> notChecked) {
      try {
        if (options.format() == Format.JSONL) {
          results.write(
              CheckJson.line(
                  Renamed.artifact(artifact, inputs),
                  Renamed.missing(notChecked, inputs),
                  passing));
          results.flush();
        }
        if (!results.wanted()) {
          boolean ignored = stop();
        }
      } catch (IOException | UsageException e) {
        throw new IllegalStateException("results cannot be written: " + e.getMessage(), e);
      }
    }
  }

  private CheckReport run(CheckRequest request, NamedPythons named, Lines lines)
      throws UsageException, InterruptedException {
    Interpreters found = Interpreters.discover();
    try (CheckProgress progress =
            new CheckProgress(console, noun(request.artifacts()), options.progress(), lines::add);
        Checker checker = new Checker(found, progress)) {
      running = checker;
      begun = true;
      if (stopped) {
        checker.stop();
      }
      CheckReport report = checker.check(request);
      if (request.pythons().contains("all")) {
        List<String> single =
            request.pythons().stream().filter(spec -> !spec.equals("all")).toList();
        found.select(single, progress.unpacking()).forEach(python -> named.add(python.id()));
      } else if (!request.pythons().isEmpty() && request.pairs() == Pairs.EVERY) {
        report.pythons().forEach(python -> named.add(python.id()));
      }
      return report;
    } catch (NoSuchInterpreterException e) {
      throw new UsageException(check.pythonOrigin() + " " + e.getMessage());
    } finally {
      running = null;
    }
  }

  /** The interpreters of the settings for which nothing was given. */
  private List<Interpreter> uncovered(CheckReport report) {
    if (report.stopped() || check.pythons().contains("all")) {
      return List.of();
    }
    Set<String> covered = new HashSet<>();
    for (CheckedArtifact artifact : report.artifacts()) {
      artifact.results().forEach(pair -> covered.add(pair.python().id()));
    }
    return report.pythons().stream().filter(python -> !covered.contains(python.id())).toList();
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
        if (finding.rule().isInput() && finding.level() == Level.ERROR) {
          console.notice(artifact.artifact(), finding.message());
          any = true;
        }
      }
    }
    return any;
  }
}
