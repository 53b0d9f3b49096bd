package io.abiwarden.core.judge;

/** How much a finding weighs. */
public enum Level {
  ERROR("error"),
  WARNING("warning"),
  NOTE("note");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /** The word of the contract. */
  public String word() {
    return word;
  }
}
