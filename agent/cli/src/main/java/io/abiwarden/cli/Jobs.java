package io.abiwarden.cli;

/** What {@code --jobs} may be. */
final class Jobs {

  private static final int MOST = 1024;

  private Jobs() {}

  /**
   * How many things are done at the same time.
   *
   * @param given as on the command line; 0 stands for one for each processor
   */
  static int count(int given) throws UsageException {
    if (given < 0 || given > MOST) {
      throw new UsageException("--jobs " + given + ": use a number from 1 to " + MOST);
    }
    return given == 0 ? Runtime.getRuntime().availableProcessors() : given;
  }
}
