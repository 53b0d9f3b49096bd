package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many artifacts have which verdict, and how many findings which level. */
final class AuditCounts {

  /** What is said of an audit without artifacts. */
  static final String NOTHING = "nothing was audited";

  private final Map<AuditVerdict, Integer> verdicts = new EnumMap<>(AuditVerdict.class);
  private final Map<Level, Integer> levels = new EnumMap<>(Level.class);
  private int accepted;
  private int notRead;

  void add(AuditReport.Audited audited) {
    verdicts.merge(audited.verdict(), 1, Integer::sum);
    audited
        .artifact()
        .findings()
        .forEach(
            found -> {
              if (audited.accepts(found)) {
                accepted++;
              } else {
                levels.merge(found.finding().level(), 1, Integer::sum);
              }
            });
  }

  void addNotRead() {
    notRead++;
  }

  int of(AuditVerdict verdict) {
    return verdicts.getOrDefault(verdict, 0);
  }

  int of(Level level) {
    return levels.getOrDefault(level, 0);
  }

  int notRead() {
    return notRead;
  }

  /** {@code 3 kept, 1 broken, 1 not read; 2 errors, 1 accepted}. */
  String text() {
    List<String> parts = new ArrayList<>();
    for (AuditVerdict verdict : AuditVerdict.values()) {
      if (of(verdict) > 0) {
        parts.add(of(verdict) + " " + verdict.word());
      }
    }
    if (notRead > 0) {
      parts.add(notRead + " not read");
    }
    return parts.isEmpty() ? NOTHING : String.join(", ", parts) + levels();
  }

  /** {@code ; 2 errors, 1 accepted}, to stand after the verdicts. */
  String levels() {
    List<String> parts = new ArrayList<>();
    for (Level level : Level.values()) {
      if (of(level) > 0) {
        parts.add(Words.count(of(level), level.word()));
      }
    }
    if (accepted > 0) {
      parts.add(accepted + " accepted");
    }
    return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
  }

  Json.Fields json() {
    Json.Fields fields = new Json.Fields();
    for (AuditVerdict verdict : AuditVerdict.values()) {
      fields.put(verdict.word(), of(verdict));
    }
    return fields
        .put("notRead", notRead)
        .put("errors", of(Level.ERROR))
        .put("warnings", of(Level.WARNING))
        .put("notes", of(Level.NOTE))
        .put("accepted", accepted);
  }
}
