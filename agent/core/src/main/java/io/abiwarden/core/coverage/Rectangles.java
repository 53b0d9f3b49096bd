package io.abiwarden.core.coverage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts cells with one key together: for each key, interpreters and machines so that every
 * interpreter of a group has that key on every machine of it.
 *
 * @param <K> what cells of a group share
 * @param <C> the cells
 */
final class Rectangles<K, C> {

  private final Map<K, Map<Target, Map<PythonBuild, C>>> byKey = new LinkedHashMap<>();

  /**
   * A group.
   *
   * @param <K> what its cells share
   * @param <C> the cells
   * @param key what they share
   * @param pythons the interpreters
   * @param targets the machines
   * @param cells all of them
   */
  record Group<K, C>(K key, List<PythonBuild> pythons, List<Target> targets, List<C> cells) {}

  void add(K key, PythonBuild python, Target target, C cell) {
    byKey
        .computeIfAbsent(key, _ -> new LinkedHashMap<>())
        .computeIfAbsent(target, _ -> new TreeMap<>())
        .put(python, cell);
  }

  /** The groups, in the order in which their keys came; as few of them as rows or columns make. */
  List<Group<K, C>> groups() {
    List<Group<K, C>> groups = new ArrayList<>();
    byKey.forEach(
        (key, byTarget) -> {
          List<Group<K, C>> rows = byTargets(key, byTarget);
          List<Group<K, C>> columns = byPythons(key, byTarget);
          groups.addAll(columns.size() <= rows.size() ? columns : rows);
        });
    return groups;
  }

  /** Machines on which the same interpreters are concerned. */
  private List<Group<K, C>> byTargets(K key, Map<Target, Map<PythonBuild, C>> byTarget) {
    Map<Set<PythonBuild>, List<Target>> same = new LinkedHashMap<>();
    byTarget.forEach(
        (target, cells) ->
            same.computeIfAbsent(new TreeSet<>(cells.keySet()), _ -> new ArrayList<>())
                .add(target));
    List<Group<K, C>> groups = new ArrayList<>();
    same.forEach(
        (pythons, targets) -> groups.add(group(key, List.copyOf(pythons), targets, byTarget)));
    return groups;
  }

  /** Interpreters that are concerned on the same machines. */
  private List<Group<K, C>> byPythons(K key, Map<Target, Map<PythonBuild, C>> byTarget) {
    Map<PythonBuild, List<Target>> targetsOf = new TreeMap<>();
    byTarget.forEach(
        (target, cells) ->
            cells
                .keySet()
                .forEach(
                    python ->
                        targetsOf.computeIfAbsent(python, _ -> new ArrayList<>()).add(target)));
    Map<List<Target>, List<PythonBuild>> same = new LinkedHashMap<>();
    targetsOf.forEach(
        (python, targets) -> same.computeIfAbsent(targets, _ -> new ArrayList<>()).add(python));
    List<Group<K, C>> groups = new ArrayList<>();
    same.forEach((targets, pythons) -> groups.add(group(key, pythons, targets, byTarget)));
    return groups;
  }

  private Group<K, C> group(
      K key,
      List<PythonBuild> pythons,
      List<Target> targets,
      Map<Target, Map<PythonBuild, C>> byTarget) {
    List<C> cells = new ArrayList<>();
    for (Target target : targets) {
      Map<PythonBuild, C> row = byTarget.getOrDefault(target, new TreeMap<>());
      row.forEach(
          (python, cell) -> {
            if (pythons.contains(python)) {
              cells.add(cell);
            }
          });
    }
    return new Group<>(key, pythons, targets, cells);
  }
}
