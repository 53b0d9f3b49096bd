package io.abiwarden.guard.agent;

/**
 * How far the agent is: in a system property, {@value #PROPERTY}, where whoever attaches to this
 * JVM from outside can read it; and the agent's lines on standard error.
 */
final class AgentState {

  static final String PROPERTY = "io.abiwarden.guard";
  static final String ON = "on: ";
  static final String OFF = "off: ";
  static final String STARTING = "starting";

  private AgentState() {}

  static String get() {
    return System.getProperty(PROPERTY, OFF);
  }

  /** Whether a text is what the agent sets, and not somebody else's property of that name. */
  static boolean isOne(String state) {
    return state.equals(STARTING) || state.startsWith(ON) || state.startsWith(OFF);
  }

  static void set(String state) {
    System.setProperty(PROPERTY, state);
  }

  /** The guard is off for good; the host goes on. */
  static void off(String reason) {
    set(OFF + reason);
    say(reason + "; imports are NOT guarded");
  }

  /** What went wrong, for a user: an exception of ours has a message for one. */
  static String reason(Throwable failure) {
    String message = failure.getMessage();
    return failure.getClass().getName().startsWith("io.abiwarden.") && message != null
        ? message
        : failure.toString();
  }

  /** One line: a message of several would look like several. */
  static void say(String message) {
    System.err.println("abiwarden: " + message.replace('\n', ' '));
  }
}
