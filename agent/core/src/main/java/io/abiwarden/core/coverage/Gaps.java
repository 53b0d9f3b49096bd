package io.abiwarden.core.coverage;

import io.abiwarden.core.coverage.Cell.Hole;
import io.abiwarden.core.coverage.Rectangles.Group;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holes in words. What is said of cibuildwheel is what its release 4.3 does: it builds every
 * free-threaded Python from 3.14t on unless told otherwise, and no 3.13t, which 3.x built where
 * {@code enable} had {@code cpython-freethreading}.
 */
final class Gaps {

  private final List<Machine> all;
  private final List<PythonBuild> pythons;

  /**
   * What holes of one gap share.
   *
   * @param reason why there is no wheel
   * @param detail what is said of it
   * @param freeThreaded the kind of build
   * @param tags of the wheels that it is about, what they have in common
   * @param accepted why they do not count, if that is so
   */
  private record Key(
      Cell.Reason reason,
      String detail,
      boolean freeThreaded,
      List<String> tags,
      Optional<Acceptance> accepted) {}

  private Gaps(List<Machine> all, List<PythonBuild> pythons) {
    this.all = all;
    this.pythons = pythons;
  }

  /** The gaps of a grid's cells. */
  static List<Gap> of(Cells cells) {
    Rectangles<Key, Hole> holes = new Rectangles<>();
    cells.forEach(
        (python, machine, cell) -> {
          if (cell instanceof Hole hole) {
            boolean kindMatters =
                hole.reason() != Cell.Reason.LEFT_OUT && hole.reason() != Cell.Reason.NO_PLATFORM;
            List<String> tags =
                hole.reason() == Cell.Reason.LEFT_OUT || hole.reason() == Cell.Reason.NOT_PUBLISHED
                    ? List.of()
                    : hole.wheels().stream().map(Offer::tagText).distinct().toList();
            holes.add(
                new Key(
                    hole.reason(),
                    hole.detail(),
                    kindMatters && python.freeThreaded(),
                    tags,
                    hole.accepted()),
                python,
                machine,
                hole);
          }
        });
    Gaps gaps = new Gaps(cells.machines(), cells.pythons());
    List<Gap> all = new ArrayList<>();
    holes.groups().forEach(group -> all.add(gaps.gap(group)));
    all.sort(Comparator.comparing(Gap::reason));
    return all;
  }

  private Gap gap(Group<Key, Hole> group) {
    List<Offer> wheels =
        group.cells().stream().flatMap(hole -> hole.wheels().stream()).distinct().toList();
    return new Gap(
        group.key().reason(),
        group.pythons(),
        group.machines(),
        wheels,
        message(group, wheels),
        help(group, wheels),
        group.key().accepted());
  }

  private String message(Group<Key, Hole> group, List<Offer> wheels) {
    String pythons = Said.pythons(group.pythons());
    String where = Said.without(group.machines(), all);
    boolean one = group.pythons().size() == 1;
    String none = pythons + (one ? " gets" : " get") + " no wheel on " + where + ": ";
    String many = wheels.size() == 1 ? " is" : " are";
    String detail = group.key().detail();
    return switch (group.key().reason()) {
      case NAME ->
          none
              + "installers pass over "
              + Said.wheels(wheels)
              + " for "
              + (wheels.size() == 1 ? "its name: " : "their names: ")
              + String.join("; ", wheels.getFirst().objections())
              + ".";
      case TAG ->
          none
              + Said.wheels(wheels)
              + many
              + " tagged "
              + Said.list(wheels.stream().map(Offer::tagText).distinct().toList(), 4)
              + ", which no interpreter accepts (AW113).";
      case CAME_OUT_OTHERWISE ->
          none
              + Said.wheels(wheels)
              + many
              + (group.key().freeThreaded()
                  ? " free-threaded by content, and came out under the tag of regular builds"
                  : " of a regular build by content, and came out under the free-threaded tag")
              + ".";
      case LEFT_OUT ->
          none
              + "Requires-Python "
              + detail
              + " leaves "
              + (one ? "it" : "them")
              + " out. Installers take an older release there, if there is one.";
      case NEWER_SYSTEM ->
          none
              + "what there is for "
              + (one ? "it" : "them")
              + " asks for "
              + detail
              + " or newer"
              + (group.machines().size() == 1
                  ? (group.machines().getFirst().isOfVersion()
                          ? "; that machine has "
                          : "; a current machine has ")
                      + Systems.version(group.machines().getFirst())
                  : "")
              + ".";
      case NO_PLATFORM ->
          "There is no wheel for " + where + " at all; expected for " + pythons + ".";
      case NOT_PUBLISHED ->
          none
              + (detail.isEmpty()
                  ? "none was published."
                  : group.key().freeThreaded()
                      ? "none was published; abi3 wheels are for regular builds alone."
                      : "none was published, but "
                          + Said.wheels(wheels)
                          + " would do, tagged "
                          + detail
                          + ": built for the Stable ABI (AW103).");
    };
  }

