package io.abiwarden.cli;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.report.AuditCounts;
import io.abiwarden.cli.report.AuditJson;
import io.abiwarden.cli.report.AuditLines;
import io.abiwarden.cli.report.AuditMarkdown;
import io.abiwarden.cli.report.AuditReport;
import io.abiwarden.cli.report.AuditSuites;
import io.abiwarden.cli.report.AuditTable;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.audit.Auditor;
import io.abiwarden.core.coverage.Coverage;
import io.abiwarden.core.coverage.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abiwarden audit}: are the promises in names and metadata true. */
@Command(
    name = "audit",
    description =
        "Says whether what wheels promise in their names and metadata is true: the ABI, the oldest"
            + " Python, the platform. Reads any platform's files, and never runs any of them.")
final class AuditCommand implements Callable<Integer> {

  private static final Progress.Task AUDITING = new Progress.Task("auditing", " artifacts", 1);

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Mixin private AuditOptions audit = new AuditOptions();

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private ProjectOptions project = new ProjectOptions();

  @Parameters(
      paramLabel = "ARTIFACT",
      arity = "1..*",
      description =
          "A wheel, an extension file (.so, .pyd, .dylib), a folder of wheels or of installed"
              + " packages, or pypi:NAME==VERSION.")
  private List<String> names = List.of();

  private boolean allPass = true;
  private boolean allRead = true;
  private int done;
  private final AuditCounts soFar = new AuditCounts();

  private final Auditing auditing;
  private boolean failed;
  private volatile boolean begun;
  private volatile boolean stopped;
  private Optional<Covering> covering = Optional.empty();
  private Unmatched unmatched = new Unmatched(List.of(), "");

  AuditCommand(Console console) {
    this(console, Auditor::audit);
  }

  /** With another auditor, for tests. */
  AuditCommand(Console console, Auditing auditing) {
    this.console = console;
    this.auditing = auditing;
  }

  /** What audits one artifact. */
  interface Auditing {
    AuditedArtifact audit(Path path) throws IOException;
  }

  /**
   * The command of a command line without anything special in it; empty if picocli has to read it.
   */
  static Optional<AuditCommand> plain(Console console, String... args) {
    if (args.length == 0 || !args[0].equals("audit")) {
      return Optional.empty();
    }
    AuditCommand command = new AuditCommand(console);
    return PlainArguments.read(
            args, command.options, command.audit, command.source, command.project)
        .map(
            names -> {
              command.names = names;
              return command;
            });
  }

  /** Whether the user wants to see where an internal failure happened. */
  boolean verbose() {
    return options.verbose();
  }

  /**
   * What came of one input.
   *
   * @param input what was looked at
   * @param artifact the audit, if it could be made
   * @param why what stood in its way otherwise
   * @param internal whether that is abiwarden's own fault
   */
  private record Outcome(
      Input input, Optional<AuditedArtifact> artifact, String why, boolean internal) {
    static Outcome of(Input input, String why, boolean internal) {
      return new Outcome(input, Optional.empty(), why, internal);
    }

    String shown() {
      return input.shown();
    }
  }

  @Override
  public Integer call() throws UsageException, InterruptedException {
    options.prepare();
    Settings settings = project.settings(console);
    AuditPassing passing = audit.passing(settings, project.ofAudit(settings));
    Optional<Expectation> expected = ofRelease(audit.expected(settings), settings);
    int jobs = audit.jobs(settings);
    unmatched = new Unmatched(passing.accepted(), settings.at("accept"));
    try (Artifacts artifacts = new Artifacts(names, source, console);
        StopOnSignal _ = new StopOnSignal(this::stop);
        Results results = options.results(console)) {
      List<Input> inputs = artifacts.wheelByWheel();
      AuditReport report = report(results);
      expected.ifPresent(
          range -> covering = Optional.of(new Covering(range, artifacts.sources(), passing)));
      begun = true;
      report.begin();
      for (Map.Entry<String, String> missing : artifacts.missing().entrySet()) {
        allRead = false;
        report.notRead(missing.getKey(), missing.getValue());
      }
      try (Progress progress = Progress.start(console, AUDITING, options.progress())) {
        InOrder.run(
            inputs,
            jobs,
            Input::size,
            this::look,
            () -> stopped,
            outcome -> {
              take(outcome, passing, report);
              progress.at(++done, inputs.size());
              progress.say(soFar.text() + next(inputs));
              results.flush();
              return results.wanted();
            });
      }
      if (stopped && done < inputs.size()) {
        stoppedBeforeTheEnd(inputs, report);
      } else if (covering.isPresent()) {
        cover(covering.get(), report);
      }
      report.end();
      if (allRead && done == inputs.size() && isRelease(inputs)) {
        unmatched.ofAudit().ifPresent(console::notice);
      }
    } catch (IOException e) {
      throw new UsageException("results cannot be written: " + e.getMessage());
    }
    if (failed) {
      return ExitCode.INTERNAL;
    }
    return !allRead ? ExitCode.USAGE : allPass ? ExitCode.PASSED : ExitCode.NOT_PASSED;
  }

