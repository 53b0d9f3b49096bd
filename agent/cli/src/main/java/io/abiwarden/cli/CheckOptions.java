package io.abiwarden.cli;

import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.worker.check.CheckRequest.Extras;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code check}, with what they may be. */
final class CheckOptions {

  @Option(
      names = "--python",
      paramLabel = "SPEC",
      description =
          "An interpreter: a version (3.14, 3.14t, 3.14.7t), a path to an executable, a virtual"
              + " environment, a libpython or a prefix, \"embedded\", \"all\", or one that is not"
              + " here and is judged for from data: 3.14t@win_amd64, 3.12@manylinux_2_28_aarch64,"
              + " 3.15t@macosx_11_0_arm64. May be given several times. Default: those found here"
              + " that the artifact's names promise.")
  private List<String> pythons = List.of();

  @Option(
      names = "--depth",
      paramLabel = "DEPTH",
      description =
          "static: only reads; probe: a worker calls the entry function; import: a worker imports"
              + " it. Default: import, and static for pypi:NAME==VERSION.")
  private @Nullable String depth;

  @Option(
      names = "--by-path",
      description = "Ignores file names: what happens when each file is loaded by its path.")
  private boolean byPath;

  @Option(
      names = "--site",
      paramLabel = "DIR",
      description = "Packages to import from, beside the wheel's own. May be given several times.")
  private List<Path> site = List.of();

  @Option(
      names = "--with-deps",
      description =
          "Lets pip install what a wheel requires, for each interpreter, into a scratch folder.")
  private boolean dependencies;

  @Option(
      names = "--run",
      paramLabel = "STATEMENT",
      description =
          "Python code to run after each import, in the same process, such as 'import x;"
              + " x.selftest()'. If it fails, that is a finding (AW411) and does not pass.")
  private String statement = "";

  @Option(
      names = "--subinterpreters",
      description =
          "Imports in subinterpreters, too: in one that shares the GIL, and in one with its own.")
  private boolean subinterpreters;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "How long one extension may take in a worker. Default: 60.")
  private @Nullable String timeout;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "How many workers run at the same time. Default: one for each processor.")
  private @Nullable Integer jobs;

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT-OR-RULE",
      split = ",",
      description =
          "What makes the exit code 1, in place of the default (unsafe, fails, refused, unknown,"
              + " and loads-gil where free-threading is promised).")
  private List<String> failOn = List.of();

  @Option(
      names = "--accept",
      paramLabel = "RULE[:SYMBOL-OR-FILE]",
      split = ",",
      description = "A finding that is known: still listed, but no reason to fail.")
  private List<String> accept = List.of();

  private static final String DEFAULT_TIMEOUT = "60";

  /** What fits into a worker's job. */
  private static final int LONGEST_STATEMENT = 8192;

  private Settings settings = Settings.NONE;

  /** Takes what the project has set, where the command line says nothing. */
  void take(Settings project) {
    settings = project;
  }

  /** The interpreters that the command line names, or else the settings. */
  List<String> pythons() {
    return pythons.isEmpty() ? settings.pythons() : pythons;
  }

  /** Whether the command line names some of them, and so leaves others out. */
  boolean choosesPythons() {
    return !pythons.isEmpty() && !pythons.contains("all");
  }

  /** Whether it is the settings that name them: each of them for some of the artifacts. */
  boolean mustLoadSomething() {
    return pythons.isEmpty() && !settings.pythons().isEmpty();
  }

  /** Where interpreters are named, for messages. */
  String pythonOrigin() {
    return mustLoadSomething() ? settings.at("python") + ":" : "--python";
  }

  /**
   * How far to go.
   *
   * @param otherwise where nothing is said
   */
  Depth depth(Depth otherwise) throws UsageException {
    Optional<String> wanted = Optional.ofNullable(depth).or(settings::depth);
    if (wanted.isEmpty()) {
      return otherwise;
    }
    String origin = depth == null ? settings.at("depth") + ": " : "--depth ";
    return WordsOf.depth(wanted.get())
        .orElseThrow(
            () -> new UsageException(origin + wanted.get() + ": use static, probe or import"));
  }

  /** Whether somebody said that code is to be run. */
  boolean wantsToRun() throws UsageException {
    return depth(Depth.STATIC) != Depth.STATIC
        || !statement.isEmpty()
        || subinterpreters
        || dependencies;
  }

  boolean byPath() {
    return byPath;
  }

  List<Path> site() throws UsageException {
    String origin = site.isEmpty() ? settings.at("site") + ": " : "--site ";
    List<Path> folders = site.isEmpty() ? settings.site() : site;
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new UsageException(
            origin + folder + ": no such folder; name one with packages in it, or leave it out");
      }
    }
    return folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  Duration timeout() throws UsageException {
    String seconds = Optional.ofNullable(timeout).or(settings::timeout).orElse(DEFAULT_TIMEOUT);
    String origin = timeout == null ? settings.at("timeout") + ": " : "--timeout ";
    String problem = origin + seconds + ": use a number of seconds, from 0.1 to 86400";
    if (!seconds.matches("\\d{1,5}(\\.\\d{1,3})?")) {
      throw new UsageException(problem);
    }
    Duration wanted = Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    if (wanted.toMillis() < 100 || wanted.toDays() > 1) {
      throw new UsageException(problem);
    }
    return wanted;
  }

  /**
   * What else to do with imports.
   *
   * @param depth how far to go
   */
  Extras extras(Depth depth) throws UsageException {
    if (statement.getBytes(StandardCharsets.UTF_8).length > LONGEST_STATEMENT) {
      throw new UsageException("--run: the statement is too long; put it into a module of --site");
    }
    if (this.depth != null && depth != Depth.IMPORT) {
      for (Map.Entry<String, Boolean> option :
          Map.of("--run", !statement.isEmpty(), "--subinterpreters", subinterpreters).entrySet()) {
        if (option.getValue()) {
          throw new UsageException(
              option.getKey() + " needs an import; leave --depth " + this.depth + " out");
        }
      }
    }
    return new Extras(statement, subinterpreters, dependencies || settings.withDeps());
  }

  int jobs() throws UsageException {
    return Jobs.count(Optional.ofNullable(jobs).or(settings::jobs));
  }

  /**
   * What passes.
   *
   * @param named whether a user named an interpreter, so that a wheel must be installable there
   * @param baseline what an earlier run found
   */
  Passing passing(BiPredicate<CheckedArtifact, PairResult> named, Baseline baseline)
      throws UsageException {
    for (String text : accept) {
      if (Accepted.parse(text) instanceof AcceptedHole) {
        throw new UsageException(
            "--accept " + text + ": a check knows no holes; use it with audit --expect");
      }
    }
    return new Passing(failOn(), Accepted.parse(accept, settings), named, baseline);
  }

  private Optional<Passing.FailOn> failOn() throws UsageException {
    if (!failOn.isEmpty()) {
      return Optional.of(Passing.FailOn.parse(failOn));
    }
    return settings.checkFailOn().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Passing.FailOn.parse(settings.at("check.fail-on") + ": ", settings.checkFailOn()));
  }
}
