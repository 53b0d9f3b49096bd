package io.abiwarden.worker.log;

import java.util.function.Supplier;

/**
 * The logger of this module: the platform's, which whoever hosts this may send to a logger of their
 * own. It is obtained when there is something to say, as obtaining it may print to a host's
 * standard error and cost a young JVM a while.
 */
public final class WorkerLog {

  private static final String NAME = "io.abiwarden.worker";

  private WorkerLog() {}

  /** What helps when something is looked into. */
  public static void debug(Supplier<String> message) {
    System.getLogger(NAME).log(System.Logger.Level.DEBUG, message);
  }

  /** The same, with where it happened. */
  public static void debug(String message, Throwable cause) {
    System.getLogger(NAME).log(System.Logger.Level.DEBUG, message, cause);
  }
}
