package io.abiwarden.core.coverage;

import io.abiwarden.core.platform.Target;
import io.abiwarden.core.platform.UnknownTargetException;
import io.abiwarden.core.python.KnownInterpreters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a release is to cover: {@code 3.9-3.15t}, {@code 3.14t@manylinux_2_28_x86_64}.
 *
 * @param text as it was written
 * @param items its parts, at least one
 */
public record Expectation(String text, List<Item> items) {

  private static final String EXAMPLE = "such as 3.9-3.15t, 3.13 or 3.14t@manylinux_2_28_x86_64";

  private static final Pattern RANGE =
      Pattern.compile("3\\.(?<from>\\d{1,3})(?<fromT>t?)(?:-3\\.(?<to>\\d{1,3})(?<toT>t?))?");

  private static final Pattern ALIKE =
      Pattern.compile("(?:cp|py|python|cpython)?[- ]?3[.,_]?(?<minor>\\d{1,2})[-_ ]?(?<t>t?)");

  private static final Pattern WITH_MICRO = Pattern.compile("3\\.\\d+\\.\\d+t?");

  /** Copies the list. */
  public Expectation {
    items = List.copyOf(items);
  }

  /**
   * Interpreters that are expected together.
   *
   * @param pythons the interpreters
   * @param platforms the machines that were named; none for all that the release has wheels for
   */
  public record Item(Set<PythonBuild> pythons, List<Machine> platforms) {

    /** Copies both. */
    public Item {
      pythons = Set.copyOf(pythons);
      platforms = List.copyOf(platforms);
    }
  }

  /**
   * Reads what is expected.
   *
   * @param texts ranges and single versions, each with an {@code @PLATFORM} or without
   * @throws MalformedExpectation if one of them is none, or names what there is not
   */
  public static Expectation parse(List<String> texts) throws MalformedExpectation {
    List<Item> items = new ArrayList<>();
    for (String text : texts) {
      for (String part : text.split(",", -1)) {
        items.add(item(part.strip()));
      }
    }
    if (items.isEmpty()) {
      throw new MalformedExpectation("nothing", "name versions, " + EXAMPLE);
    }
    return new Expectation(String.join(",", texts), items);
  }

  private static Item item(String text) throws MalformedExpectation {
    int at = text.indexOf('@');
    Set<PythonBuild> pythons = pythons(text, at < 0 ? text : text.substring(0, at));
    if (at < 0) {
      return new Item(pythons, List.of());
    }
    List<Machine> machines = Machine.named(text.substring(at + 1));
    if (machines.isEmpty()) {
      throw new MalformedExpectation(text, noPlatform(text.substring(at + 1)));
    }
    return new Item(pythons, machines);
  }

  private static String noPlatform(String word) {
    String meant;
    try {
      Target other = Target.parse(word);
      meant = other.text() + " is none that a grid can have: use manylinux_2_28_x86_64 or the like";
    } catch (UnknownTargetException e) {
      meant = String.valueOf(e.getMessage());
    }
    return "what stands behind the @ is no platform: "
        + meant
        + "; without its version (manylinux_x86_64) it is a current machine";
  }

