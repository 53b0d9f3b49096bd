package io.abiwarden.cli;

import io.abiwarden.cli.report.Explanation;
import io.abiwarden.cli.report.ExplanationIndex;
import io.abiwarden.cli.report.Style;
import io.abiwarden.cli.text.Nearest;
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

  @Parameters(
      paramLabel = "RULE-OR-VERDICT",
      arity = "0..1",
      description = "AW201, or unsafe. Without it: a list of all.")
  private String word = "";

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UsageException {
    options.prepare();
    boolean markdown = options.format() == Format.MARKDOWN;
    if (!markdown && options.format() != Format.TABLE) {
      throw new UsageException(
          "explain has pages for people only; leave --format out, or use --format markdown");
    }
    Style style = console.style(options.toConsole());
    if (word.isEmpty()) {
      options.write(markdown ? ExplanationIndex.markdown() : ExplanationIndex.text(style), console);
      return ExitCode.PASSED;
    }
    Explanation page =
        Explanation.of(word)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no page for "
                            + word
                            + Nearest.to(word, Explanation.words())
                                .map(one -> "; did you mean " + one + "? ")
                                .orElse("; ")
                            + "abiwarden explain, without a word, lists all"));
    options.write(markdown ? page.markdown() : page.text(style), console);
    return ExitCode.PASSED;
  }
}
