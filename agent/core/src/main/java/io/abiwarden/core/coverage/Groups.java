package io.abiwarden.core.coverage;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.coverage.Cell.Picked;
import io.abiwarden.core.coverage.Rectangles.Group;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Cells that do not simply keep their promise, in words. */
final class Groups {

  private static final Set<Rule> HOSTILE = EnumSet.of(Rule.AW503, Rule.AW504);

  private final List<Machine> all;

  /** What the cells of a group share; of wheels, the tag without its platform. */
  private record Key(
      Cell.State state,
      Verdict verdict,
      String tag,
      List<Rule> rules,
      Optional<Acceptance> accepted) {}

  private Groups(List<Machine> all) {
    this.all = all;
  }

  /** The groups of a grid's cells, what is broken first. */
  static List<CellGroup> of(Cells cells) {
    Rectangles<Key, Picked> same = new Rectangles<>();
    cells.forEach(
        (python, machine, cell) -> {
          if (cell instanceof Picked picked && picked.state() != Cell.State.KEPT) {
            same.add(key(picked), python, machine, picked);
          }
        });
    Groups groups = new Groups(cells.machines());
    List<CellGroup> found = new ArrayList<>();
    same.groups().forEach(group -> found.add(groups.group(group)));
    found.sort(Comparator.comparing(CellGroup::state).reversed());
    return found;
  }

  private static Key key(Picked picked) {
    // A wheel of one version is of its own kind on every version.
    String abi =
        picked.wheel().name().tags().stream()
            .map(Tag::abi)
            .map(tag -> tag.matches("cp3\\d+t?") ? "cp3" : tag)
            .distinct()
            .collect(Collectors.joining("."));
    return new Key(picked.state(), picked.verdict(), abi, rules(picked), picked.accepted());
  }

  private static List<Rule> rules(Picked picked) {
    return picked.because().stream()
        .map(found -> found.finding().rule())
        .distinct()
        .sorted()
        .toList();
  }

  private CellGroup group(Group<Key, Picked> group) {
    Key key = group.key();
    List<Offer> wheels = group.cells().stream().map(Picked::wheel).distinct().toList();
    Optional<Finding> finding =
        group.cells().stream().flatMap(cell -> telling(cell).stream()).findFirst();
    return new CellGroup(
        key.state(),
        key.verdict(),
        group.pythons(),
        group.machines(),
        wheels,
        key.rules(),
        message(group, wheels, finding),
        help(group, wheels, finding),
        key.accepted());
  }

  /** What tells most of why: what is hostile goes before all, and AW109 only says where. */
  private static Optional<Finding> telling(Picked cell) {
    return cell.because().stream()
        .map(AuditFinding::finding)
        .min(
            Comparator.comparing((Finding finding) -> finding.level())
                .thenComparing(finding -> !HOSTILE.contains(finding.rule()))
                .thenComparing(finding -> finding.rule() == Rule.AW109)
                .thenComparing(Finding::rule));
  }

  private String message(Group<Key, Picked> group, List<Offer> wheels, Optional<Finding> finding) {
    String start =
        Said.pythons(group.pythons())
            + " on "
            + Said.machines(group.machines(), all)
            + (group.pythons().size() == 1 ? " gets " : " get ")
            + Said.wheels(wheels);
    String said = finding.map(one -> " " + one.rule().id() + ": " + one.message()).orElse("");
    return switch (group.key().state()) {
      case BROKEN -> start + ", which " + fit(group, wheels.size() == 1) + "." + said;
      case LOADS_GIL ->
          start
              + ", which load"
              + (wheels.size() == 1 ? "s" : "")
              + ", and turn"
              + (wheels.size() == 1 ? "s" : "")
              + " the GIL on for the whole process (AW301).";
      case UNKNOWN -> start + open(group, wheels);
      case ACCEPTED ->
          start
              + ", which "
              + fit(group, wheels.size() == 1)
              + " ("
              + Said.list(group.key().rules().stream().map(Rule::id).toList(), 4)
              + ").";
      case KEPT -> start + ".";
    };
  }

  /** What is left open. */
  private static String open(Group<Key, Picked> group, List<Offer> wheels) {
    if (CellGroup.isOpenByTag(wheels, group.machines())) {
      return ", by a tag that does not tell musl from glibc; a file named for one is not looked for"
          + " on the other.";
    }
    return wheels.stream().allMatch(Offer::read)
        ? "; nothing speaks against "
            + (wheels.size() == 1 ? "it" : "them")
            + ", but reading leaves open what only running the code decides (the definition that it"
            + " makes, or what it says of the GIL)."
        : ", which could not be read.";
  }

  private static String fit(Group<Key, Picked> group, boolean one) {
    return switch (group.key().verdict()) {
      case UNSAFE -> (one ? "is" : "are") + " of the wrong build: memory corruption";
      case REFUSED -> group.pythons().size() == 1 ? "it refuses to load" : "they refuse to load";
      case FAILS -> (one ? "fails" : "fail") + " to load";
      case UNKNOWN, LOADS, LOADS_GIL, NOT_APPLICABLE ->
          (one ? "does" : "do") + " not keep what " + (one ? "its" : "their") + " names promise";
    };
  }

  private static String help(
      Group<Key, Picked> group, List<Offer> wheels, Optional<Finding> finding) {
    if (group.key().state() == Cell.State.ACCEPTED) {
      return "";
    }
    if (finding.isPresent()) {
      return finding.get().help();
    }
    return switch (group.key().state()) {
      case LOADS_GIL ->
          wheels.stream()
              .flatMap(offer -> offer.problems().stream())
              .map(problem -> problem.finding().finding())
              .filter(one -> one.rule() == Rule.AW301)
              .map(Finding::help)
              .findFirst()
              .orElse("");
      case UNKNOWN ->
          wheels.stream().allMatch(Offer::read)
              ? "On such a machine: " + check(group.pythons().getFirst(), wheels.getFirst())
              : "See what stands in the way of reading it.";
      default -> "Build it for that interpreter, or keep it from it by its tags.";
    };
  }

  /** The command that runs a wheel; one of an index is named by its release and platform. */
  private static String check(PythonBuild python, Offer wheel) {
    String shown = wheel.shown();
    boolean onIndex = shown.startsWith("pypi:");
    return "abiwarden check --depth import --python "
        + python
        + (onIndex ? " --platform " + wheel.platforms().getFirst() : "")
        + " "
        + (onIndex ? shown.substring(0, Math.max(0, shown.lastIndexOf('/'))) : shown);
  }
}
