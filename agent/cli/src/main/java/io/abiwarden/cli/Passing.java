package io.abiwarden.cli;

import io.abiwarden.cli.report.CheckDecisions;
import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.text.Nearest;
import io.abiwarden.core.judge.Acceptance;
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
import java.util.function.BiPredicate;

/**
 * What passes a check.
 *
 * @param failOn verdicts and rules that do not pass, in place of the default
 * @param accepted findings that are known and do not count
 * @param named whether a user named an interpreter, so that a wheel must be installable there
 * @param baseline what an earlier run found, which counts no more
 */
record Passing(
    Optional<FailOn> failOn,
    List<Accepted> accepted,
    BiPredicate<CheckedArtifact, PairResult> named,
    Baseline baseline)
    implements CheckDecisions {

  private static final Set<Verdict> NEVER_PASS =
      Set.of(Verdict.UNSAFE, Verdict.FAILS, Verdict.REFUSED, Verdict.UNKNOWN);

  /** What a user's own statement finds leaves the verdict as it is. */
  private static final Set<Rule> NEVER_PASS_EITHER = Set.of(Rule.AW411);

  /** The argument of {@code --fail-on}. */
  record FailOn(Set<Verdict> verdicts, Set<Rule> rules) {

    /** Reads {@code unsafe,AW301}. */
    static FailOn parse(List<String> words) throws UsageException {
      return parse("--fail-on ", words);
    }

    /**
     * The same.
     *
     * @param origin what a message says before the word
     */
    static FailOn parse(String origin, List<String> words) throws UsageException {
      var verdicts = new HashSet<Verdict>();
      var rules = new HashSet<Rule>();
      for (String word : words) {
        Optional<Verdict> verdict = WordsOf.verdict(word);
        Optional<Rule> rule = WordsOf.rule(word);
        verdict.ifPresent(verdicts::add);
        rule.ifPresent(rules::add);
        if (verdict.isEmpty() && rule.isEmpty()) {
          throw new UsageException(
              origin
                  + word
                  + ": neither a verdict ("
                  + WordsOf.verdicts()
                  + ") nor a rule"
                  + Nearest.hint(word, WordsOf.all(WordsOf.verdicts())));
        }
      }
      return new FailOn(Set.copyOf(verdicts), Set.copyOf(rules));
    }
  }

  /** Without an earlier run. */
  Passing(
      Optional<FailOn> failOn,
      List<Accepted> accepted,
      BiPredicate<CheckedArtifact, PairResult> named) {
    this(failOn, accepted, named, Baseline.NONE);
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
            && named.test(artifact, pair)
            && !baseline.knows(Baseline.notInstallable(artifact.artifact(), python(pair)));
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
    boolean unexplained =
        counts(artifact, pair.verdict())
            && counting.isEmpty()
            && !excused(artifact, pair)
            && !baseline.knows(place(artifact, pair, "", pair.verdict()));
    return new Pair(notInstallable, failing, unexplained);
  }

  private boolean counts(CheckedArtifact artifact, Verdict verdict) {
    return failOn
        .map(own -> own.verdicts().contains(verdict))
        .orElseGet(
            () ->
                NEVER_PASS.contains(verdict)
                    || (verdict == Verdict.LOADS_GIL && promisesFreeThreading(artifact)));
  }

  /** Whether there are errors, and all that are there are accepted. */
  private boolean excused(CheckedArtifact artifact, PairResult pair) {
    boolean any = false;
    for (ExtensionResult extension : pair.extensions()) {
      for (Finding finding : weighty(extension)) {
        if (!accepts(artifact, pair, extension, finding)) {
          return false;
        }
        any = true;
      }
    }
    return any;
  }

  /** Whether an extension has its verdict from accepted findings only. */
  private boolean excused(CheckedArtifact artifact, PairResult pair, ExtensionResult extension) {
    List<Finding> weighty = weighty(extension);
    if (weighty.isEmpty()) {
      return baseline.knows(place(artifact, pair, extension.file(), extension.verdict()));
    }
    return weighty.stream().allMatch(finding -> accepts(artifact, pair, extension, finding));
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
    Optional<Acceptance> said =
        accepted.stream()
            .filter(one -> one.covers(file, finding))
            .map(Accepted::acceptance)
            .findFirst();
    if (said.isPresent() || baseline.isNone()) {
      return said;
    }
    Baseline.Place place =
        pair.map(on -> place(artifact, on, file, verdict(on, file)))
            .orElse(new Baseline.Place(artifact.artifact(), "", "", ""));
    return baseline.knows(place, finding.rule().id(), finding.message())
        ? Optional.of(new Acceptance(Acceptance.Source.BASELINE, baseline.said()))
        : Optional.empty();
  }

  private static Verdict verdict(PairResult pair, String file) {
    return pair.extensions().stream()
        .filter(extension -> extension.file().equals(file))
        .map(ExtensionResult::verdict)
        .findFirst()
        .orElse(pair.verdict());
  }

  private static Baseline.Place place(
      CheckedArtifact artifact, PairResult pair, String file, Verdict verdict) {
    return new Baseline.Place(artifact.artifact(), python(pair), file, verdict.word());
  }

  private static String python(PairResult pair) {
    return Baseline.python(pair.python().facts().shortName(), pair.python().id());
  }

  /** A tag whose ABI is {@code cp314t} or {@code abi3t}. */
  private static boolean promisesFreeThreading(CheckedArtifact artifact) {
    return artifact.tags().stream()
        .map(Tag::abi)
        .anyMatch(abi -> abi.equals("abi3t") || abi.matches("cp3\\d+t"));
  }
}
