package io.abiwarden.core.artifact;

/** Limits set against hostile archives. */
final class Limits {

  /** The largest single file that is read whole, in bytes: no extension on the index comes near. */
  static final long FILE = 1L << 30;

  /** How many entries an archive may have. */
  static final int ENTRIES = 200_000;

  /** The largest central directory that is read, in bytes. */
  static final long DIRECTORY = 128L << 20;

  /** The longest name of an entry, in bytes; Linux opens no longer path. */
  static final int NAME = 4096;

  /** How many bytes an archive may hold in all, unpacked. */
  static final long TOTAL = 16L << 30;

  /**
   * How many times its packed size an entry over {@link #LARGE} may have. Published wheels reach
   * 1,000 with small files of zeros, and no large file of theirs reaches 100.
   */
  static final int RATIO = 200;

  /** Entries up to this size, in bytes, may be packed as tightly as they like. */
  static final long LARGE = 256L << 20;

  /** How many times its size an archive may unpack to, once that is over {@link #LARGE}. */
  static final int TOTAL_RATIO = 100;

  /** What Deflate can make of a byte at the most (zlib's own figure, rounded up). */
  static final int DEFLATE = 1033;

  private Limits() {}
}
