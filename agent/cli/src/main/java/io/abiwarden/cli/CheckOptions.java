package io.abiwarden.cli;

import io.abiwarden.core.judge.Depth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code check}, with what they may be. */
final class CheckOptions {

  @Option(
      names = "--python",
      paramLabel = "SPEC",
      description =
          "An interpreter: a version (3.14, 3.14t, 3.14.7t), a path to an executable, a virtual"
              + " environment, a libpython or a prefix, \"embedded\", or \"all\". May be given"
              + " several times. Default: those found here that the artifact's names promise.")
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
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long one extension may take in a worker. Default: ${DEFAULT-VALUE}.")
  private String timeout = "60";

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "0",
      description = "How many workers run at the same time. Default: one for each processor.")
  private int jobs;

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

  List<String> pythons() {
    return pythons;
  }

  /**
   * How far to go.
   *
   * @param otherwise where nothing is said
   */
  Depth depth(Depth otherwise) throws UsageException {
    if (depth == null) {
      return otherwise;
    }
    return WordsOf.depth(depth)
        .orElseThrow(
            () -> new UsageException("--depth " + depth + ": use static, probe or import"));
  }

  boolean byPath() {
    return byPath;
  }

  List<Path> site() throws UsageException {
    for (Path folder : site) {
      if (!Files.isDirectory(folder)) {
        throw new UsageException("--site " + folder + ": no such folder");
      }
    }
    return site.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
  }

  Duration timeout() throws UsageException {
    String problem = "--timeout " + timeout + ": use a number of seconds, from 0.1 to 86400";
    if (!timeout.matches("\\d{1,5}(\\.\\d{1,3})?")) {
      throw new UsageException(problem);
    }
    Duration wanted = Duration.ofMillis(Math.round(Double.parseDouble(timeout) * 1000));
    if (wanted.toMillis() < 100 || wanted.toDays() > 1) {
      throw new UsageException(problem);
    }
    return wanted;
  }

  int jobs() throws UsageException {
    return Jobs.count(jobs);
  }

  /**
   * What passes.
   *
   * @param named whether a user named the interpreter of an id
   */
  Passing passing(Predicate<String> named) throws UsageException {
    return new Passing(
        failOn.isEmpty() ? Optional.empty() : Optional.of(Passing.FailOn.parse(failOn)),
        Passing.Accepted.parse(accept),
        named);
  }
}
