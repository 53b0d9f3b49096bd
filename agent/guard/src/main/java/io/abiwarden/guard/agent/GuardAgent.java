package io.abiwarden.guard.agent;

import io.abiwarden.ffi.NativePermission;
import io.abiwarden.guard.GuardPolicy;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The agent, on a JVM that is new enough: called by {@link AgentEntry}, once or more.
 *
 * <p>It takes from the host's start what cannot be done later, the watch for libraries, and does
 * the rest on threads of its own. Whatever goes wrong is one line on standard error, as a logger
 * must not be touched before the host has set it up.
 */
public final class GuardAgent {

  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private GuardAgent() {}

  /**
   * Starts the guard, unless this JVM has it.
   *
   * @param options the agent's; null for none
   * @param instrumentation the JVM's
   * @param attached whether the host runs already
   */
  public static void start(
      @Nullable String options, Instrumentation instrumentation, boolean attached) {
    if (!STARTED.compareAndSet(false, true)) {
      AgentState.say("this JVM has the guard already (" + AgentState.get() + "); nothing changes");
      return;
    }
    AgentState.set(AgentState.STARTING);
    try {
      GuardPolicy policy = policy(options == null ? "" : options);
      if (mayCallNativeCode()) {
        watch(instrumentation, policy, attached);
      }
    } catch (Throwable e) {
      AgentState.off(AgentState.reason(e));
    }
  }

  /** The watch comes first, so that nothing is loaded between the look and the watch. */
  private static void watch(Instrumentation instrumentation, GuardPolicy policy, boolean attached)
      throws Exception {
    Installation installation = new Installation();
    AtomicReference<@Nullable LibraryWatch> watch = new AtomicReference<>();
    LibraryWatch started =
        LibraryWatch.start(
            instrumentation,
            new LibraryListener(instrumentation, installation, () -> settle(watch)));
    watch.set(started);
    if (attached) {
      LibraryListener.addUsedLoggers(instrumentation);
    }
    installation.start(policy, attached);
  }

  /** A process has one Python, as a rule; and every class of the host passes a transformer. */
  private static void settle(AtomicReference<@Nullable LibraryWatch> watch) {
    LibraryWatch started = watch.get();
    if (started != null) {
      started.settle();
    }
  }

  /** A host must start, and a slip in "enforce" must not turn the guard off. */
  private static GuardPolicy policy(String options) {
    try {
      return GuardPolicy.parse(options);
    } catch (IllegalArgumentException e) {
      GuardPolicy plain = GuardPolicy.of(GuardPolicy.modeIn(options));
      AgentState.say(
          e.getMessage()
              + "; going on with policy="
              + plain.mode().word()
              + " and none of the other options");
      return plain;
    }
  }

  private static boolean mayCallNativeCode() {
    return switch (NativePermission.obtain()) {
      case GIVEN -> true;
      case TAKEN -> {
        AgentState.say(
            "native access was not given, and is taken: add "
                + NativePermission.flag()
                + " to the options of java, as a later Java will deny it");
        yield true;
      }
      case DENIED -> {
        AgentState.off(
            "native access is denied: add " + NativePermission.flag() + " to the options of java");
        yield false;
      }
    };
  }
}
