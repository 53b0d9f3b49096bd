package io.abiwarden.cli;

import io.abiwarden.cli.report.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command with results has. */
final class CommonOptions implements PlainArguments.Options {

  private static final List<String> PLANNED = List.of("html");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table for people, json for programs, jsonl for programs that read line by line, markdown"
              + " for a comment on a pull request; of check and audit also junit for test reports"
              + " and sarif for code scanning. Default: ${DEFAULT-VALUE}.")
  private String format = "table";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Writes the results to a file instead of standard output.")
  private @Nullable Path output;

  @Option(names = "--no-progress", description = "Shows no progress.")
  private boolean noProgress;

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Says more: what is in each artifact, and no list is cut short; on standard error also"
              + " what goes on, and where an internal failure happened.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help and exits.")
  @SuppressWarnings("UnusedVariable") // picocli itself acts on it
  private boolean help;

  @Override
  public boolean take(String option, PlainArguments arguments) throws PlainArguments.NotPlain {
    switch (option) {
      case "--format" -> format = arguments.value();
      case "-o", "--output" -> output = arguments.path();
      case "--no-progress" -> noProgress = true;
      case "-v", "--verbose" -> verbose = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether the user wants to see where an internal failure happened. */
  boolean verbose() {
    return verbose;
  }

  /** What the results are to look like. */
  Format format() throws UsageException {
    return format(EnumSet.allOf(Format.class));
  }

  private Format format(Set<Format> possible) throws UsageException {
    String instead = Format.words(possible);
    if (PLANNED.contains(format)) {
      throw new UsageException("--format " + format + " is not built yet; use --format " + instead);
    }
    Format wanted =
        Format.of(format)
            .orElseThrow(
                () -> new UsageException("--format " + format + " is unknown; use " + instead));
    if (!possible.contains(wanted)) {
      throw new UsageException(
          "--format " + format + " is for check and audit; use --format " + instead);
    }
    return wanted;
  }

  boolean progress() {
    return !noProgress;
  }

  /** Checks, before anything is run, that results can be written. */
  void prepare() throws UsageException {
    prepare(EnumSet.allOf(Format.class));
  }

  /**
   * The same, for a command that does not have every format.
   *
   * @param possible those that it has
   */
  void prepare(Set<Format> possible) throws UsageException {
    if (verbose) {
      Logging.sayMore();
    }
    Format ignored = format(possible);
    Optional<Path> folder =
        Optional.ofNullable(output)
            .flatMap(o -> Optional.ofNullable(o.toAbsolutePath().getParent()));
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      throw new UsageException("--output " + output + ": there is no folder " + folder.get());
    }
    if (output != null && Files.isDirectory(output)) {
      throw new UsageException("--output " + output + ": is a folder; name a file");
    }
  }

  /** Whether results go to the console, so that its colours and width count. */
  boolean toConsole() {
    return output == null;
  }

  /** How people are to see the results. */
  View view(Console console) {
    return new View(console.style(toConsole()), !toConsole() || console.hasGlyphs(), verbose);
  }

  /** Where results go that are written as they come. */
  Results results(Console console) throws UsageException {
    return output == null ? Results.to(console) : Results.to(output);
  }

  /**
   * Writes the results.
   *
   * @throws UsageException if the file cannot be written
   */
  void write(String results, Console console) throws UsageException {
    if (output == null) {
      console.out().print(results);
      console.out().flush();
      return;
    }
    try {
      Files.write(output, results.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UsageException(
          "--output " + output + ": cannot be written (" + e.getClass().getSimpleName() + ")");
    }
  }
}
