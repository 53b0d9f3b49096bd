package io.abiwarden.core.judge;

/** How far a check goes. */
public enum Depth {
  /** The file is read, never loaded. */
  STATIC("static"),
  /** A worker loads it, calls its entry function and reads what comes back. */
  PROBE("probe"),
  /** The interpreter itself imports it in a worker. */
  IMPORT("import");

  private final String word;

  Depth(String word) {
    this.word = word;
  }

  /** The word of the contract. */
  public String word() {
    return word;
  }
}
