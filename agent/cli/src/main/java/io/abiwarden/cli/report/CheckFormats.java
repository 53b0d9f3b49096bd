package io.abiwarden.cli.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.function.Function;

/** A check that is over, in the formats that other tools read. */
public final class CheckFormats {

  private CheckFormats() {}

  /** As a test report. */
  public static String junit(CheckRun run) {
    return written(run, out -> new JunitXml("abiwarden check", out));
  }

  /** As SARIF 2.1.0. */
  public static String sarif(CheckRun run) {
    return written(run, out -> new Sarif(out, run.report().pythons()));
  }

  /** As Markdown for a comment on a pull request. */
  public static String markdown(CheckRun run) {
    return CheckMarkdown.of(run);
  }

  private static String written(CheckRun run, Function<Writer, SuiteWriter> format) {
    StringWriter text = new StringWriter();
    SuiteWriter writer = format.apply(text);
    try {
      writer.begin();
      for (Suite suite : CheckSuites.of(run)) {
        writer.suite(suite);
      }
      writer.end();
    } catch (IOException e) {
      throw new UncheckedIOException("text in memory is always written", e);
    }
    return text.toString();
  }
}
