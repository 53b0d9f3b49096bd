package io.abiwarden.cli;

import java.util.Optional;

/** What {@code --jobs} may be. */
final class Jobs {

  private static final int MOST = 1024;

  private Jobs() {}

  /**
   * How many things are done at the same time.
   *
   * @param given as on the command line; without it, one for each processor
   */
  static int count(Optional<Integer> given) throws UsageException {
    int count = given.orElseGet(() -> Runtime.getRuntime().availableProcessors());
    if (given.isPresent() && (count < 1 || count > MOST)) {
      throw new UsageException("--jobs " + count + ": use a number from 1 to " + MOST);
    }
    return count;
  }
}
