package io.abiwarden.cli;

import io.abiwarden.cli.report.Acceptance;
import io.abiwarden.cli.report.AuditDecisions;
import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.audit.AuditFinding;
import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.audit.AuditedArtifact;
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
 */
record AuditPassing(Optional<FailOn> failOn, List<Passing.Accepted> accepted)
    implements AuditDecisions {

  /** What these say of a whole artifact is that it could not be read as what its name says. */
  private static final Set<Rule> UNREADABLE = EnumSet.of(Rule.AW502, Rule.AW503, Rule.AW504);

  /** Copies the list. */
  AuditPassing {
    accepted = List.copyOf(accepted);
  }

  /** The argument of {@code --fail-on}. */
  record FailOn(Set<AuditVerdict> verdicts, Set<Level> levels, Set<Rule> rules) {

    /** Reads {@code broken,warning,AW111}. */
    static FailOn parse(List<String> words) throws UsageException {
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
              "--fail-on "
                  + word
                  + ": neither a verdict (kept, broken, unknown), nor a level (error, warning,"
                  + " note), nor a rule");
        }
      }
      return new FailOn(verdicts, levels, rules);
    }
  }

  @Override
  public Optional<Acceptance> acceptance(AuditedArtifact artifact, AuditFinding finding) {
    return accepts(finding) ? Optional.of(Acceptance.BY_OPTION) : Optional.empty();
  }

  private boolean accepts(AuditFinding finding) {
    if (accepted.stream().anyMatch(one -> covers(one, finding))) {
      return true;
    }
    // A finding about several symbols is only known if each of them is.
    return !finding.names().isEmpty()
        && finding.names().stream()
            .allMatch(
                name ->
                    accepted.stream()
                        .anyMatch(
                            one ->
                                one.rule() == finding.finding().rule()
                                    && one.subject().equals(Optional.of(name))));
  }

  private static boolean covers(Passing.Accepted one, AuditFinding finding) {
    if (finding.names().isEmpty()) {
      return one.covers(finding.file().orElse(""), finding.finding());
    }
    return one.rule() == finding.finding().rule()
        && one.subject()
            .map(
                subject ->
                    finding
                        .file()
                        .filter(file -> file.equals(subject) || file.endsWith("/" + subject))
                        .isPresent())
            .orElse(true);
  }

  @Override
  public AuditVerdict verdict(AuditedArtifact artifact) {
    if (artifact.verdict() != AuditVerdict.BROKEN
        || artifact.findings().stream()
            .anyMatch(found -> isError(found) && !known(artifact, found))) {
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
    return failOn.isPresent() && failOn.get().verdicts().contains(verdict(artifact));
  }

  @Override
  public boolean breaks(AuditedArtifact artifact, AuditFinding found) {
    return counts(found) && !known(artifact, found);
  }

  private boolean known(AuditedArtifact artifact, AuditFinding found) {
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
        .filter(found -> !known(artifact, found))
        .map(found -> found.finding().message())
        .findFirst();
  }

  private static boolean isError(AuditFinding found) {
    return found.finding().level() == Level.ERROR;
  }
}