  /**
   * Leaves what is not done; what is done is told.
   *
   * @return whether there is anything to tell
   */
  boolean stop() {
    stopped = true;
    if (!begun) {
      console.notice("stopped before anything was audited");
    }
    return begun;
  }

  /** Says what is left. What the wheels cover only all of them would tell. */
  private void stoppedBeforeTheEnd(List<Input> inputs, AuditReport report) throws IOException {
    allRead = false;
    for (Input input : inputs.subList(done, inputs.size())) {
      report.notRead(input.shown(), "the audit was stopped before it was done");
    }
    console.notice(
        "stopped before the end; %d done, %d not%s"
            .formatted(
                done,
                inputs.size() - done,
                covering.isPresent() ? ", so that there is no grid" : ""));
  }

  /** What a project expects of its releases is no question to one wheel, which a build looks at. */
  private Optional<Expectation> ofRelease(Optional<Expectation> expected, Settings settings) {
    boolean oneWheel = names.size() == 1 && names.getFirst().endsWith(".whl");
    if (expected.isEmpty() || audit.expectsItself() || !oneWheel) {
      return expected;
    }
    console.notice(
        settings.at("expect")
            + ": one wheel is no release, and is not held to it; name the folder, or use --expect");
    return Optional.empty();
  }

  /**
   * Whether what was looked at is a release, and not one wheel of it, to which what a project
   * accepts of the others is no concern: a build looks at its wheels one by one.
   */
  private boolean isRelease(List<Input> inputs) {
    boolean one = inputs.size() == 1 && names.size() == 1 && names.getFirst().endsWith(".whl");
    return !inputs.isEmpty() && !one && source.platforms().isEmpty();
  }

  /** Says what the wheels cover. */
  private void cover(Covering wheels, AuditReport report) throws IOException {
    Coverage coverage = wheels.coverage();
    if (coverage.grids().isEmpty() && audit.expectsItself()) {
      allRead = false;
      console.notice(
          "--expect " + coverage.expected().text() + ": there is no wheel among the artifacts");
    }
    allPass &= coverage.passes();
    unmatched.see(coverage);
    report.covered(coverage);
  }

  private AuditReport report(Results results) throws UsageException {
    return switch (options.format()) {
      case TABLE -> new AuditTable(results, options.view(console));
      case JSON -> new AuditJson(results);
      case JSONL -> new AuditLines(results);
      case JUNIT -> AuditSuites.junit(results);
      case SARIF -> AuditSuites.sarif(results);
      case MARKDOWN -> new AuditMarkdown(results);
    };
  }

  /** Nothing that goes wrong with one artifact stops the others. */
  private Outcome look(Input input) {
    try {
      return new Outcome(input, Optional.of(auditing.audit(input.here())), "", false);
    } catch (IOException | IndexException e) {
      return Outcome.of(input, String.valueOf(e.getMessage()), false);
    } catch (RuntimeException | StackOverflowError e) {
      if (options.verbose()) {
        e.printStackTrace(console.err());
      }
      String hint = options.verbose() ? "" : " (run it again with -v for the whole story)";
      return Outcome.of(input, "internal failure: " + e + hint, true);
    } catch (OutOfMemoryError e) {
      return Outcome.of(
          input,
          "needs more memory than Java has here; ABIWARDEN_JAVA_OPTS=-Xmx4g gives it more, --jobs 1"
              + " makes it need less",
          false);
    }
  }

  private void take(Outcome outcome, AuditPassing passing, AuditReport report) throws IOException {
    covering.ifPresent(wheels -> wheels.take(outcome.input(), outcome.artifact()));
    if (outcome.artifact().isEmpty()) {
      allRead = false;
      failed |= outcome.internal();
      console.notice(outcome.shown(), outcome.why());
      soFar.addNotRead();
      report.notRead(outcome.shown(), outcome.why());
      return;
    }
    AuditedArtifact artifact = outcome.artifact().get();
    unmatched.see(artifact);
    Optional<String> unreadable = passing.unreadable(artifact);
    if (unreadable.isPresent()) {
      allRead = false;
      console.notice(outcome.shown(), unreadable.get());
    }
    allPass &= passing.passes(artifact);
    AuditReport.Audited audited = new AuditReport.Audited(outcome.shown(), artifact, passing);
    soFar.add(audited);
    report.audited(audited);
  }

  /** The artifact that is worked at. */
  private String next(List<Input> inputs) {
    String next = done < inputs.size() ? inputs.get(done).shown() : "";
    return next.isEmpty() ? "" : "; " + BaseName.of(next);
  }
}
