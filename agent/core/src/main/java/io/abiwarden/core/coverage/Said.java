package io.abiwarden.core.coverage;

import java.util.ArrayList;
import java.util.List;

/** Interpreters, machines and wheels in running text. */
final class Said {

  private static final int MOST = 8;
  private static final int RUN = 3;

  private Said() {}

  /** {@code 3.9 to 3.13, 3.14t and 3.15t}. */
  static String pythons(List<PythonBuild> pythons) {
    List<String> parts = new ArrayList<>();
    List<PythonBuild> sorted = pythons.stream().sorted().toList();
    for (int from = 0; from < sorted.size(); ) {
      int to = from;
      while (to + 1 < sorted.size() && follows(sorted.get(to), sorted.get(to + 1))) {
        to++;
      }
      if (to - from + 1 >= RUN) {
        parts.add(sorted.get(from) + " to " + sorted.get(to));
      } else {
        sorted.subList(from, to + 1).forEach(python -> parts.add(python.id()));
      }
      from = to + 1;
    }
    return list(parts, Integer.MAX_VALUE);
  }

  private static boolean follows(PythonBuild one, PythonBuild next) {
    return one.freeThreaded() == next.freeThreaded() && one.minor() + 1 == next.minor();
  }

  /** {@code manylinux x86_64 and macOS arm64}, or that it is all of a grid. */
  static String machines(List<Machine> machines, List<Machine> all) {
    if (machines.size() == all.size() && machines.size() > 2) {
      return "all platforms";
    }
    return machines.equals(List.of(Machine.ANY))
        ? "every platform"
        : list(machines.stream().map(Machine::label).toList(), MOST);
  }

  /** The same of what is not there: {@code any platform}. */
  static String without(List<Machine> machines, List<Machine> all) {
    boolean everywhere = machines.size() == all.size() && machines.size() > 2;
    return everywhere || machines.equals(List.of(Machine.ANY))
        ? "any platform"
        : machines(machines, all);
  }

  /** One wheel by its name, several by their number and tag. */
  static String wheels(List<Offer> wheels) {
    if (wheels.size() == 1) {
      return wheels.getFirst().fileName();
    }
    return "the " + list(wheels.stream().map(Offer::tagText).distinct().toList(), MOST) + " wheels";
  }

  static String list(List<String> parts, int most) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return parts.size() <= most
        ? String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast()
        : String.join(", ", parts.subList(0, most)) + " and " + (parts.size() - most) + " more";
  }
}
