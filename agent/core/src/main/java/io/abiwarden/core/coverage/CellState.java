package io.abiwarden.core.coverage;

import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.platform.PlatformTag;
import io.abiwarden.core.wheel.Tag;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a wheel keeps its promise on one interpreter of one machine. */
final class CellState {

  /** What is untidy in a wheel, and stops neither an installer nor an import. */
  private static final Set<Rule> UNTIDY = EnumSet.of(Rule.AW106, Rule.AW501);

  private static final Pattern INTERPRETER = Pattern.compile("\\d+\\.\\d+t?");

  private static final Pattern NOT_IN_TAGS = Pattern.compile("[^A-Za-z0-9_]+");

  private static final Set<Verdict> BAD =
      EnumSet.of(Verdict.UNSAFE, Verdict.FAILS, Verdict.REFUSED);

  private final Offer offer;
  private final PythonBuild python;
  private final Machine machine;
  private final Verdict verdict;

  private CellState(Offer offer, Tag tag, PythonBuild python, Machine machine) {
    this.offer = offer;
    this.python = python;
    this.machine = machine;
    Verdict known = offer.verdict(python, machine);
    boolean open = known == Verdict.LOADS || known == Verdict.LOADS_GIL;
    this.verdict = open && saysNothingOfMusl(tag, machine) ? Verdict.UNKNOWN : known;
  }

  /** Plain Linux tags are accepted with any C library, and judged as if it were glibc. */
  static boolean saysNothingOfMusl(Tag tag, Machine machine) {
    return tag.platform().startsWith("linux_") && machine.family().startsWith("musllinux");
  }

  /** The cell of a wheel that is picked. */
  static Cell.Picked of(Offer offer, Tag tag, PythonBuild python, Machine machine) {
    return new CellState(offer, tag, python, machine).cell(tag);
  }

  private Cell.Picked cell(Tag tag) {
    List<Offer.Problem> here =
        offer.problems().stream().filter(problem -> concerns(problem.finding())).toList();
    List<AuditFinding> because =
        here.stream().filter(Offer.Problem::breaks).map(Offer.Problem::finding).toList();
    List<Offer.Problem> known =
        here.stream().filter(one -> isError(one.finding()) && one.accepted().isPresent()).toList();
    Cell.State state = state(!because.isEmpty(), !known.isEmpty());
    return state == Cell.State.ACCEPTED
        ? new Cell.Picked(
            offer,
            tag,
            state,
            verdict,
            known.stream().map(Offer.Problem::finding).toList(),
            known.getFirst().accepted())
        : new Cell.Picked(offer, tag, state, verdict, because, Optional.empty());
  }

  private Cell.State state(boolean broken, boolean accepted) {
    if (broken) {
      return Cell.State.BROKEN;
    }
    if (accepted) {
      return Cell.State.ACCEPTED;
    }
    if (BAD.contains(verdict)) {
      return Cell.State.BROKEN;
    }
    return switch (verdict) {
      case LOADS_GIL -> Cell.State.LOADS_GIL;
      case UNKNOWN -> Cell.State.UNKNOWN;
      default -> Cell.State.KEPT;
    };
  }

  private static boolean isError(AuditFinding finding) {
    return finding.finding().level() == Level.ERROR;
  }

  private boolean concerns(AuditFinding finding) {
    Rule rule = finding.finding().rule();
    if (UNTIDY.contains(rule)) {
      return BAD.contains(verdict);
    }
    if (rule == Rule.AW601 || rule == Rule.AW602) {
      return isOfPlatform(finding);
    }
    if (rule == Rule.AW102) {
      // A minimum that is too low is of no concern to those above the true one.
      return BAD.contains(verdict);
    }
    return finding.names().isEmpty()
        || !finding.names().stream().allMatch(name -> INTERPRETER.matcher(name).matches())
        || finding.names().contains(python.id());
  }

  /** Of a wheel with several platform tags, what is wrong with some of them is said of these. */
  private boolean isOfPlatform(AuditFinding finding) {
    Set<String> words = Set.of(distinct(NOT_IN_TAGS.split(finding.finding().message(), -1)));
    List<String> said = offer.platforms().stream().filter(words::contains).toList();
    if (said.isEmpty()) {
      return true;
    }
    return said.stream()
        .map(PlatformTag::parse)
        .anyMatch(
            tag ->
                Machine.families(tag).contains(machine.family())
                    // Of a universal tag, one half may well be there.
                    && (tag.architectures().size() < 2
                        || finding.finding().rule() == Rule.AW602
                        || BAD.contains(verdict)));
  }

  private static String[] distinct(String[] words) {
    return Set.copyOf(List.of(words)).toArray(String[]::new);
  }
}
