package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Level;
import java.util.EnumMap;
import java.util.Map;

/** How many artifacts have which verdict, and how many findings which level. */
final class AuditCounts {

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
              if (audited.accepted().test(found)) {
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

  int accepted() {
    return accepted;
  }

  int notRead() {
    return notRead;
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
