package io.abiwarden.cli.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names in a column of a given width. Wheels of one release differ in their tags alone, so what is
 * left out of their names is what all have in common first, and the ABI last.
 */
final class FittingNames {

  /** Less than so much of a part tells nothing. */
  private static final int LEAST = 4;

  private static final Pattern WHEEL =
      Pattern.compile(
          "(?<project>[^-]+-[^-]+(-\\d[^-]*)?)-(?<abi>[^-]+-[^-]+?)(-(?<platform>[^-]+)\\.whl)?");

  private FittingNames() {}

  /**
   * The names, none longer than allowed; those that only then become alike get a number.
   *
   * @param names of wheels with or without their platforms, or of anything else
   * @param most columns
   */
  static List<String> of(List<String> names, int most) {
    boolean fit = names.stream().allMatch(name -> Columns.of(name) <= most);
    boolean oneRelease =
        names.size() > 1
            && names.stream().map(FittingNames::project).distinct().count() == 1
            && project(names.getFirst()).isPresent();
    Map<String, Set<String>> same = new HashMap<>();
    List<String> fitting = new ArrayList<>();
    for (String name : names) {
      String shown = fit ? name : shortened(name, most, oneRelease);
      Set<String> alike = same.computeIfAbsent(shown, key -> new LinkedHashSet<>());
      alike.add(name);
      String mark = alike.size() > 1 ? "#" + alike.size() : "";
      fitting.add(
          mark.isEmpty() ? shown : shortened(name, most - mark.length(), oneRelease) + mark);
    }
    return fitting;
  }

  private static Optional<String> project(String name) {
    Matcher wheel = WHEEL.matcher(name);
    return wheel.matches() ? Optional.of(wheel.group("project")) : Optional.empty();
  }

  private static String shortened(String name, int most, boolean oneRelease) {
    Matcher wheel = WHEEL.matcher(name);
    if (!wheel.matches()) {
      return Columns.shortened(name, most);
    }
    String project = wheel.group("project");
    String abi = wheel.group("abi");
    Optional<String> platform = Optional.ofNullable(wheel.group("platform"));
    if (oneRelease) {
      return platform.map(on -> ending(abi, on, most)).orElse(Columns.shortened(abi, most));
    }
    if (Columns.of(name) <= most) {
      return name;
    }
    int forBoth = most - Columns.of(abi) - 2;
    if (platform.isPresent() && forBoth >= 2 * LEAST) {
      int forPlatform = Math.min(Columns.of(platform.get()), forBoth / 2);
      return Columns.shortened(project, forBoth - forPlatform)
          + "-"
          + ending(abi, platform.get(), Columns.of(abi) + 1 + forPlatform);
    }
    int forProject = most - Columns.of(abi) - 1;
    return platform.isEmpty() && forProject >= LEAST
        ? Columns.shortened(project, forProject) + "-" + abi
        : Columns.shortened(name, most);
  }

  /** The ABI, and as much of the platform as there is room for. */
  private static String ending(String abi, String platform, int most) {
    int room = most - Columns.of(abi) - 1;
    return room >= LEAST
        ? abi + "-" + Columns.shortened(platform, room)
        : Columns.shortened(abi + "-" + platform, most);
  }
}
