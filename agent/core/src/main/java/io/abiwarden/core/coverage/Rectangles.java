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

  private final Map<K, Map<Machine, Map<PythonBuild, C>>> byKey = new LinkedHashMap<>();

  /**
   * A group.
   *
   * @param <K> what its cells share
   * @param <C> the cells
   * @param key what they share
   * @param pythons the interpreters
   * @param machines the machines
   * @param cells all of them
   */
  record Group<K, C>(K key, List<PythonBuild> pythons, List<Machine> machines, List<C> cells) {}

  void add(K key, PythonBuild python, Machine machine, C cell) {
    byKey
        .computeIfAbsent(key, _ -> new LinkedHashMap<>())
        .computeIfAbsent(machine, _ -> new TreeMap<>())
        .put(python, cell);
  }

  /** The groups, in the order in which their keys came; as few of them as rows or columns make. */
  List<Group<K, C>> groups() {
    List<Group<K, C>> groups = new ArrayList<>();
    byKey.forEach(
        (key, byMachine) -> {
          List<Group<K, C>> rows = byMachines(key, byMachine);
          List<Group<K, C>> columns = byPythons(key, byMachine);
          groups.addAll(columns.size() <= rows.size() ? columns : rows);
        });
    return groups;
  }

  /** Machines on which the same interpreters are concerned. */
  private List<Group<K, C>> byMachines(K key, Map<Machine, Map<PythonBuild, C>> byMachine) {
    Map<Set<PythonBuild>, List<Machine>> same = new LinkedHashMap<>();
    byMachine.forEach(
        (machine, cells) ->
            same.computeIfAbsent(new TreeSet<>(cells.keySet()), _ -> new ArrayList<>())
                .add(machine));
    List<Group<K, C>> groups = new ArrayList<>();
    same.forEach(
        (pythons, machines) -> groups.add(group(key, List.copyOf(pythons), machines, byMachine)));
    return groups;
  }

  /** Interpreters that are concerned on the same machines. */
  private List<Group<K, C>> byPythons(K key, Map<Machine, Map<PythonBuild, C>> byMachine) {
    Map<PythonBuild, List<Machine>> machinesOf = new TreeMap<>();
    byMachine.forEach(
        (machine, cells) ->
            cells
                .keySet()
                .forEach(
                    python ->
                        machinesOf.computeIfAbsent(python, _ -> new ArrayList<>()).add(machine)));
    Map<List<Machine>, List<PythonBuild>> same = new LinkedHashMap<>();
    machinesOf.forEach(
        (python, machines) -> same.computeIfAbsent(machines, _ -> new ArrayList<>()).add(python));
    List<Group<K, C>> groups = new ArrayList<>();
    same.forEach((machines, pythons) -> groups.add(group(key, pythons, machines, byMachine)));
    return groups;
  }

  private Group<K, C> group(
      K key,
      List<PythonBuild> pythons,
      List<Machine> machines,
      Map<Machine, Map<PythonBuild, C>> byMachine) {
    List<C> cells = new ArrayList<>();
    for (Machine machine : machines) {
      Map<PythonBuild, C> row = byMachine.getOrDefault(machine, new TreeMap<>());
      row.forEach(
          (python, cell) -> {
            if (pythons.contains(python)) {
              cells.add(cell);
            }
          });
    }
    return new Group<>(key, pythons, machines, cells);
  }
}
