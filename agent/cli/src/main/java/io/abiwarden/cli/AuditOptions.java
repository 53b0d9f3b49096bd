package io.abiwarden.cli;

import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.settings.Settings;
import io.abiwarden.core.coverage.Expectation;
import io.abiwarden.core.coverage.MalformedExpectation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code audit}, with what they may be. */
final class AuditOptions implements PlainArguments.Options {

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description =
          "How many artifacts are read at the same time. Default: one for each processor.")
  private @Nullable Integer jobs;

  @Option(
      names = "--fail-on",
      paramLabel = "VERDICT-OR-RULE",
      split = ",",
      description =
          "What makes the exit code 1, in place of the default (any finding of level error): kept,"
              + " broken, unknown, error, warning, note, or rules.")
  private List<String> failOn = List.of();

  @Option(
      names = "--accept",
      paramLabel = "RULE[:SYMBOL-OR-FILE]",
      split = ",",
      description =
          "A finding that is known: still listed, but it breaks nothing. hole or"
              + " hole:3.13t@win_amd64, as --expect has it: what needs no wheel.")
  private List<String> accept = List.of();

  @Option(
      names = "--expect",
      paramLabel = "RANGE[@PLATFORM]",
      split = ",",
      description =
          "What a release is to cover: 3.9-3.15t (regular builds, and free-threaded ones from"
              + " 3.13t on), 3.13t-3.15t (free-threaded ones alone), 3.14. Draws which wheel an"
              + " installer picks for each of them on each platform; a hole, or one that does not"
              + " keep its promise, makes the exit code 1. @PLATFORM names a machine"
              + " (3.14t@manylinux_2_28_x86_64, 3.11-3.15@win_arm64); without it they are current"
              + " ones of all platforms that there are wheels for.")
  private List<String> expect = List.of();

  @Override
  public boolean take(String option, PlainArguments arguments) throws PlainArguments.NotPlain {
    switch (option) {
      case "-j", "--jobs" -> jobs = arguments.number();
      case "--fail-on" -> failOn = arguments.listAfter(failOn);
      case "--accept" -> accept = arguments.listAfter(accept);
      case "--expect" -> expect = arguments.listAfter(expect);
      default -> {
        return false;
      }
    }
    return true;
  }

  int jobs(Settings settings) throws UsageException {
    return Jobs.count(Optional.ofNullable(jobs).or(settings::jobs));
  }

  /** What a release is to cover, if this command or the project's settings ask. */
  Optional<Expectation> expected(Settings settings) throws UsageException {
    List<String> wanted = expectsItself() ? expect : settings.expect();
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Expectation.parse(wanted));
    } catch (MalformedExpectation e) {
      throw new UsageException(
          (expectsItself() ? "--expect " : settings.at("expect") + ": ") + e.getMessage());
    }
  }

  /** Whether this command asks, so that there have to be wheels. */
  boolean expectsItself() {
    return !expect.isEmpty();
  }

  /** What breaks an audit. */
  AuditPassing passing(Settings settings, Baseline baseline) throws UsageException {
    return new AuditPassing(failOn(settings), Accepted.parse(accept, settings), baseline);
  }

  private Optional<AuditPassing.FailOn> failOn(Settings settings) throws UsageException {
    if (!failOn.isEmpty()) {
      return Optional.of(AuditPassing.FailOn.parse(failOn));
    }
    return settings.auditFailOn().isEmpty()
        ? Optional.empty()
        : Optional.of(
            AuditPassing.FailOn.parse(settings.at("audit.fail-on") + ": ", settings.auditFailOn()));
  }
}
