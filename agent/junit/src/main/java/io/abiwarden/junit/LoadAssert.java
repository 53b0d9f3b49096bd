package io.abiwarden.junit;

import io.abiwarden.Check;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckRequest;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about what becomes of an artifact on an interpreter. Where a check has several of
 * either, each assertion is about all of them.
 *
 * <p>The artifact is run when the first assertion wants to know; what is known is not found out
 * again by those that follow. One object belongs to one thread, as with all assertions of AssertJ;
 * any number of them may be at work at once. Where the thread is interrupted, as by
 * {@code @Timeout}, the workers are killed, and a {@link CancellationException} is thrown.
 */
public class LoadAssert extends AbstractAssert<LoadAssert, Check> {

  private final Map<CheckRequest, CheckReport> known = new HashMap<>();

  /**
   * For {@link AbiwardenAssertions#assertThat(Check)}.
   *
   * @param actual the check
   */
  public LoadAssert(Check actual) {
    super(actual, LoadAssert.class);
  }

  /**
   * It loads: verdict {@code loads}, not {@code loads-gil}, and code was run to find out (unless
   * the check's depth is {@code STATIC}, or the interpreter is one of another platform, {@code
   * 3.14t@win_amd64}, for which there is only judging from data).
   *
   * @throws AssertionError if it does not; if an installer would not put the wheel there, whatever
   *     happens to its content; if there is no extension module in it; if the interpreter is not
   *     here; if there is no such file
   */
  public LoadAssert loads() {
    return demand(actual, "does not load", Objections.notLoading(Verdict.LOADS, depth()));
  }

  /**
   * It loads, and a free-threaded interpreter turns its GIL on because of it: verdict {@code
   * loads-gil}.
   *
   * @throws AssertionError if not
   */
  public LoadAssert turnsTheGilOn() {
    return demand(
        actual, "does not enable the GIL", Objections.notLoading(Verdict.LOADS_GIL, depth()));
  }

  /**
   * It loads, and a free-threaded interpreter's GIL stays off.
   *
   * @throws AssertionError if not; and on an interpreter that has a GIL, of which this can never be
   *     true
   */
  public LoadAssert keepsGilDisabled() {
    return demand(actual, "does not keep the GIL disabled", Objections.gilOn(depth()));
  }

  /**
   * It loads in subinterpreters, too: in one that shares the main interpreter's GIL, and in one
   * with a GIL of its own (which there is from 3.12 on). Each is tried in a process of its own.
   *
   * @throws AssertionError if not
   * @throws IllegalStateException if the check's depth is not {@code IMPORT}
   */
  public LoadAssert supportsSubinterpreters() {
    Depth depth = depth();
    return demand(
        actual.inSubinterpreters(),
        "does not support subinterpreters",
        pair -> Objections.toSubinterpreters(pair, depth));
  }

  /**
   * It does not load, and this is why: its verdict is {@code unsafe}, {@code refused}, {@code
   * fails} or {@code unknown}, with an error of that rule (or AW410, a package that is missing).
   *
   * @param rule such as {@code AW201}
   * @throws AssertionError if it loads, or is stopped by something else
   * @throws IllegalArgumentException if there is no such rule, or it is one that stops no import
   */
  public LoadAssert isStoppedBy(String rule) {
    Rule wanted = rule(rule);
    if (wanted.compareTo(Rule.AW201) < 0
        || wanted.compareTo(Rule.AW411) >= 0
        || wanted == Rule.AW301
        || wanted == Rule.AW302
        || wanted == Rule.AW409) {
      throw new IllegalArgumentException(
          wanted.id()
              + " ("
              + wanted.says()
              + ") stops no import: ask for AW201 to AW209, or AW401 to AW410");
    }
    return demand(actual, "is not stopped by " + wanted.id(), Objections.notStopped(wanted));
  }

  /**
   * It has this verdict, whether an installer would put it there or not. For {@code loads} and
   * {@code loads-gil} code must have been run to find out, unless the check's depth is {@code
   * STATIC}.
   *
   * @param verdict one of the seven
   * @throws AssertionError if it has another
   */
  public LoadAssert hasVerdict(Verdict verdict) {
    return demand(
        actual,
        "does not have verdict " + verdict.word(),
        Objections.otherVerdict(verdict, depth()));
  }

