package io.abiwarden.cli.report;

import io.abiwarden.core.audit.AuditVerdict;
import io.abiwarden.core.judge.Verdict;

/** The marks of verdicts, and the letters where there are no colours, or no marks. */
public final class Glyphs {

  /** Every mark; not every encoding has them. */
  public static final String ALL = "✔◐⊘✘↯?–○◌";

  private Glyphs() {}

  static char of(AuditVerdict verdict) {
    return switch (verdict) {
      case KEPT -> '✔';
      case BROKEN -> '✘';
      case UNKNOWN -> '?';
    };
  }

  static char of(Verdict verdict) {
    return switch (verdict) {
      case LOADS -> '✔';
      case LOADS_GIL -> '◐';
      case REFUSED -> '⊘';
      case UNSAFE -> '✘';
      case FAILS -> '↯';
      case UNKNOWN -> '?';
      case NOT_APPLICABLE -> '–';
    };
  }

  static char letter(Verdict verdict) {
    return switch (verdict) {
      case LOADS -> 'L';
      case LOADS_GIL -> 'G';
      case REFUSED -> 'R';
      case UNSAFE -> 'U';
      case FAILS -> 'F';
      case UNKNOWN -> '?';
      case NOT_APPLICABLE -> '-';
    };
  }
}
