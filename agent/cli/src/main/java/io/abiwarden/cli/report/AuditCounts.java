package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Acceptance;
import io.abiwarden.core.judge.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many artifacts have which verdict, and how many findings which level. */
public final class AuditCounts {

  /** Without any. */
  public AuditCounts() {}

  /** What is said of an audit without artifacts. */
  static final String NOTHING = "nothing was audited";

  private final Map<AuditVerdict, Integer> verdicts = new EnumMap<>(AuditVerdict.class);
  private final Map<Level, Integer> levels = new EnumMap<>(Level.class);
  private int accepted;
  private int known;
  private int notRead;

  /** Counts an artifact. */
  public void add(AuditReport.Audited audited) {
    verdicts.merge(audited.verdict(), 1, Integer::sum);
    audited
        .artifact()
        .findings()
        .forEach(
            found -> {
              Optional<Acceptance> acceptance = audited.acceptance(found);
              if (acceptance.isEmpty()) {
                levels.merge(found.finding().level(), 1, Integer::sum);
              } else if (acceptance.get().source() == Acceptance.Source.BASELINE) {
                known++;
              } else {
                accepted++;
              }
            });
  }

  /** Counts something that could not be looked at. */
  public void addNotRead() {
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
  public String text() {
    List<String> parts = new ArrayList<>();
    for (AuditVerdict verdict : AuditVerdict.values()) {
      if (of(verdict) > 0) {
        parts.add(of(verdict) + " " + verdict.word());
      }
    }
    if (notRead > 0) {
      parts.add(notRead + " not read");
    }
    if (parts.isEmpty()) {
      return NOTHING;
    }
    String levels = String.join(", ", levels());
    return String.join(", ", parts) + (levels.isEmpty() ? "" : "; " + levels);
  }

  /** {@code 2 errors}, {@code 1 accepted} and {@code 3 known}, which an earlier run had. */
  List<String> levels() {
    List<String> parts = new ArrayList<>();
    for (Level level : Level.values()) {
      if (of(level) > 0) {
        parts.add(Words.count(of(level), level.word()));
      }
    }
    if (accepted > 0) {
      parts.add(accepted + " accepted");
    }
    if (known > 0) {
      parts.add(known + " known");
    }
    return parts;
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
        .put("accepted", accepted + known);
  }
}