  /**
   * Something of this rule was found, of whatever level, about the artifact or an extension in it.
   *
   * @param rule such as {@code AW409}
   * @throws AssertionError if not
   * @throws IllegalArgumentException if there is no such rule
   */
  public LoadAssert hasFinding(String rule) {
    isNotNull();
    Rule wanted = rule(rule);
    CheckReport report = report(actual);
    List<CheckedArtifact> others =
        report.artifacts().stream()
            .filter(a -> a.findings().stream().noneMatch(f -> f.rule() == wanted))
            .toList();
    boolean all =
        others.isEmpty()
            && !report.artifacts().isEmpty()
            && report.unreadable().isEmpty()
            && report.failed().isEmpty();
    if (all) {
      return this;
    }
    return demand(
        new CheckReport(
            report.pythons(),
            others,
            report.notChecked(),
            report.unreadable(),
            report.failed(),
            report.stopped()),
        "has no finding of " + wanted.id(),
        pair ->
            pair.findings().stream().anyMatch(f -> f.rule() == wanted)
                ? Optional.empty()
                : Optional.of(Objections.verdict(pair.verdict())));
  }

  /**
   * It loads, and this statement goes through after its import, in the same process; for a smoke
   * test. With several extensions it is run after each of them.
   *
   * @param statement Python code, such as {@code import spam; spam.selftest()}
   * @throws AssertionError if not
   * @throws IllegalStateException if the check's depth is not {@code IMPORT}
   * @throws IllegalArgumentException if there is nothing in it to run
   */
  public LoadAssert runs(String statement) {
    if (statement.isBlank()) {
      throw new IllegalArgumentException("the statement is empty: there is nothing to run");
    }
    isNotNull();
    return demand(actual.running(statement), "does not run the statement", Objections::toStatement);
  }

  /**
   * What its name and metadata promise is true, see {@link ArtifactAssert#keepsItsPromises()}.
   *
   * @throws AssertionError if not
   */
  public LoadAssert keepsItsPromises() {
    isNotNull();
    for (Path artifact : actual.request().artifacts()) {
      Optional<String> broken = AuditWords.whyNotKept(artifact);
      if (broken.isPresent()) {
        throw failure("%s", broken.get());
      }
    }
    return this;
  }

  /**
   * The same artifact on other interpreters.
   *
   * @param pythons as for {@link ArtifactAssert#on(String...)}
   */
  @CheckReturnValue
  public LoadAssert on(String... pythons) {
    isNotNull();
    return about(actual.on(pythons));
  }

  /**
   * The same artifact on other interpreters.
   *
   * @param pythons interpreters of this machine
   */
  @CheckReturnValue
  public LoadAssert on(Interpreter... pythons) {
    isNotNull();
    return about(actual.on(pythons));
  }

  private LoadAssert about(Check check) {
    LoadAssert next = new LoadAssert(check);
    next.info.description(info.description());
    next.known.putAll(known);
    return next;
  }

  private Depth depth() {
    isNotNull();
    return actual.request().depth();
  }

  private LoadAssert demand(Check check, String claim, Objection objection) {
    return demand(report(check), claim, objection);
  }

  private LoadAssert demand(CheckReport report, String claim, Objection objection) {
    Optional<String> message = ReportWords.unmet(report, claim, objection);
    if (message.isPresent()) {
      throw failure("%s", message.get());
    }
    return this;
  }

  private CheckReport report(Check check) {
    CheckRequest request = check.request();
    CheckReport before = known.get(request);
    if (before != null) {
      return before;
    }
    Optional<String> absent = ReportWords.absent(request);
    if (absent.isPresent()) {
      throw failure("%s", absent.get());
    }
    List<String> pythons = PythonNames.usable(request.pythons());
    if (pythons.isEmpty() && !request.pythons().isEmpty()) {
      throw failure(
          "none of this machine's interpreters can be used, though \"all\" asks for them; get one with %s",
          ThisMachine.pythons().howToGet("3.14"));
    }
    try {
      CheckReport report = WarmCheckers.OF_THIS_JVM.check(request.withPythons(pythons));
      known.put(request, report);
      return report;
    } catch (NoSuchInterpreterException e) {
      throw failure("%s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("the " + check + " was interrupted").initCause(e);
    }
  }

  private static Rule rule(String id) {
    return Arrays.stream(Rule.values())
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no rule \"" + id + "\"; rules are named AW101 to AW602"));
  }
}
