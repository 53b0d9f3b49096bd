package io.abiwarden.junit;

import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Observation.Outcome;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.check.Subinterpreter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What each assertion asks of a result. Pure. */
final class Objections {

  /** Since there are subinterpreters with a GIL of their own (PEP 684). */
  private static final int OWN_GIL = 12;

  private static final Set<Verdict> STOPPED =
      Set.of(Verdict.UNSAFE, Verdict.FAILS, Verdict.REFUSED, Verdict.UNKNOWN);

  private Objections() {}

  /** It has one verdict, was run where it was to be run, and an installer would put it there. */
  static Objection notLoading(Verdict wanted, Depth depth) {
    return pair -> {
      if (pair.extensions().isEmpty()) {
        return Optional.of("it has no extension modules, so that there is nothing to load");
      }
      if (pair.verdict() != wanted) {
        return Optional.of(verdict(pair.verdict()));
      }
      if (pair.installable().equals(Optional.of(false))) {
        return Optional.of("no installer would put it there, though what is in it loads");
      }
      return onlyRead(pair, asked(pair, depth)).or(() -> statement(pair));
    };
  }

  /** Every other objection to loading comes first. */
  static Objection gilOn(Depth depth) {
    return pair -> {
      if (!pair.python().facts().freeThreaded()) {
        return Optional.of(
            "that interpreter has a GIL which is always on; ask of a free-threaded one, such as"
                + " 3.14t");
      }
      Optional<String> first = notLoading(Verdict.LOADS, depth).to(pair);
      if (first.isPresent()) {
        return first;
      }
      if (looked(pair).anyMatch(e -> e.observed().gilBefore().equals(Optional.of(true)))) {
        return Optional.of(
            "the GIL was on before its init already, because of something that it imports, so"
                + " that nothing was seen of what it does itself");
      }
      return asked(pair, depth) == Depth.IMPORT
              && looked(pair).anyMatch(e -> e.observed().gilAfter().isEmpty())
          ? Optional.of("it was not seen what becomes of the GIL in its init")
          : Optional.empty();
    };
  }

  /** It loads, with a GIL or not, and in subinterpreters of both kinds. */
  static Optional<String> toSubinterpreters(PairResult pair, Depth depth) {
    Optional<String> first =
        notLoading(pair.verdict() == Verdict.LOADS_GIL ? Verdict.LOADS_GIL : Verdict.LOADS, depth)
            .to(pair);
    if (first.isPresent()) {
      return first;
    }
    boolean some = false;
    for (ExtensionResult extension : looked(pair).toList()) {
      if (extension.subinterpreters().isEmpty()) {
        return Optional.of("it was tried in none");
      }
      for (Subinterpreter tried : extension.subinterpreters()) {
        some |= tried.outcome() == Outcome.OK;
        boolean tooOld =
            tried.ownGil()
                && tried.outcome() == Outcome.NOT_RUN
                && !pair.python().facts().version().atLeast(OWN_GIL);
        if (tried.outcome() != Outcome.OK && !tooOld) {
          return Optional.of(
              (tried.outcome() == Outcome.NOT_RUN ? "it could not be tried" : "it does not load")
                  + " in one "
                  + (tried.ownGil() ? "with a GIL of its own" : "that shares the GIL"));
        }
      }
    }
    return some ? Optional.empty() : Optional.of("it was tried in none");
  }

  /** A finding of this rule keeps it from being loaded. */
  static Objection notStopped(Rule rule) {
    return pair -> {
      if (!STOPPED.contains(pair.verdict())) {
        return Optional.of(verdict(pair.verdict()));
      }
      boolean stopped =
          pair.extensions().stream()
              .filter(e -> STOPPED.contains(e.verdict()) || rule == Rule.AW208)
              .flatMap(e -> e.findings().stream())
              .anyMatch(f -> f.rule() == rule && stops(f));
      return stopped
          ? Optional.empty()
          : Optional.of(verdict(pair.verdict()) + ", for other reasons");
    };
  }

  private static boolean stops(Finding finding) {
    return finding.level() == Level.ERROR || finding.rule() == Rule.AW410;
  }

  /** A good verdict is one only where code was run that was to be run. */
  static Objection otherVerdict(Verdict wanted, Depth depth) {
    return pair -> {
      if (pair.verdict() != wanted) {
        return Optional.of(verdict(pair.verdict()));
      }
      boolean good = wanted == Verdict.LOADS || wanted == Verdict.LOADS_GIL;
      return good ? onlyRead(pair, asked(pair, depth)) : Optional.empty();
    };
  }

  /** The statement ran after an import of at least one extension, and went through after all. */
  static Optional<String> toStatement(PairResult pair) {
    if (pair.python().target().isPresent()) {
      return Optional.of("that interpreter is not on this machine, so that nothing runs there");
    }
    return notLoading(
            pair.verdict() == Verdict.LOADS_GIL ? Verdict.LOADS_GIL : Verdict.LOADS, Depth.IMPORT)
        .to(pair);
  }

  /** {@code verdict unsafe (wrong build: memory corruption)}. */
  static String verdict(Verdict verdict) {
    return "verdict "
        + verdict.word()
        + (verdict.word().equals(verdict.shown()) ? "" : " (" + verdict.shown() + ")");
  }

  /** How far a check could go: whoever names an interpreter of another platform knows that. */
  private static Depth asked(PairResult pair, Depth depth) {
    return pair.python().target().isPresent() ? Depth.STATIC : depth;
  }

  /** Where code was to be run and was not, a good verdict is only what reading says. */
  private static Optional<String> onlyRead(PairResult pair, Depth wanted) {
    if (wanted == Depth.STATIC) {
      return Optional.empty();
    }
    List<ExtensionResult> unrun =
        looked(pair).filter(e -> e.observed().outcome() == Outcome.NOT_RUN).toList();
    return unrun.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it should load by all that can be read, but it was not run ("
                + unrun.getFirst().observed().detail()
                + "); depth(Depth.STATIC) is content with that");
  }

  /** Those of its files that this interpreter looks at. */
  private static Stream<ExtensionResult> looked(PairResult pair) {
    return pair.extensions().stream().filter(e -> e.verdict() != Verdict.NOT_APPLICABLE);
  }

  private static Optional<String> statement(PairResult pair) {
    return pair.extensions().stream()
            .flatMap(e -> e.findings().stream())
            .anyMatch(f -> f.rule() == Rule.AW411)
        ? Optional.of("the statement that was run after its import failed")
        : Optional.empty();
  }
}
