package io.abiwarden.core.artifact;

/** Limits set against hostile archives. */
final class Limits {

  /** The largest single file that is read, in bytes: no extension on the index comes near. */
  static final long FILE = 1L << 30;

  /** How many entries an archive may have. */
  static final int ENTRIES = 200_000;

  /** How many bytes an archive may hold in all, unpacked. */
  static final long TOTAL = 16L << 30;

  private Limits() {}
}
