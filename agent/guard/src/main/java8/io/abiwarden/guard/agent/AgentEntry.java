package io.abiwarden.guard.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * What a JVM calls in the agent's jar, and what {@code java -jar} runs: the one class that is
 * compiled for Java 8, so that an older JVM reads it and can say what is missing.
 *
 * <p>Whatever happens here, the host goes on.
 */
public final class AgentEntry {

  private static final int NEEDED = 25;

  private AgentEntry() {}

  /**
   * Called before the host's main method.
   *
   * @param options what follows the agent's {@code =}; null without it
   * @param instrumentation the JVM's
   */
  public static void premain(String options, Instrumentation instrumentation) {
    guard(options, instrumentation, false);
  }

  /**
   * Called in a JVM that runs already.
   *
   * @param options what was given with the attach; null or empty without
   * @param instrumentation the JVM's
   */
  public static void agentmain(String options, Instrumentation instrumentation) {
    guard(options, instrumentation, true);
  }

  /**
   * Attaches this jar to a running JVM: {@code java -jar abiwarden-agent.jar PID [OPTIONS]}.
   *
   * @param arguments the process id, and the agent's options
   * @throws Exception never of its own
   */
  public static void main(String[] arguments) throws Exception {
    if (isOld()) {
      System.err.println(
          "abiwarden: needs Java 25, this is "
              + System.getProperty("java.version")
              + "; nothing was attached");
      System.exit(2);
    }
    Class.forName("io.abiwarden.guard.agent.AttachCommand")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  private static void guard(String options, Instrumentation instrumentation, boolean attached) {
    try {
      if (isOld()) {
        System.err.println(
            "abiwarden: needs Java 25, this is "
                + System.getProperty("java.version")
                + "; imports are NOT guarded");
        return;
      }
      Class.forName("io.abiwarden.guard.agent.GuardAgent")
          .getMethod("start", String.class, Instrumentation.class, boolean.class)
          .invoke(null, options, instrumentation, attached);
    } catch (Throwable e) {
      Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
      System.err.println(
          "abiwarden: the guard could not start (" + cause + "); imports are NOT guarded");
    }
  }

  /** Java 8 calls itself 1.8. */
  private static boolean isOld() {
    String version = System.getProperty("java.specification.version");
    try {
      return version.startsWith("1.") || Integer.parseInt(version) < NEEDED;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
