package io.abiwarden.cli.report;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many pairs of an artifact and an interpreter have which verdict. */
final class Summary {

  /** Good ones first, as the documents list them. */
  static final List<Verdict> ORDER =
      List.of(
          Verdict.LOADS,
          Verdict.LOADS_GIL,
          Verdict.REFUSED,
          Verdict.UNSAFE,
          Verdict.FAILS,
          Verdict.NOT_APPLICABLE,
          Verdict.UNKNOWN);

  private static final String NOTHING = "nothing was checked";

  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

  Summary(CheckReport report) {
    for (CheckedArtifact artifact : report.artifacts()) {
      for (PairResult pair : artifact.results()) {
        counts.merge(pair.verdict(), 1, Integer::sum);
      }
    }
  }

  Json.Fields json() {
    Json.Fields fields = new Json.Fields();
    ORDER.forEach(verdict -> fields.put(verdict.word(), count(verdict)));
    return fields;
  }

  void addTo(Page page) {
    List<Page.Part> parts =
        ORDER.stream()
            .filter(verdict -> count(verdict) > 0)
            .map(
                verdict ->
                    Page.Part.of(Words.colour(verdict), count(verdict) + " " + verdict.word()))
            .toList();
    if (parts.isEmpty()) {
      page.line(0, NOTHING);
    } else {
      page.list(parts);
    }
  }

  /** {@code 3 loads, 1 unsafe}. */
  String text() {
    List<String> parts =
        ORDER.stream()
            .filter(verdict -> count(verdict) > 0)
            .map(verdict -> count(verdict) + " " + verdict.word())
            .toList();
    return parts.isEmpty() ? NOTHING : String.join(", ", parts);
  }

  private int count(Verdict verdict) {
    return counts.getOrDefault(verdict, 0);
  }
}
