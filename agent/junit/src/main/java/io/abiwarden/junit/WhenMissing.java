package io.abiwarden.junit;

/** What becomes of a test whose interpreter is named and cannot be used on this machine. */
public enum WhenMissing {
  /** It fails, and says how to get the interpreter. */
  FAIL,
  /** It is skipped, and says the same. */
  SKIP
}
