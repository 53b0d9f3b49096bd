package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Level;
import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A SARIF 2.1.0 file with one run, made for GitHub's code scanning: one result for each rule and
 * file, with the interpreters that it is about, as many as code scanning takes, and the worst of
 * them first where there are more. What could not be read or checked is a notification.
 */
final class Sarif implements SuiteWriter {

  /** A run with more results is turned away as a whole. */
  static final int MOST_RESULTS = 25_000;

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private final Writer out;
  private final List<Interpreter> pythons;
  private final SarifRules rules = new SarifRules();
  private final List<Json.Fields> notifications = new ArrayList<>();
  private final Map<Level, List<Placed>> results = new EnumMap<>(Level.class);
  private int placed;
  private boolean successful = true;

  /** A result, and where it stands among all. */
  private record Placed(int place, SarifResult result) {}

  /**
   * Writes to a writer, which the caller flushes and closes.
   *
   * @param pythons the interpreters that took part
   */
  Sarif(Writer out, List<Interpreter> pythons) {
    this.out = out;
    this.pythons = pythons;
  }

  /** A message of the standard: no placeholders, no links. */
  static Json.Fields message(String text) {
    return new Json.Fields().put("text", text(text));
  }

  /** Text as messages spell it: braces would be placeholders, and brackets could be links. */
  static String text(String text) {
    return text.lines()
        .map(Style::plain)
        .map(line -> line.replace("{", "{{").replace("}", "}}").replace("](", "] ("))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void begin() {
    // Rules stand before results, and are known after them.
  }

  @Override
  public void suite(Suite suite) {
    Map<List<Object>, SarifResult> found = new LinkedHashMap<>();
    for (Row row : suite.rows()) {
      notify(suite, row);
      // The run has no file to show a result in.
      if (!suite.artifact().equals(Suite.RUN)) {
        for (Reason reason : row.reasons()) {
          found
              .computeIfAbsent(
                  SarifResult.key(row, reason), _ -> new SarifResult(suite, row.file(), reason))
              .add(row, reason);
        }
      }
    }
    for (SarifResult result : found.values()) {
      List<Placed> same = results.computeIfAbsent(result.level(), level -> new ArrayList<>());
      if (same.size() < MOST_RESULTS) {
        same.add(new Placed(placed, result));
      }
      placed++;
    }
  }

  private void notify(Suite suite, Row row) {
    switch (row.status()) {
      case UNREADABLE -> {
        successful = false;
        notify(suite, Level.ERROR, suite.artifact() + ": " + row.said());
      }
      case NOT_CHECKED ->
          notify(
              suite,
              Level.NOTE,
              suite.artifact() + " was not checked on " + row.python() + ": " + row.said());
      case FAILED -> {
        if (suite.artifact().equals(Suite.RUN)) {
          notify(suite, Level.ERROR, row.said());
        }
      }
      case PASSED, NOT_APPLICABLE -> {}
    }
  }

  private void notify(Suite suite, Level level, String text) {
    Json.Fields notification =
        new Json.Fields().put("level", level.word()).put("message", message(text).map());
    if (!suite.artifact().equals(Suite.RUN)) {
      Json.Fields artifact = new Json.Fields().put("uri", FileUri.of(suite.artifact()));
      Json.Fields physical = new Json.Fields().put("artifactLocation", artifact.map());
      notification.put(
          "locations", List.of(new Json.Fields().put("physicalLocation", physical.map()).map()));
    }
    notifications.add(notification);
  }

  @Override
  public void end() throws IOException {
    List<Placed> kept =
        results.values().stream()
            .flatMap(List::stream)
            .limit(MOST_RESULTS)
            .sorted((one, other) -> Integer.compare(one.place(), other.place()))
            .toList();
    if (placed > kept.size()) {
      notifications.add(
          new Json.Fields()
              .put("level", Level.WARNING.word())
              .put(
                  "message",
                  message(
                          "%d results are left out, the least weighty ones: code scanning takes %d in a run. --format json has all."
                              .formatted(placed - kept.size(), MOST_RESULTS))
                      .map()));
    }
    List<Object> written = new ArrayList<>();
    for (Placed one : kept) {
      written.add(one.result().fields(rules).map());
    }
    Json.Fields run =
        new Json.Fields()
            .put("tool", Map.of("driver", driver().map()))
            .put("invocations", List.of(invocation().map()))
            .put("columnKind", "utf16CodeUnits")
            .put("results", written);
    if (!pythons.isEmpty()) {
      run.put("properties", Map.of("pythons", PythonsReport.objects(pythons)));
    }
    out.write(
        Json.text(
            new Json.Fields()
                .put("$schema", SCHEMA)
                .put("version", "2.1.0")
                .put("runs", List.of(run.map()))));
  }

  private Json.Fields driver() {
    return new Json.Fields()
        .put("name", "abiwarden")
        .put("version", Tool.version())
        .put("rules", Json.objects(rules.descriptors(), fields -> fields));
  }

  private Json.Fields invocation() {
    return new Json.Fields()
        .put("executionSuccessful", successful)
        .put("toolExecutionNotifications", Json.objects(notifications, fields -> fields));
  }
}