  private static Set<PythonBuild> pythons(String item, String range) throws MalformedExpectation {
    Matcher matcher = RANGE.matcher(range);
    if (!matcher.matches()) {
      throw new MalformedExpectation(
          item.isEmpty() ? "\"\"" : item,
          WITH_MICRO.matcher(range).matches()
              ? "name minor versions, as in " + range.replaceFirst("\\.\\d+(t?)$", "$1")
              : "is neither a version nor a range of them" + meant(range).orElse(", " + EXAMPLE));
    }
    PythonBuild from = build(item, matcher.group("from"), matcher.group("fromT"));
    if (matcher.group("to") == null) {
      return Set.of(from);
    }
    PythonBuild to = build(item, matcher.group("to"), matcher.group("toT"));
    if (from.minor() > to.minor()) {
      throw new MalformedExpectation(item, "put the older version first: " + to + "-" + from);
    }
    if (from.freeThreaded() && !to.freeThreaded()) {
      throw new MalformedExpectation(
          item,
          "ends with a regular build; "
              + from
              + "-"
              + to
              + "t are free-threaded ones alone, 3."
              + from.minor()
              + "-"
              + to
              + "t both kinds");
    }
    Set<PythonBuild> all = new LinkedHashSet<>();
    for (int minor = from.minor(); minor <= to.minor(); minor++) {
      if (!from.freeThreaded()) {
        all.add(new PythonBuild(minor, false));
      }
      PythonBuild threaded = new PythonBuild(minor, true);
      if (to.freeThreaded() && threaded.isKnown()) {
        all.add(threaded);
      }
    }
    return all;
  }

  /** A version as tags, commands and slips of the pen have it. */
  private static Optional<String> meant(String range) {
    Matcher alike = ALIKE.matcher(range.toLowerCase(Locale.ROOT));
    return alike.matches()
        ? Optional.of("; did you mean 3." + alike.group("minor") + alike.group("t") + "?")
        : Optional.empty();
  }

  private static PythonBuild build(String item, String minor, String t)
      throws MalformedExpectation {
    PythonBuild build = new PythonBuild(Integer.parseInt(minor), !t.isEmpty());
    if (build.isKnown()) {
      return build;
    }
    boolean known = new PythonBuild(build.minor(), false).isKnown();
    throw new MalformedExpectation(
        item,
        known
            ? "there is no free-threaded 3." + minor + "; they begin with 3.13t"
            : "only CPython 3."
                + KnownInterpreters.OLDEST
                + " to 3."
                + KnownInterpreters.NEWEST
                + " are known here; write 3."
                + KnownInterpreters.OLDEST
                + "-3."
                + KnownInterpreters.NEWEST
                + "t for all of them");
  }

  /** All interpreters that are expected somewhere, regular ones first. */
  public SortedSet<PythonBuild> pythons() {
    SortedSet<PythonBuild> all = new TreeSet<>();
    items.forEach(item -> all.addAll(item.pythons()));
    return all;
  }

  /**
   * The machines to look at.
   *
   * @param families those that the release has wheels for, each as a current machine; one that is
   *     named with interpreters of its own stands for its whole family
   */
  List<Machine> machines(Set<Machine> families) {
    Set<Machine> all = new TreeSet<>();
    items.forEach(item -> all.addAll(item.platforms()));
    Set<String> named = new LinkedHashSet<>();
    all.forEach(machine -> named.add(machine.family()));
    if (items.stream().anyMatch(item -> item.platforms().isEmpty())) {
      families.stream().filter(machine -> !named.contains(machine.family())).forEach(all::add);
    }
    return List.copyOf(all);
  }

  /**
   * Whether an interpreter on a machine is among these. Without a platform it is on all of them,
   * and a family ({@code manylinux_x86_64}) stands for its machines of whatever version.
   */
  public boolean names(PythonBuild python, Machine machine) {
    return items.stream()
        .filter(item -> item.pythons().contains(python))
        .anyMatch(
            item ->
                item.platforms().isEmpty()
                    || item.platforms().stream()
                        .anyMatch(
                            named ->
                                named.equals(machine)
                                    || (!named.isOfVersion()
                                        && named.family().equals(machine.family()))));
  }

  /** Whether an interpreter is expected on a machine. */
  boolean expects(PythonBuild python, Machine machine) {
    boolean named = items.stream().anyMatch(item -> item.platforms().contains(machine));
    Optional<Item> wanted =
        items.stream()
            .filter(item -> named ? item.platforms().contains(machine) : item.platforms().isEmpty())
            .filter(item -> item.pythons().contains(python))
            .findFirst();
    return wanted.isPresent();
  }
}
