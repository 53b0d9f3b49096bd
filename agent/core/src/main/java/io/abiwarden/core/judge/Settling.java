package io.abiwarden.core.judge;

import io.abiwarden.core.definition.DefinitionLayout;
import io.abiwarden.core.evidence.EntryEvidence;
import io.abiwarden.core.evidence.Evidence;
import io.abiwarden.core.evidence.Phase;
import io.abiwarden.core.fix.Fix;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.python.InterpreterFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Holds what was read against what happened in a worker: the observation confirms the judgement or
 * corrects it. Pure, like the judge.
 *
 * <p>A mismatch stays a mismatch whatever was observed: luck is not {@link Verdict#LOADS}. Only
 * where reading was wrong about what stops the import is it overruled.
 */
public final class Settling {

  private final Subject subject;
  private final InterpreterFacts python;
  private final Observation seen;

  private Settling(Subject subject, InterpreterFacts python, Observation seen) {
    this.subject = subject;
    this.python = python;
    this.seen = seen;
  }

  /**
   * Settles a judgement.
   *
   * @param subject what was judged
   * @param python the interpreter
   * @param linkage what linking comes to, as read
   * @param read the judgement from what was read
   * @param seen what happened
   */
  public static Judgement settle(
      Subject subject, InterpreterFacts python, Linkage linkage, Judgement read, Observation seen) {
    if (seen.outcome() == Observation.Outcome.NOT_RUN) {
      return read;
    }
    Subject better = withSeen(subject, python, seen);
    // Whatever was opened was linked, whatever reading said.
    boolean linked = seen.outcome() == Observation.Outcome.OK || seen.phase() != Phase.UNKNOWN;
    Linkage real =
        linked ? new Linkage(List.of(), List.of(), List.of(), linkage.bundled(), true) : linkage;
    Judgement base = Judge.judge(better, python, real);
    return new Settling(better, python, seen).settle(base);
  }

  /** Puts a definition that was seen alive in the place of one that could not be read. */
  private static Subject withSeen(Subject subject, InterpreterFacts python, Observation seen) {
    Optional<EntryEvidence> entry = Judge.entry(subject, python);
    if (entry.isEmpty()) {
      return subject;
    }
    Evidence evidence = subject.evidence();
    EntryEvidence known = entry.get();
    if (seen.definition().isPresent()
        && seen.definition().get().layout() != DefinitionLayout.UNKNOWN
        && (known.definitions().size() != 1
            || known.definitions().getFirst().layout() == DefinitionLayout.UNKNOWN
            || known.phase() == Phase.UNKNOWN
            || !known.exact())) {
      Phase phase = seen.phase() == Phase.UNKNOWN ? known.phase() : seen.phase();
      return subject.with(evidence.with(known.withDefinition(seen.definition().get(), phase)));
    }
    if (seen.exported().isPresent() && known.exported().isEmpty()) {
      return subject.with(evidence.with(known.withExported(seen.exported().get())));
    }
    return subject;
  }

  private Judgement settle(Judgement base) {
    return switch (seen.outcome()) {
      case OK -> ok(base);
      case EXCEPTION -> exception(base);
      case SIGNAL -> crashed(base);
      case TIMEOUT ->
          failed(
              base,
              Rule.AW406,
              "did not end in time (" + seen.detail() + ").",
              "Find out what it" + " waits for; --timeout gives it longer.");
      case EXIT -> failed(base, Rule.AW407, "ended the process (" + seen.detail() + ").", "");
      case NOT_RUN -> base;
    };
  }

  private Judgement ok(Judgement base) {
    if (base.mismatch()) {
      // It was to stop, and it went through: what it does from here on is not defined.
      return new Judgement(Verdict.UNSAFE, base.findings());
    }
    List<Finding> findings = new ArrayList<>();
    for (Finding finding : base.findings()) {
      boolean disproved = finding.level() == Level.ERROR || finding.rule() == Rule.AW301;
      boolean open = finding.level() == Level.NOTE && finding.rule().isMismatch();
      if (!disproved && !open) {
        findings.add(finding);
      }
    }
    boolean gil = gil(base);
    if (gil) {
      findings.add(gilFinding(base));
    }
    return judgement(gil ? Verdict.LOADS_GIL : Verdict.LOADS, findings);
  }

  /** An import shows what happens to the GIL; a probe leaves it at what was read. */
  private boolean gil(Judgement base) {
    if (!python.freeThreaded()) {
      return false;
    }
    return seen.gilAfter().isPresent() ? seen.turnedGilOn() : base.verdict() == Verdict.LOADS_GIL;
  }

  private Finding gilFinding(Judgement base) {
    return base.findings().stream()
        .filter(f -> f.rule() == Rule.AW301 && f.level() == Level.WARNING)
        .findFirst()
        .orElseGet(
            () ->
                new Finding(
                    Rule.AW301,
                    Level.WARNING,
                    GilRules.gilMessage(subject, python),
                    subject.help(
                        new Fix.FreeOfGil(),
                        "Declare Py_MOD_GIL_NOT_USED, once it is thread-safe.")));
  }

  private Judgement exception(Judgement base) {
    if (base.mismatch()) {
      return base;
    }
    if (seen.missingPackage().isPresent()) {
      List<Finding> findings = without(base, Level.ERROR);
      findings.add(
          new Finding(
              Rule.AW410,
              Level.WARNING,
              "Its import on "
                  + python.display()
                  + " stopped at package "
                  + seen.missingPackage().get()
                  + ", which is not installed"
                  + (seen.missingPackage().get().equals("distutils")
                      ? " (it left the standard library in 3.12; setuptools has it)."
                      : "."),
              "Let pip bring what the wheel requires (--with-deps), give the folder that it is in"
                  + " (--site), or only read (--depth static)."));
      return judgement(Verdict.UNKNOWN, findings);
    }
    ImportError error = ImportError.of(seen.exception(), python);
    List<Finding> findings = without(base, Level.ERROR);
    if (error.rule() == Rule.AW201 && ownLayout()) {
      // Of this interpreter's layout, and refused for its marks: its own mistake.
      error = new ImportError(Rule.AW404, Verdict.FAILS, Optional.empty());
    }
    Verdict verdict = error.verdict();
    if (unreadableDefinition()) {
      verdict = Verdict.UNSAFE;
      error = new ImportError(Rule.AW201, verdict, Optional.empty());
    }
    findings.add(
        new Finding(
            error.rule(),
            Level.ERROR,
            subject.fileName()
                + (error.rule() == Rule.AW404 ? ": its init raised " : ": ")
                + seen.detail()
                + " ("
                + python.display()
                + ").",
            help(error)));
    return judgement(verdict, findings);
  }

  private boolean ownLayout() {
    return Judge.entry(subject, python).stream()
        .flatMap(entry -> entry.definitions().stream())
        .anyMatch(definition -> definition.layout() == DefinitionLayout.FREE_THREADED);
  }

  /** Python found no object where a definition was returned: it was laid out otherwise. */
  private boolean unreadableDefinition() {
    boolean known =
        Judge.entry(subject, python).stream()
            .flatMap(entry -> entry.definitions().stream())
            .anyMatch(definition -> definition.layout() != DefinitionLayout.UNKNOWN);
    return python.freeThreaded()
        && !known
        && seen.exception().stream().anyMatch(line -> line.contains("returned uninitialized"));
  }

  private String help(ImportError error) {
    return switch (error.rule()) {
      case AW402 ->
          subject.help(
              new Fix.Bundle(),
              "Install the package that has the library, or bundle it in the wheel.");
      case AW403 ->
          subject.help(
              Fix.OlderSystem.any(), "Build it on an older system, or run it on a newer one.");
      case AW404 -> known();
      case AW407 -> "Correct the module's init: NULL and an exception go together.";
      default -> error.rule().isMismatch() ? Text.getOne(subject, python) : "";
    };
  }

  /** What to do about exceptions that many people meet. */
  private String known() {
    String all = String.join("\n", seen.exception());
    if (all.contains("numpy.dtype size changed") || all.contains("compiled using NumPy 1.x")) {
      return subject.help(
          new Fix.OtherNumpy(),
          "It was built against another NumPy: install the one it wants, or build it again.");
    }
    if (all.contains("(most likely due to a circular import)")) {
      return "Modules of its package import each other in a circle, and neither it nor the other"
          + " extensions can be the first. If users get to it by way of a module in Python, accept"
          + " it: --accept AW404:"
          + subject.fileName();
    }
    if (all.contains("PyO3 modules") || all.contains("may only be initialized once")) {
      return subject.help(
          new Fix.OncePerProcess(), "PyO3 initialises this module once per process only.");
    }
    return "";
  }

  private Judgement crashed(Judgement base) {
    if (base.mismatch()) {
      return new Judgement(Verdict.UNSAFE, base.findings());
    }
    return failed(
        base,
        Rule.AW405,
        "crashed: "
            + seen.detail()
            + seen.frame()
                .filter(frame -> !seen.detail().contains(frame))
                .map(frame -> ", in " + frame)
                .orElse("")
            + ".",
        "");
  }

  private Judgement failed(Judgement base, Rule rule, String what, String help) {
    if (base.mismatch()) {
      // It was to stop cleanly, and did something else.
      return new Judgement(Verdict.UNSAFE, base.findings());
    }
    List<Finding> findings = without(base, Level.ERROR);
    findings.add(
        new Finding(
            rule,
            Level.ERROR,
            (seen.ownInit() ? "The init of " : "Importing ")
                + subject.fileName()
                + " on "
                + python.display()
                + " "
                + what,
            help));
    return judgement(Verdict.FAILS, findings);
  }

  private static List<Finding> without(Judgement base, Level level) {
    List<Finding> rest = new ArrayList<>();
    for (Finding finding : base.findings()) {
      if (finding.level() != level && finding.rule() != Rule.AW301) {
        rest.add(finding);
      }
    }
    return rest;
  }

  private static Judgement judgement(Verdict verdict, List<Finding> findings) {
    findings.sort(Comparator.comparing(Finding::level));
    return new Judgement(verdict, findings);
  }
}
