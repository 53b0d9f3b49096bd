package io.abiwarden.cli.report;

import io.abiwarden.cli.text.BaseName;
import io.abiwarden.core.python.PythonVersion;
import io.abiwarden.core.wheel.WheelName;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.Interpreter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A check as one picture: a line for each artifact, a column for each interpreter.
 *
 * @param columns the interpreters, the oldest first, a free-threaded one after its twin
 * @param lines the artifacts, as they were given
 * @param missed the artifacts and the ids of the interpreters on which they were to be checked, and
 *     were not
 */
record CheckMatrix(List<Column> columns, List<Line> lines, Set<List<String>> missed) {

  private static final Comparator<Interpreter> ORDER =
      Comparator.<Interpreter, String>comparing(CheckMatrix::platform)
          .thenComparing(
              python -> python.facts().version(), Comparator.<PythonVersion>naturalOrder())
          .thenComparing(python -> python.facts().freeThreaded())
          .thenComparing(python -> python.facts().debug())
          .thenComparing(Interpreter::id);

  CheckMatrix {
    columns = List.copyOf(columns);
    lines = List.copyOf(lines);
    missed = Set.copyOf(missed);
  }

  /** Whether an artifact was to be checked on an interpreter, and was not. */
  boolean isMissed(Line line, Column column) {
    return missed.contains(List.of(line.artifact().artifact(), column.id()));
  }

  /**
   * An interpreter.
   *
   * @param id its id
   * @param label its short name where no other has the same, else its id
   * @param platform where it is, if it is not here: {@code win_amd64}; else empty
   */
  record Column(String id, String label, String platform) {

    /** {@code 3.14t@win_amd64}. */
    String whole() {
      return platform.isEmpty() ? label : label + "@" + platform;
    }
  }

  /**
   * An artifact.
   *
   * @param name its name, without the folder that all of them share
   * @param artifact the artifact
   */
  record Line(String name, CheckedArtifact artifact) {

    /** What came of it on an interpreter, if it was to be checked there. */
    Optional<PairResult> on(Column column) {
      return artifact.results().stream()
          .filter(pair -> pair.python().id().equals(column.id()))
          .findFirst();
    }
  }

  static CheckMatrix of(CheckReport report) {
    List<Interpreter> pythons = report.pythons().stream().sorted(ORDER).toList();
    Map<String, Long> same =
        pythons.stream()
            .collect(
                Collectors.groupingBy(
                    python -> shortName(python) + platform(python), Collectors.counting()));
    List<Column> columns = new ArrayList<>();
    for (Interpreter python : pythons) {
      String label = shortName(python);
      String platform = platform(python);
      boolean unique = same.getOrDefault(label + platform, 0L) == 1;
      columns.add(new Column(python.id(), unique ? label : here(python.id()), platform));
    }
    List<String> names = names(report.artifacts().stream().map(CheckedArtifact::artifact).toList());
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      lines.add(new Line(names.get(i), report.artifacts().get(i)));
    }
    Set<List<String>> missed =
        report.notChecked().stream()
            .map(one -> List.of(one.artifact(), one.python()))
            .collect(Collectors.toSet());
    return new CheckMatrix(columns, lines, missed);
  }

  /**
   * {@code 3.9 to 3.12, 3.14}; ids instead, where a short name would stand for more than these.
   *
   * @param pythons some interpreters
   * @param all those that they are some of
   */
  static String ranges(List<Interpreter> pythons, List<Interpreter> all) {
    return pythons.stream()
        .map(CheckMatrix::platform)
        .distinct()
        .sorted()
        .map(platform -> rangesOn(platform, on(platform, pythons), on(platform, all)))
        .collect(Collectors.joining(", "));
  }

  private static List<Interpreter> on(String platform, List<Interpreter> pythons) {
    return pythons.stream().filter(python -> platform(python).equals(platform)).toList();
  }

  private static String rangesOn(
      String platform, List<Interpreter> pythons, List<Interpreter> all) {
    Set<String> these = pythons.stream().map(Interpreter::id).collect(Collectors.toSet());
    Set<String> others =
        all.stream()
            .filter(python -> !these.contains(python.id()))
            .map(CheckMatrix::shortName)
            .collect(Collectors.toSet());
    String ranges =
        Installs.ranges(
            pythons.stream()
                .sorted(ORDER)
                .map(
                    python ->
                        others.contains(shortName(python)) ? here(python.id()) : shortName(python))
                .distinct()
                .toList());
    String at = ranges.contains(" ") ? " @" : "@";
    return platform.isEmpty() ? ranges : ranges + at + platform;
  }

  /** The platform of an interpreter that is not here; empty for one that is. */
  private static String platform(Interpreter python) {
    int at = python.id().indexOf('@');
    return at < 0 ? "" : python.id().substring(at + 1);
  }

  /** An id without its platform. */
  private static String here(String id) {
    int at = id.indexOf('@');
    return at < 0 ? id : id.substring(0, at);
  }

  private static String shortName(Interpreter python) {
    return python.facts().shortName() + (python.facts().debug() ? "d" : "");
  }

  /** Wheels' names without their platforms, unless these are needed to tell them apart. */
  static List<String> withoutPlatforms(List<String> names) {
    List<String> shorter =
        names.stream()
            .map(
                name ->
                    WheelName.parse(name).isPresent()
                        ? name.substring(0, name.lastIndexOf('-'))
                        : name)
            .toList();
    return shorter.stream().distinct().count() == names.stream().distinct().count()
        ? shorter
        : names;
  }

  /** Names without their folders, unless these are needed to tell them apart. */
  static List<String> names(List<String> paths) {
    List<String> names = paths.stream().map(BaseName::of).toList();
    Map<String, String> first = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String before = first.putIfAbsent(names.get(i), paths.get(i));
      if (before != null && !before.equals(paths.get(i))) {
        ambiguous.add(names.get(i));
      }
    }
    return paths.stream()
        .map(path -> ambiguous.contains(BaseName.of(path)) ? path : BaseName.of(path))
        .toList();
  }

  /** What artifacts are called in a report: without folders and, if that will do, platforms. */
  static Map<String, String> shortNames(List<String> paths) {
    List<String> distinct = paths.stream().distinct().toList();
    List<String> names = withoutPlatforms(names(distinct));
    Map<String, String> byPath = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byPath.put(distinct.get(i), names.get(i));
    }
    return byPath;
  }

  /** Ids, the oldest first. */
  static Set<String> inOrder(List<Interpreter> pythons) {
    Set<String> ids = new LinkedHashSet<>();
    pythons.stream().sorted(ORDER).forEach(python -> ids.add(python.id()));
    return ids;
  }
}
