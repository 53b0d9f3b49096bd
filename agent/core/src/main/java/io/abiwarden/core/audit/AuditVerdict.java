package io.abiwarden.core.audit;

/** Whether an artifact keeps its promises. */
public enum AuditVerdict {
  /** Nothing in it speaks against what it claims. */
  KEPT("kept"),
  /** At least one claim is not true: there is a finding of level error. */
  BROKEN("broken"),
  /** A part that a claim rests on could not be read or does not tell. */
  UNKNOWN("unknown");

  private final String word;

  AuditVerdict(String word) {
    this.word = word;
  }

  /** The word of the contract. */
  public String word() {
    return word;
  }
}
