package io.abiwarden.cli;

/** How the process ends, for scripts. */
final class ExitCode {

  /** Everything passed. */
  static final int PASSED = 0;

  /** Something did not. */
  static final int NOT_PASSED = 1;

  /** Usage, or an input that could not be read or found; everything else was done. */
  static final int USAGE = 2;

  /** abiwarden itself failed. */
  static final int INTERNAL = 3;

  private ExitCode() {}
}
