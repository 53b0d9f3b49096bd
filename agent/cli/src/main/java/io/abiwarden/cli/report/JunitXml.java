package io.abiwarden.cli.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A test report, as Jenkins, GitLab and others read it: a suite for each artifact, a case for each
 * row. There is no standard; what is written fits the schemas of Jenkins' xUnit plugin (junit-10)
 * and of Maven Surefire (3.0.2). Neither has properties for a case, so those of one are its output,
 * a line each. Totals stand with each suite and not at the root, so that nothing has to be kept.
 */
final class JunitXml implements SuiteWriter {

  private final String name;
  private final Xml xml;
  private final Map<String, Integer> names = new HashMap<>();

  /**
   * Writes to a writer, which the caller flushes and closes.
   *
   * @param name the name of the whole
   */
  JunitXml(String name, Writer out) {
    this.name = name;
    this.xml = new Xml(out);
  }

  @Override
  public void begin() throws IOException {
    xml.declaration().open("testsuites", "name", name);
  }

  @Override
  public void suite(Suite suite) throws IOException {
    // Whoever reads reports finds a case by the names of its suite and its class.
    int same = names.merge(suite.artifact(), 1, Integer::sum);
    String unique = suite.artifact() + (same > 1 ? " #" + same : "");
    long millis = suite.rows().stream().mapToLong(Row::millis).sum();
    xml.open(
        "testsuite",
        "name",
        unique,
        "tests",
        Integer.toString(suite.rows().size()),
        "failures",
        count(suite, Row.Status.FAILED),
        "errors",
        count(suite, Row.Status.UNREADABLE),
        "skipped",
        count(suite, Row.Status.NOT_APPLICABLE, Row.Status.NOT_CHECKED),
        "time",
        seconds(millis));
    xml.open("properties");
    xml.empty("property", "name", "abiwarden", "value", Tool.version());
    for (Map.Entry<String, String> fact : suite.facts().entrySet()) {
      xml.empty("property", "name", fact.getKey(), "value", fact.getValue());
    }
    xml.close();
    for (Row row : suite.rows()) {
      row(unique, suite, row);
    }
    xml.close();
  }

  @Override
  public void end() throws IOException {
    xml.close();
  }

  private void row(String className, Suite suite, Row row) throws IOException {
    xml.open(
        "testcase",
        "name",
        caseName(suite, row),
        "classname",
        className,
        "time",
        seconds(row.millis()));
    switch (row.status()) {
      case FAILED -> {
        Reason first = row.reasons().stream().filter(Reason::failing).findFirst().orElseThrow();
        xml.text("failure", body(row), "message", sentence(first), "type", first.rule());
      }
      case UNREADABLE -> xml.text("error", body(row), "message", row.said(), "type", "unreadable");
      case NOT_APPLICABLE, NOT_CHECKED -> xml.empty("skipped", "message", row.said());
      case PASSED -> {}
    }
    List<String> facts = facts(row);
    if (!facts.isEmpty()) {
      xml.text("system-out", facts);
    }
    xml.close();
  }

  private static String caseName(Suite suite, Row row) {
    String what =
        row.file().isEmpty()
            ? suite.artifact().equals(Suite.RUN) ? "the run" : "the " + suite.noun() + " itself"
            : row.file();
    return row.python().isEmpty() ? what : what + " on " + row.python();
  }

  private static String sentence(Reason reason) {
    return reason.help().isEmpty() ? reason.message() : reason.message() + " " + reason.help();
  }

  /** All that does not pass here, since some show the text and others the message only. */
  private static List<String> body(Row row) {
    List<String> lines = new ArrayList<>();
    lines.add(row.said());
    for (Reason reason : row.reasons()) {
      if (reason.failing() || row.status() == Row.Status.UNREADABLE) {
        add(lines, reason);
      }
    }
    return lines;
  }

  /** What is known of a case, and what was found and does not count. */
  private static List<String> facts(Row row) {
    List<String> lines = new ArrayList<>();
    if (!row.python().isEmpty()) {
      lines.add("python: " + row.python());
    }
    row.verdict().ifPresent(verdict -> lines.add("verdict: " + verdict.word()));
    row.decidedBy().ifPresent(depth -> lines.add("decidedBy: " + depth.word()));
    if (!row.runBy().isEmpty()) {
      lines.add("runBy: " + row.runBy());
    }
    if (row.status() == Row.Status.PASSED) {
      lines.add(row.said());
    }
    if (row.status() != Row.Status.UNREADABLE) {
      row.reasons().stream().filter(one -> !one.failing()).forEach(one -> add(lines, one));
    }
    return lines;
  }

  private static void add(List<String> lines, Reason reason) {
    lines.add(
        (reason.accepted() ? "accepted " : "")
            + reason.rule()
            + " "
            + reason.level().word()
            + ": "
            + reason.message());
    reason.acceptance().ifPresent(known -> lines.add(Words.known(known)));
    if (!reason.help().isEmpty()) {
      lines.add("help: " + reason.help());
    }
  }

  private static String count(Suite suite, Row.Status... statuses) {
    List<Row.Status> wanted = List.of(statuses);
    return Long.toString(
        suite.rows().stream().filter(row -> wanted.contains(row.status())).count());
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
