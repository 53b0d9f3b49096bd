package io.abiwarden.core.audit;

import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The findings of one audit while it is being made; what is found twice is kept once. */
final class Found {

  private final Set<AuditFinding> findings = new LinkedHashSet<>();
  private final Set<String> undecided = new LinkedHashSet<>();

  /** Takes a finding of one file. */
  void add(String file, Rule rule, Level level, String message, String help, List<String> names) {
    findings.add(
        new AuditFinding(
            Optional.of(file),
            new Finding(rule, level, message, help),
            names.stream().distinct().sorted().toList()));
  }

  /** Takes a finding of the artifact as a whole. */
  void add(Rule rule, Level level, String message, String help, List<String> names) {
    findings.add(
        new AuditFinding(
            Optional.empty(),
            new Finding(rule, level, message, help),
            names.stream().distinct().toList()));
  }

  void add(AuditFinding finding) {
    findings.add(finding);
  }

  /** Leaves open whether a file keeps a promise. */
  void undecided(String file) {
    undecided.add(file);
  }

  /** Whether a file has an error of a rule. */
  boolean has(String file, Rule rule) {
    return findings.stream()
        .anyMatch(
            found ->
                found.file().equals(Optional.of(file))
                    && found.finding().rule() == rule
                    && found.finding().level() == Level.ERROR);
  }

  AuditVerdict verdict() {
    if (findings.stream().anyMatch(found -> found.finding().level() == Level.ERROR)) {
      return AuditVerdict.BROKEN;
    }
    return undecided.isEmpty() ? AuditVerdict.KEPT : AuditVerdict.UNKNOWN;
  }

  /** Errors first, then warnings and notes; within those by file and rule. */
  List<AuditFinding> sorted() {
    List<AuditFinding> all = new ArrayList<>(findings);
    all.sort(
        Comparator.comparing((AuditFinding found) -> found.finding().level())
            .thenComparing(found -> found.file().orElse(""))
            .thenComparing(found -> found.finding().rule()));
    return List.copyOf(all);
  }
}
