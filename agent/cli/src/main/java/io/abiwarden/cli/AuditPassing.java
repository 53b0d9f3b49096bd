package io.abiwarden.cli;

import io.abiwarden.cli.report.AuditDecisions;
import io.abiwarden.cli.settings.Baseline;
import io.abiwarden.cli.text.Nearest;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
import io.abiwarden.core.coverage.Machine;
import io.abiwarden.core.coverage.PythonBuild;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What passes an audit.
 *
 * @param failOn what does not pass, in place of the default
 * @param accepted findings that are known and break nothing
 * @param baseline what an earlier run found, which counts no more
 */
record AuditPassing(Optional<FailOn> failOn, List<Accepted> accepted, Baseline baseline)
    implements AuditDecisions {

  /** What these say of a whole artifact is that it could not be read as what its name says. */
  private static final Set<Rule> UNREADABLE = EnumSet.of(Rule.AW502, Rule.AW503, Rule.AW504);

  /** Copies the list. */
  AuditPassing {
    accepted = List.copyOf(accepted);
  }

  /** Without an earlier run. */
  AuditPassing(Optional<FailOn> failOn, List<Accepted> accepted) {
    this(failOn, accepted, Baseline.NONE);
  }

  /** The argument of {@code --fail-on}. */
  record FailOn(Set<AuditVerdict> verdicts, Set<Level> levels, Set<Rule> rules) {

    /** Reads {@code broken,warning,AW111}. */
    static FailOn parse(List<String> words) throws UsageException {
      return parse("--fail-on ", words);
    }

    /**
     * The same.
     *
     * @param origin what a message says before the word
     */
    static FailOn parse(String origin, List<String> words) throws UsageException {
      var verdicts = EnumSet.noneOf(AuditVerdict.class);
      var levels = EnumSet.noneOf(Level.class);
      var rules = EnumSet.noneOf(Rule.class);
      for (String word : words) {
        Optional<AuditVerdict> verdict =
            Arrays.stream(AuditVerdict.values()).filter(v -> v.word().equals(word)).findFirst();
        Optional<Level> level =
            Arrays.stream(Level.values()).filter(l -> l.word().equals(word)).findFirst();
        Optional<Rule> rule = WordsOf.rule(word);
        verdict.ifPresent(verdicts::add);
        level.ifPresent(levels::add);
        rule.ifPresent(rules::add);
        if (verdict.isEmpty() && level.isEmpty() && rule.isEmpty()) {
          throw new UsageException(
              origin
                  + word
                  + ": neither a verdict (kept, broken, unknown), nor a level (error, warning,"
                  + " note), nor a rule"
                  + Nearest.hint(word, WordsOf.all("kept, broken, unknown, error, warning, note")));
        }
      }
      return new FailOn(verdicts, levels, rules);
    }
  }

  @Override
  public Optional<Acceptance> acceptance(AuditedArtifact artifact, AuditFinding finding) {
    Optional<Acceptance> said = accepted(finding);
    return said.isPresent() || !known(artifact, finding)
        ? said
        : Optional.of(new Acceptance(Acceptance.Source.BASELINE, baseline.said()));
  }

  private boolean known(AuditedArtifact artifact, AuditFinding finding) {
    return !baseline.isNone()
        && baseline.knows(
            new Baseline.Place(artifact.path().toString(), "", finding.file().orElse(""), ""),
            finding.finding().rule().id(),
            finding.finding().message());
  }

  private Optional<Acceptance> accepted(AuditFinding finding) {
    Optional<Acceptance> whole =
        accepted.stream().filter(one -> one.covers(finding)).map(Accepted::acceptance).findFirst();
    if (whole.isPresent() || finding.names().isEmpty()) {
      return whole;
    }
    // A finding about several symbols is only known if each of them is.
    Optional<Acceptance> first = Optional.empty();
    for (String name : finding.names()) {
      Optional<Acceptance> one =
          accepted.stream()
              .filter(known -> known.isAbout(finding.finding().rule(), name))
              .map(Accepted::acceptance)
              .findFirst();
      if (one.isEmpty()) {
        return one;
      }
      first = first.or(() -> one);
    }
    return first;
  }

  /** Why it breaks nothing that a release has no wheel for an interpreter on a machine. */
  Optional<Acceptance> hole(String project, PythonBuild python, Machine machine) {
    return accepted.stream()
        .filter(one -> one.covers(python, machine))
        .map(Accepted::acceptance)
        .findFirst()
        .or(
            () ->
                baseline.knows(Baseline.hole(project, python.id(), machine.id()))
                    ? Optional.of(new Acceptance(Acceptance.Source.BASELINE, baseline.said()))
                    : Optional.empty());
  }

  @Override
  public AuditVerdict verdict(AuditedArtifact artifact) {
    if (artifact.verdict() != AuditVerdict.BROKEN
        || artifact.findings().stream().anyMatch(found -> isError(found) && !isAccepted(found))) {
      // That an earlier run found it as well makes no promise true.
      return artifact.verdict();
    }
    boolean read =
        artifact.findings().stream()
            .noneMatch(found -> UNREADABLE.contains(found.finding().rule()));
    return read ? AuditVerdict.KEPT : AuditVerdict.UNKNOWN;
  }

  /** Whether an artifact passes. */
  boolean passes(AuditedArtifact artifact) {
    return !verdictBreaks(artifact)
        && artifact.findings().stream().noneMatch(found -> breaks(artifact, found));
  }

  @Override
  public boolean verdictBreaks(AuditedArtifact artifact) {
    return failOn.isPresent()
        && failOn.get().verdicts().contains(verdict(artifact))
        && !baseline.knows(
            new Baseline.Place(artifact.path().toString(), "", "", verdict(artifact).word()));
  }

  @Override
  public boolean breaks(AuditedArtifact artifact, AuditFinding found) {
    return counts(found) && !excused(artifact, found);
  }

  private boolean isAccepted(AuditFinding found) {
    return accepted(found).isPresent();
  }

  private boolean excused(AuditedArtifact artifact, AuditFinding found) {
    return acceptance(artifact, found).isPresent();
  }

  private boolean counts(AuditFinding found) {
    return failOn
        .map(
            own ->
                own.levels().contains(found.finding().level())
                    || own.rules().contains(found.finding().rule()))
        .orElseGet(() -> isError(found));
  }

  @Override
  public Optional<String> unreadable(AuditedArtifact artifact) {
    return artifact.findings().stream()
        .filter(found -> UNREADABLE.contains(found.finding().rule()) && isError(found))
        .filter(found -> found.file().isEmpty() || artifact.kind() == Artifact.Kind.FILE)
        .filter(found -> !excused(artifact, found))
        .map(found -> found.finding().message())
        .findFirst();
  }

  private static boolean isError(AuditFinding found) {
    return found.finding().level() == Level.ERROR;
  }
}
