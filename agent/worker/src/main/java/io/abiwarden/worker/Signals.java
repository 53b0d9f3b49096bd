package io.abiwarden.worker;

import java.util.Map;

/** Names of Linux's signals (x86-64 and AArch64 number them alike). */
final class Signals {

  static final int ABORT = 6;
  static final int KILL = 9;
  static final int SEGV = 11;
  static final int ALARM = 14;

  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(ABORT, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(KILL, "SIGKILL"),
          Map.entry(10, "SIGUSR1"),
          Map.entry(SEGV, "SIGSEGV"),
          Map.entry(12, "SIGUSR2"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(ALARM, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private Signals() {}

  /** Its name, or {@code signal 42}. */
  static String name(int number) {
    return NAMES.getOrDefault(number, "signal " + number);
  }
}
