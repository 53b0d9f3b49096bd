package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.artifact.Artifact;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One artifact's rows.
 *
 * @param artifact how the user named it; {@link #RUN} for what is about no artifact
 * @param kind what it is, if it could be read
 * @param facts what else is known of it, in order
 * @param rows what came of it, the artifact itself first, then interpreter by interpreter
 */
record Suite(
    String artifact, Optional<Artifact.Kind> kind, Map<String, String> facts, List<Row> rows) {

  /** The name of what is about the run as a whole. */
  static final String RUN = "abiwarden";

  Suite {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    rows = List.copyOf(rows);
  }

  /** An input that could not be looked at. */
  static Suite notRead(NotRead input) {
    return new Suite(
        input.artifact(),
        Optional.empty(),
        Map.of(),
        List.of(Row.of("", Row.Status.UNREADABLE, input.why(), List.of())));
  }

  /** Whether any row counts so. */
  boolean has(Row.Status status) {
    return rows.stream().anyMatch(row -> row.status() == status);
  }

  /** What people call it: {@code wheel}, {@code file}, {@code tree}; or {@code input}. */
  String noun() {
    return kind.map(Artifact.Kind::word).orElse("input");
  }

  /** The last part of its name. */
  String baseName() {
    return BaseName.of(artifact);
  }
}
