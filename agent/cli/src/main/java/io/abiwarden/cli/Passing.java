package io.abiwarden.cli;

import io.abiwarden.cli.report.Acceptance;
import io.abiwarden.cli.report.CheckDecisions;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.worker.check.CheckReport;
import io.abiwarden.worker.check.CheckedArtifact;
import io.abiwarden.worker.check.ExtensionResult;
import io.abiwarden.worker.check.PairResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What passes a check.
 *
 * @param failOn verdicts and rules that do not pass, in place of the default
 * @param accepted findings that are known and do not count
 * @param named whether a user named an interpreter, so that a wheel must be installable there
 */
record Passing(Optional<FailOn> failOn, List<Accepted> accepted, Predicate<String> named)
    implements CheckDecisions {

  private static final Set<Verdict> NEVER_PASS =
      Set.of(Verdict.UNSAFE, Verdict.FAILS, Verdict.REFUSED, Verdict.UNKNOWN);

  /** What a user's own statement finds leaves the verdict as it is. */
  private static final Set<Rule> NEVER_PASS_EITHER = Set.of(Rule.AW411);

  /** The argument of {@code --fail-on}. */
  record FailOn(Set<Verdict> verdicts, Set<Rule> rules) {

    /** Reads {@code unsafe,AW301}. */
    static FailOn parse(List<String> words) throws UsageException {
      var verdicts = new HashSet<Verdict>();
      var rules = new HashSet<Rule>();
      for (String word : words) {
        Optional<Verdict> verdict = WordsOf.verdict(word);
        Optional<Rule> rule = WordsOf.rule(word);
        verdict.ifPresent(verdicts::add);
        rule.ifPresent(rules::add);
        if (verdict.isEmpty() && rule.isEmpty()) {
          throw new UsageException(
              "--fail-on " + word + ": neither a verdict (" + WordsOf.verdicts() + ") nor a rule");
        }
      }
      return new FailOn(Set.copyOf(verdicts), Set.copyOf(rules));
    }
  }

  /**
   * One {@code --accept}.
   *
   * @param rule the rule that is accepted
   * @param subject the symbol or file it is accepted for; for all of them if there is none
   */
  record Accepted(Rule rule, Optional<String> subject) {

    /** Reads {@code AW401:_foo.so}. */
    static Accepted parse(String text) throws UsageException {
      int colon = text.indexOf(':');
      String id = colon < 0 ? text : text.substring(0, colon);
      Rule rule =
          WordsOf.rule(id)
              .orElseThrow(
                  () -> new UsageException("--accept " + text + ": there is no rule " + id));
      return new Accepted(
          rule, colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1)));
    }

    /** Reads what was given with {@code --accept}. */
    static List<Accepted> parse(List<String> texts) throws UsageException {
      List<Accepted> accepted = new ArrayList<>();
      for (String text : texts) {
        accepted.add(parse(text));
      }
      return List.copyOf(accepted);
    }

    boolean covers(String file, Finding finding) {
      return finding.rule() == rule
          && subject
              .map(s -> file.equals(s) || file.endsWith("/" + s) || mentions(finding.message(), s))
              .orElse(true);
    }

    private static boolean mentions(String message, String symbol) {
      for (String word : message.split("[^\\p{Alnum}_.@/-]+")) {
        if (word.equals(symbol)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Whether everything passed, and something was judged at all. */
  boolean passes(CheckReport report) {
    boolean judged = false;
    for (CheckedArtifact artifact : report.artifacts()) {
      if (!breaking(artifact).isEmpty()) {
        return false;
      }
      for (PairResult pair : artifact.results()) {
        judged = true;
        if (!decide(artifact, pair).passes()) {
          return false;
        }
      }
    }
    return judged;
  }

  @Override
  public List<Finding> breaking(CheckedArtifact artifact) {
    return breaking(artifact, Optional.empty(), "", artifact.findings());
  }

  @Override
  public Pair decide(CheckedArtifact artifact, PairResult pair) {
    boolean notInstallable =
        failOn.isEmpty()
            && pair.installable().equals(Optional.of(false))
            && named.test(pair.python().id());
    List<ExtensionResult> counting =
        counts(artifact, pair.verdict())
            ? pair.extensions().stream().filter(e -> counts(artifact, e.verdict())).toList()
            : List.of();
    List<Failing> failing = new ArrayList<>();
    for (ExtensionResult extension : pair.extensions()) {
      Set<Finding> because =
          new LinkedHashSet<>(
              breaking(artifact, Optional.of(pair), extension.file(), extension.findings()));
      boolean byVerdict = counting.contains(extension) && !excused(artifact, pair, extension);
      if (byVerdict) {
        weighty(extension).stream()
            .filter(finding -> !accepts(artifact, pair, extension, finding))
            .forEach(because::add);
      }
      if (byVerdict || !because.isEmpty()) {
        failing.add(new Failing(extension, List.copyOf(because)));
      }
    }
    return new Pair(
        notInstallable, failing, counts(artifact, pair.verdict()) && counting.isEmpty());
  }

  private boolean counts(CheckedArtifact artifact, Verdict verdict) {
    return failOn
        .map(own -> own.verdicts().contains(verdict))
        .orElseGet(
            () ->
                NEVER_PASS.contains(verdict)
                    || (verdict == Verdict.LOADS_GIL && promisesFreeThreading(artifact)));
  }

  /** Whether an extension has its verdict from accepted findings only. */
  private boolean excused(CheckedArtifact artifact, PairResult pair, ExtensionResult extension) {
    List<Finding> weighty = weighty(extension);
    return !weighty.isEmpty()
        && weighty.stream().allMatch(finding -> accepts(artifact, pair, extension, finding));
  }

  private boolean accepts(
      CheckedArtifact artifact, PairResult pair, ExtensionResult extension, Finding finding) {
    return acceptance(artifact, Optional.of(pair), extension.file(), finding).isPresent();
  }

  /** What an extension has its verdict from. */
  private static List<Finding> weighty(ExtensionResult extension) {
    return extension.findings().stream()
        .filter(
            finding ->
                finding.level() == Level.ERROR
                    || (extension.verdict() == Verdict.LOADS_GIL && finding.rule() == Rule.AW301))
        .toList();
  }

  /** The findings of a rule that does not pass which are not accepted. */
  private List<Finding> breaking(
      CheckedArtifact artifact, Optional<PairResult> pair, String file, List<Finding> findings) {
    Set<Rule> rules = failOn.map(FailOn::rules).orElse(NEVER_PASS_EITHER);
    return findings.stream()
        .filter(finding -> rules.contains(finding.rule()))
        .filter(finding -> acceptance(artifact, pair, file, finding).isEmpty())
        .toList();
  }

  @Override
  public Optional<Acceptance> acceptance(
      CheckedArtifact artifact, Optional<PairResult> pair, String file, Finding finding) {
    return accepted.stream().anyMatch(one -> one.covers(file, finding))
        ? Optional.of(Acceptance.BY_OPTION)
        : Optional.empty();
  }

  /** A tag whose ABI is {@code cp314t} or {@code abi3t}. */
  private static boolean promisesFreeThreading(CheckedArtifact artifact) {
    return artifact.tags().stream()
        .map(Tag::abi)
        .anyMatch(abi -> abi.equals("abi3t") || abi.matches("cp3\\d+t"));
  }
}
