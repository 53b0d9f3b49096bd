package io.abiwarden.core.judge;

/** What becomes of one extension on one interpreter. The order is from worst to best. */
public enum Verdict {
  /** A mismatch that is not certain to stop cleanly. Luck is not {@link #LOADS}. */
  UNSAFE("unsafe", "wrong build: memory corruption"),
  /** No mismatch, yet no module. */
  FAILS("fails", "right build, fails to load"),
  /** A mismatch that certainly stops cleanly. */
  REFUSED("refused", "Python refuses it"),
  /** The evidence does not decide it. */
  UNKNOWN("unknown", "not decided"),
  /** It loads, and a free-threaded interpreter turns its GIL on because of it. */
  LOADS_GIL("loads-gil", "loads, turns the GIL on"),
  /** No mismatch, and it loads. */
  LOADS("loads", "loads"),
  /** This Python never looks at it, or it is for another platform. */
  NOT_APPLICABLE("not-applicable", "ignored by this Python");

  private final String word;
  private final String shown;

  Verdict(String word, String shown) {
    this.word = word;
    this.shown = shown;
  }

  /** The word of the contract: {@code loads-gil}. */
  public String word() {
    return word;
  }

  /** How it is shown to people: {@code loads, turns the GIL on}. */
  public String shown() {
    return shown;
  }
}
