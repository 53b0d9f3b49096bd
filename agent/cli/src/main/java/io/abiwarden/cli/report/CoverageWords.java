package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.coverage.Target;
import io.abiwarden.core.coverage.Unpicked;
import io.abiwarden.core.platform.VersionNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What grids of a release's coverage say to people, whatever the format. */
final class CoverageWords {

  static final String HOLE = "hole";

  private static final int NAMED = 3;

  private CoverageWords() {}

  static char glyph(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> ' ';
      case Cell.Hole _ -> '○';
      case Cell.Picked picked ->
          switch (picked.state()) {
            case KEPT -> '✔';
            case LOADS_GIL -> '◐';
            case ACCEPTED -> '–';
            case UNKNOWN -> '?';
            case BROKEN -> '✘';
          };
    };
  }

  /** For where there are no glyphs; most cells then are words alone. */
  static char letter(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _, Cell.Hole _ -> ' ';
      case Cell.Picked picked ->
          switch (picked.state()) {
            case KEPT -> ' ';
            case LOADS_GIL -> '~';
            case ACCEPTED -> '-';
            case UNKNOWN -> '?';
            case BROKEN -> '!';
          };
    };
  }

  static Colour colour(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> Colour.FAINT;
      case Cell.Hole _ -> Colour.BAD;
      case Cell.Picked picked -> colour(picked.state());
    };
  }

  static Colour colour(Cell.State state) {
    return switch (state) {
      case KEPT -> Colour.GOOD;
      case LOADS_GIL -> Colour.CAREFUL;
      case ACCEPTED -> Colour.FAINT;
      case UNKNOWN -> Colour.UNDECIDED;
      case BROKEN -> Colour.BAD;
    };
  }

  /** {@code cp} for a wheel of this very version, {@code abi3}, {@code py3}, {@code none}. */
  static String word(Cell cell, PythonBuild python) {
    return switch (cell) {
      case Cell.NotExpected _ -> "";
      case Cell.Hole _ -> HOLE;
      case Cell.Picked picked -> {
        String abi = picked.tag().abi();
        boolean own = abi.equals(python.abi());
        boolean anyAbi = abi.equals("none") && picked.tag().python().startsWith("py");
        yield own ? "cp" : anyAbi ? "py3" : abi;
      }
    };
  }

  /** What a state's mark means. */
  static String meaning(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> "not expected";
      case Cell.Hole _ -> "no wheel";
      case Cell.Picked picked -> meaning(picked.state());
    };
  }

  static String meaning(Cell.State state) {
    return switch (state) {
      case KEPT -> "keeps its promise";
      case LOADS_GIL -> "loads, turns the GIL on";
      case ACCEPTED -> "broken, and accepted";
      case UNKNOWN -> "not decided by reading";
      case BROKEN -> "broken";
    };
  }

  /** The words of a grid's cells, and what they mean. */
  static Map<String, String> words(Grid grid) {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put("cp", "built for this very version");
    meanings.put("abi3", "Stable ABI");
    meanings.put("abi3t", "Stable ABI of both builds");
    meanings.put("none", "tagged for this version and any ABI");
    meanings.put("py3", "tagged for any Python 3");
    Map<String, String> used = new LinkedHashMap<>();
    meanings.forEach(
        (word, meaning) -> {
          for (Target target : grid.targets()) {
            for (PythonBuild python : grid.pythons()) {
              if (word(grid.cell(python, target), python).equals(word)) {
                used.put(word, meaning);
              }
            }
          }
        });
    return used;
  }

  /** {@code 84 of 99 keep their promise, 13 holes, 2 broken}. */
  static String counts(Grid grid) {
    List<String> parts = new ArrayList<>();
    parts.add(grid.in(Cell.State.KEPT) + " of " + grid.expected() + " cells keep their promise");
    if (grid.holes() > 0) {
      parts.add(Words.count(grid.holes(), "hole"));
    }
    if (grid.broken() > 0) {
      parts.add(grid.broken() + " broken");
    }
    if (grid.in(Cell.State.LOADS_GIL) > 0) {
      parts.add(grid.in(Cell.State.LOADS_GIL) + " turn the GIL on");
    }
    if (grid.in(Cell.State.UNKNOWN) > 0) {
      parts.add(grid.in(Cell.State.UNKNOWN) + " not decided");
    }
    if (grid.in(Cell.State.ACCEPTED) > 0) {
      parts.add(grid.in(Cell.State.ACCEPTED) + " accepted");
    }
    return String.join(", ", parts);
  }

  /** The least systems that get wheels: {@code glibc 2.28 (manylinux x86_64)}. */
  static List<String> asks(Grid grid) {
    Map<String, List<String>> byVersion = new LinkedHashMap<>();
    for (Target target : grid.targets()) {
      List<VersionNumber> versions = grid.asks().getOrDefault(target, List.of());
      if (!versions.isEmpty()) {
        String last = versions.size() > 1 ? ", for some " + versions.getLast() : "";
        byVersion
            .computeIfAbsent(
                target.systemName() + " " + versions.getFirst() + last, _ -> new ArrayList<>())
            .add(target.label());
      }
    }
    return byVersion.entrySet().stream()
        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
        .toList();
  }

  /** The wheels that nothing picks, those with one cause together. */
  static List<String> unpicked(Grid grid) {
    Map<List<String>, List<Unpicked>> same = new LinkedHashMap<>();
    for (Unpicked one : grid.unpicked()) {
      String detail =
          switch (one.why()) {
            case NEVER, SHADOWED, LEFT_OUT -> one.message() + one.wheel().fileName();
            case OLDER_SYSTEMS -> "";
            case NEWER_SYSTEMS, OTHER_PYTHON, OTHER_PLATFORM -> one.message();
          };
      same.computeIfAbsent(List.of(one.why().word(), detail), _ -> new ArrayList<>()).add(one);
    }
    return same.values().stream().map(CoverageWords::unpicked).toList();
  }

  private static String unpicked(List<Unpicked> same) {
    Unpicked first = same.getFirst();
    if (same.size() == 1) {
      return first.wheel().fileName() + ": " + first.message();
    }
    return same.size()
        + " wheels: "
        + (first.why() == Unpicked.Why.OLDER_SYSTEMS
            ? "picked on older systems than the grid's, where nothing newer fits: "
                + Words.list(same.stream().map(one -> one.wheel().fileName()).toList(), NAMED)
            : first.message());
  }

  /** What installers do in a hole, if that is known; empty where there is none. */
  static String inHoles(Grid grid) {
    return grid.holes() == 0
        ? ""
        : grid.sdist()
            .map(
                there ->
                    there
                        ? "Where there is no wheel, installers take the source distribution and"
                            + " compile it; without a compiler that fails."
                        : "Where there is no wheel, installers find no source distribution"
                            + " either: they fail, or take another version.")
            .orElse("");
  }
}
