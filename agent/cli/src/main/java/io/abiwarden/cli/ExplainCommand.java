package io.abiwarden.cli;

import io.abiwarden.cli.report.Explanation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code abiwarden explain}: what a rule or a verdict means, and what to do about it. */
@Command(
    name = "explain",
    description = "Says what a rule or a verdict means, why it matters, and how to fix it.")
final class ExplainCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "RULE-OR-VERDICT", description = "AW201, or unsafe.")
  private String word = "";

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare();
    if (options.format() != Format.TABLE) {
      throw new UsageException("explain has pages for people only; leave --format out");
    }
    Explanation page =
        Explanation.of(word)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no page for %s; there is one for each rule that findings name"
                                .formatted(word)
                            + " (AW201), and for each verdict: "
                            + WordsOf.verdicts()
                            + ", kept, broken"));
    options.write(page.text(console.style(options.toConsole())), console);
    return ExitCode.PASSED;
  }
}