  private String help(Group<Key, Hole> group, List<Offer> wheels) {
    List<PythonBuild> pythons = group.pythons();
    return switch (group.key().reason()) {
      case NAME -> "Give it the name that the build backend gave it, or build it again.";
      case TAG ->
          "Rename it: wheel tags --python-tag "
              + pythonTag(pythons.getFirst(), wheels.getFirst())
              + " --abi-tag "
              + abiTag(pythons.getFirst(), wheels.getFirst())
              + " "
              + wheels.getFirst().fileName()
              + "; and see what in the build wrote that tag.";
      case CAME_OUT_OTHERWISE ->
          group.key().freeThreaded()
              ? "Build it where pip, wheel and the compiler are those of python"
                  + pythons.getFirst()
                  + ", and see that publishing loses no t; wheel tags --abi-tag "
                  + pythons.getFirst().abi()
                  + " names what is already built, and the regular wheel is then still to be built."
              : "Build it with python"
                  + pythons.getFirst()
                  + ", and look for what puts the t into its tag.";
      case LEFT_OUT ->
          "Widen requires-python in pyproject.toml if "
              + Said.pythons(pythons)
              + " should have this release; otherwise leave "
              + (pythons.size() == 1 ? "it" : "them")
              + " out of --expect.";
      case NEWER_SYSTEM -> older(group.machines().getFirst());
      case NO_PLATFORM ->
          "Build for it (cibuildwheel: CIBW_ARCHS, or archs in [tool.cibuildwheel]; and a runner of"
              + " that system), or leave it out of --expect.";
      case NOT_PUBLISHED ->
          group.key().freeThreaded()
              ? threaded(pythons, !group.key().detail().isEmpty())
              : retagged(wheels).orElseGet(() -> regular(pythons));
    };
  }

  /** What the builder of a wheel for the Stable ABI has to be told, so that its tag says so. */
  private static Optional<String> retagged(List<Offer> wheels) {
    return wheels.stream()
        .flatMap(offer -> offer.problems().stream())
        .map(problem -> problem.finding().finding())
        .filter(finding -> finding.rule() == Rule.AW103)
        .map(Finding::help)
        .findFirst();
  }

  private static String pythonTag(PythonBuild python, Offer wheel) {
    return wheel.name().tags().stream()
        .map(Tag::python)
        .map(tag -> tag.replaceFirst("^(cp3\\d+)t$", "$1"))
        .findFirst()
        .orElse("cp3" + python.minor());
  }

  private static String abiTag(PythonBuild python, Offer wheel) {
    return wheel.name().tags().stream()
        .map(Tag::abi)
        .filter(abi -> abi.equals("abi3t") || abi.equals("abi3"))
        .findFirst()
        .orElse(python.abi());
  }

  private static String older(Machine machine) {
    return switch (Systems.name(machine)) {
      case "glibc" ->
          "Build in an older image (cibuildwheel: manylinux-"
              + machine.family().replaceFirst("manylinux_", "")
              + "-image = \"manylinux2014\"), or expect no older system than that.";
      case "musl" -> "Build in an older musllinux image, or expect no older system than that.";
      case "macOS" ->
          "Set MACOSX_DEPLOYMENT_TARGET to that version for the build (cibuildwheel: environment in"
              + " [tool.cibuildwheel.macos]), or expect no older system than the wheels ask for.";
      default -> "Build for that version, or expect no older system than the wheels ask for.";
    };
  }

  private String threaded(List<PythonBuild> pythons, boolean hasAbi3) {
    List<PythonBuild> built = pythons.stream().filter(python -> python.minor() > 13).toList();
    StringBuilder help = new StringBuilder();
    if (!built.isEmpty()) {
      help.append("Build ")
          .append(abis(built))
          .append(hasAbi3 ? " beside the abi3 wheels, without their abi3 option." : " as well.")
          .append(" cibuildwheel 4 does unless build, skip or requires-python leaves ")
          .append(built.size() == 1 ? "it" : "them")
          .append(" out; with another tool, add ")
          .append(
              Said.list(
                  built.stream().map(python -> "python" + python).toList(), Integer.MAX_VALUE))
          .append(" to the versions to build for.");
    }
    if (built.size() < pythons.size()) {
      help.append(help.isEmpty() ? "" : " ")
          .append("cibuildwheel 4 builds no 3.13t any more (3.x does, with")
          .append(" enable = [\"cpython-freethreading\"]); if nobody needs it:")
          .append(" --accept hole:3.13t, or --expect ")
          .append(without313t())
          .append(".");
    }
    return help.toString();
  }

  /** What to expect in place of what is expected, for who does not want 3.13t. */
  private String without313t() {
    List<String> ranges = new ArrayList<>();
    for (boolean threaded : new boolean[] {false, true}) {
      List<PythonBuild> kind =
          pythons.stream()
              .filter(python -> python.freeThreaded() == threaded)
              .filter(python -> !threaded || python.minor() > 13)
              .toList();
      if (!kind.isEmpty()) {
        ranges.add(
            kind.size() == 1 ? kind.getFirst().id() : kind.getFirst() + "-" + kind.getLast());
      }
    }
    return ranges.isEmpty() ? "3.14t-3.15t" : String.join(",", ranges);
  }

  private static String regular(List<PythonBuild> pythons) {
    return "Build "
        + abis(pythons)
        + " there: cibuildwheel does unless build, skip or requires-python leaves "
        + (pythons.size() == 1 ? "it" : "them")
        + " out, on the processors of CIBW_ARCHS. An abi3 wheel would serve every later regular"
        + " build as well.";
  }

  private static String abis(List<PythonBuild> pythons) {
    return Said.list(
        pythons.stream().map(PythonBuild::abi).collect(Collectors.toList()), Integer.MAX_VALUE);
  }
}
