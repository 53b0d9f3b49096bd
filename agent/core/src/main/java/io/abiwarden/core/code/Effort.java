package io.abiwarden.core.code;

/** How far code is followed before what is left of it counts as not understood. */
public enum Effort {
  /** Enough for nearly every entry function: some seconds at worst. */
  WHOLE(600_000),
  /**
   * For many files, of which the code is asked only what their symbols and data leave open. Entry
   * functions that can only return a definition are not followed at all.
   */
  BRIEF(40_000);

  private final long steps;

  Effort(long steps) {
    this.steps = steps;
  }

  /** Instructions followed on all paths together, with some more for each fork. */
  long steps() {
    return steps;
  }
}
