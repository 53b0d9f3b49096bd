package io.abiwarden.worker;

/** How a worker's work ended. */
public enum Outcome {
  /** All that was asked for was done. */
  OK("ok"),
  /** A Python exception, or the dynamic loader's error, which is one in an import. */
  EXCEPTION("exception"),
  /** The process died of a signal. */
  SIGNAL("signal"),
  /** It did not end in time and was killed. */
  TIMEOUT("timeout"),
  /** The process ended itself. */
  EXIT("exit"),
  /** The module's own code was not run, or not to its end, for a reason that is given. */
  NOT_RUN("not-run");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The word of the contract. */
  public String word() {
    return word;
  }
}
