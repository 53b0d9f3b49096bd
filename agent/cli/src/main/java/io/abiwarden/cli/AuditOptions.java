package io.abiwarden.cli;

import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.settings.Settings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code audit}, with what they may be. */
final class AuditOptions implements PlainArguments.Options {

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      defaultValue = "0",
      description =
          "How many artifacts are read at the same time. Default: one for each processor.")
  private int jobs;

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
      description = "A finding that is known: still listed, but it breaks nothing.")
  private List<String> accept = List.of();

  @Override
  public boolean take(String option, PlainArguments arguments) throws PlainArguments.NotPlain {
    switch (option) {
      case "-j", "--jobs" -> jobs = arguments.number();
      case "--fail-on" -> failOn = arguments.listAfter(failOn);
      case "--accept" -> accept = arguments.listAfter(accept);
      default -> {
        return false;
      }
    }
    return true;
  }

  int jobs(Settings settings) throws UsageException {
    return Jobs.count(jobs == 0 ? settings.jobs().orElse(0) : jobs);
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
