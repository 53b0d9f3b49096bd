package io.abiwarden.guard.log;

/**
 * The guard's logger, named {@value #NAME}.
 *
 * <p>To be called where a logger may run: never in an audit hook, never on a thread that holds the
 * GIL, never while the JVM or the host starts. Nothing that a logger does wrong reaches the caller.
 */
public interface GuardLog {

  /** The logger's name in whatever logging the host has. */
  String NAME = "io.abiwarden.guard";

  /** What an operator may want to know. */
  void info(String message);

  /** What an operator should look at. */
  void warn(String message);

  /** What went wrong in the guard itself. */
  void error(String message, Throwable failure);

  /**
   * One more class loader in which the host's SLF4J may be found; it is not kept alive by this.
   * Loaders are asked in the order in which they were given, after the guard's own.
   */
  void lookIn(ClassLoader loader);

  /** The one of this process: cheap, as no logger is touched before the first line. */
  static GuardLog host() {
    return HostLog.OF_PROCESS;
  }
}
