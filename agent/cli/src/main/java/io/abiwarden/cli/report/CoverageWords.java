package io.abiwarden.cli.report;

import io.abiwarden.cli.report.Style.Colour;
import io.abiwarden.core.coverage.Cell;
import io.abiwarden.core.coverage.CellGroup;
import io.abiwarden.core.coverage.Grid;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.Offer;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.coverage.Unpicked;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.platform.VersionNumber;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What grids of a release's coverage say to people, whatever the format. */
final class CoverageWords {

  static final String HOLE = "hole";

  private static final int NAMED = 3;

  /** In the order in which a legend has them. */
  private static final String MARKS = "✔◐?–✘○◌ ";

  /** The processors whose code is followed. */
  private static final Set<Architecture> FOLLOWED =
      EnumSet.of(Architecture.X86_64, Architecture.AARCH64);

  private CoverageWords() {}

  static char glyph(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> ' ';
      case Cell.Hole hole -> hole.accepted().isPresent() ? '◌' : '○';
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
      case Cell.NotExpected _ -> ' ';
      case Cell.Hole hole -> hole.accepted().isPresent() ? '-' : ' ';
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
      case Cell.Hole hole -> hole.accepted().isPresent() ? Colour.FAINT : Colour.BAD;
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

  /** Whether wheels in a state do not keep their promise, be it accepted or not. */
  static boolean isBroken(Cell.State state) {
    return state == Cell.State.BROKEN || state == Cell.State.ACCEPTED;
  }

  /** What a cell's mark means. */
  static String meaning(Cell cell) {
    return switch (cell) {
      case Cell.NotExpected _ -> "not expected";
      case Cell.Hole hole -> hole.accepted().isPresent() ? "no wheel, and accepted" : "no wheel";
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

  /** A cell of each mark that is in a grid, good ones first. */
  static List<Cell> kinds(Grid grid) {
    Map<Character, Cell> kinds = new LinkedHashMap<>();
    grid.forEach((_, _, cell) -> kinds.putIfAbsent(glyph(cell), cell));
    return kinds.entrySet().stream()
        .sorted(Comparator.comparingInt(entry -> MARKS.indexOf(entry.getKey())))
        .map(Map.Entry::getValue)
        .toList();
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
          for (Machine machine : grid.machines()) {
            for (PythonBuild python : grid.pythons()) {
              if (word(grid.cell(python, machine), python).equals(word)) {
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
    parts.add(
        "%d of %s %s"
            .formatted(
                grid.in(Cell.State.KEPT),
                Words.count(grid.expected(), "cell"),
                grid.in(Cell.State.KEPT) == 1 ? "keeps its promise" : "keep their promise"));
    if (grid.holes() > 0) {
      parts.add(Words.count(grid.holes(), "hole"));
    }
    if (grid.broken() > 0) {
      parts.add(grid.broken() + " broken");
    }
    if (grid.in(Cell.State.LOADS_GIL) > 0) {
      int turning = grid.in(Cell.State.LOADS_GIL);
      parts.add(turning + (turning == 1 ? " turns" : " turn") + " the GIL on");
    }
    if (grid.in(Cell.State.UNKNOWN) > 0) {
      parts.add(grid.in(Cell.State.UNKNOWN) + " not decided");
    }
    if (grid.acceptedHoles() > 0) {
      parts.add(Words.count(grid.acceptedHoles(), "accepted hole"));
    }
    if (grid.in(Cell.State.ACCEPTED) > 0) {
      parts.add(grid.in(Cell.State.ACCEPTED) + " broken and accepted");
    }
    return String.join(", ", parts);
  }

  /** The least systems that get wheels: {@code glibc 2.28 (manylinux x86_64)}. */
  static List<String> asks(Grid grid) {
    Map<String, List<String>> byVersion = new LinkedHashMap<>();
    for (Machine machine : grid.machines()) {
      List<VersionNumber> versions = grid.asks().getOrDefault(machine, List.of());
      if (!versions.isEmpty()) {
        String last = versions.size() > 1 ? ", for some " + versions.getLast() : "";
        byVersion
            .computeIfAbsent(
                machine.systemName() + " " + versions.getFirst() + last, _ -> new ArrayList<>())
            .add(machine.label());
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
            case OLDER_SYSTEMS, NEWER_SYSTEMS, OTHER_PLATFORM -> "";
            case OTHER_PYTHON -> one.message();
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
        + switch (first.why()) {
          case OLDER_SYSTEMS ->
              " wheels are picked on older systems than the grid's, where nothing newer fits: "
                  + Words.list(same.stream().map(one -> one.wheel().fileName()).toList(), NAMED);
          case NEWER_SYSTEMS ->
              " wheels ask for newer systems than the grid's: "
                  + Words.list(platforms(same), NAMED);
          case OTHER_PLATFORM ->
              " wheels are for platforms that the grid does not have: "
                  + Words.list(platforms(same), NAMED)
                  + "; --expect 3.14@"
                  + platforms(same).getFirst()
                  + " looks at one";
          case NEVER, LEFT_OUT, SHADOWED, OTHER_PYTHON -> " wheels: " + first.message();
        };
  }

  private static List<String> platforms(List<Unpicked> wheels) {
    return wheels.stream()
        .flatMap(one -> one.wheel().name().tags().stream())
        .map(Tag::platform)
        .distinct()
        .toList();
  }

  /**
   * What is said of some cells.
   *
   * @param message one or two sentences
   * @param help what to do; may be empty
   * @param known why they do not count; empty if they do
   */
  record Entry(String message, String help, String known) {}

  /** The cells whose wheel does not keep its promise. */
  static List<Entry> broken(Grid grid) {
    return grid.groups().stream()
        .filter(group -> group.state() == Cell.State.BROKEN)
        .map(group -> new Entry(group.message(), group.help(), ""))
        .toList();
  }

  /** The holes, but for those that are accepted. */
  static List<Entry> holes(Grid grid) {
    return grid.gaps().stream()
        .filter(gap -> gap.accepted().isEmpty())
        .map(gap -> new Entry(gap.message(), gap.help(), ""))
        .toList();
  }

  /** What does not count, since the user accepts it. */
  static List<Entry> accepted(Grid grid) {
    List<Entry> entries = new ArrayList<>();
    grid.groups()
        .forEach(
            group -> group.accepted().ifPresent(why -> entries.add(known(group.message(), why))));
    grid.gaps()
        .forEach(gap -> gap.accepted().ifPresent(why -> entries.add(known(gap.message(), why))));
    return entries;
  }

  private static Entry known(String message, Acceptance why) {
    return new Entry(message, "", Words.known(why));
  }

  /** What counts as passed and is worth knowing; all that is not decided is one of them. */
  static List<Entry> besides(Grid grid) {
    List<Entry> entries = new ArrayList<>();
    List<CellGroup> undecided = new ArrayList<>();
    for (CellGroup group : grid.groups()) {
      boolean open = group.state() == Cell.State.UNKNOWN;
      if (open && group.wheels().stream().allMatch(Offer::read) && !group.isOpenByTag()) {
        undecided.add(group);
      } else if (open || group.state() == Cell.State.LOADS_GIL) {
        entries.add(new Entry(group.message(), group.help(), ""));
      }
    }
    if (!undecided.isEmpty()) {
      entries.add(undecided(grid, undecided));
    }
    return entries;
  }

  private static Entry undecided(Grid grid, List<CellGroup> groups) {
    int cells = groups.stream().mapToInt(one -> one.pythons().size() * one.machines().size()).sum();
    boolean single = cells == 1;
    boolean foreign =
        groups.stream()
            .flatMap(group -> group.machines().stream())
            .noneMatch(machine -> machine.architectures().stream().anyMatch(FOLLOWED::contains));
    return new Entry(
        Words.count(cells, "cell")
            + (single ? " is" : " are")
            + " not decided by reading: "
            + String.join("; ", groups.stream().map(group -> where(grid, group)).toList())
            + ". Nothing speaks against "
            + (single ? "its wheel" : "their wheels")
            + ", but what only running the code decides is open (the definition that it makes, or"
            + " what it says of the GIL)"
            + (foreign ? "; code is followed on x86-64 and AArch64 alone." : "."),
        groups.getFirst().help(),
        "");
  }

  /** {@code 3.9 to 3.11 on 6 platforms (macOS arm64, win32, win_amd64 and 3 more)}. */
  private static String where(Grid grid, CellGroup group) {
    List<String> labels = group.machines().stream().map(Machine::label).toList();
    boolean everywhere = labels.size() == grid.machines().size() && labels.size() > 2;
    String named = Words.list(labels, NAMED);
    return Installs.ranges(group.pythons().stream().map(PythonBuild::id).toList())
        + " on "
        + (everywhere
            ? "all platforms"
            : labels.size() > NAMED ? labels.size() + " platforms (" + named + ")" : named);
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
