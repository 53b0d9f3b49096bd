package io.abiwarden.junit;

/** Which wheels meet which interpreters. Extension files and folders meet every one. */
public enum Pairs {
  /**
   * A wheel meets those interpreters that an installer would put it on. An interpreter for which a
   * project has no wheel fails (if only {@code all} names it, is skipped); a wheel that is for none
   * of the interpreters is skipped. Where nothing is left to run at all, that fails.
   */
  INSTALLABLE,
  /** Every wheel meets every interpreter. */
  EVERY
}
