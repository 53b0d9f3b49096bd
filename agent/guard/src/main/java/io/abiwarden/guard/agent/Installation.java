package io.abiwarden.guard.agent;

import io.abiwarden.ffi.HookException;
import io.abiwarden.ffi.HostPython;
import io.abiwarden.guard.Guard;
import io.abiwarden.guard.GuardPolicy;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The guard of this JVM, which comes into being in the background: a host does not wait for it. */
final class Installation {

  /** Longer than it takes on a busy machine, and not for ever. */
  private static final int PATIENCE_SECONDS = 10;

  /** After which an attach that waits for Python says so. */
  private static final int SILENCE_SECONDS = 5;

  private final CompletableFuture<Guard> guard = new CompletableFuture<>();
  private final Set<HostPython> seenTo = ConcurrentHashMap.newKeySet();

  /** Whether some thread of the host has waited for the guard in vain. */
  private volatile boolean late;

  /** Installs the guard, which takes until Python lets go of its GIL where that runs already. */
  void start(GuardPolicy policy, boolean attached) {
    background("abiwarden-install", () -> install(policy));
    if (attached) {
      background("abiwarden-patience", this::tellOfWaiting);
    }
  }

  private void install(GuardPolicy policy) {
    try {
      Guard installed = withReport(policy);
      AgentState.set(AgentState.ON + "policy " + policy.mode().word());
      guard.complete(installed);
    } catch (Throwable e) {
      AgentState.off(AgentState.reason(e));
      guard.completeExceptionally(e);
    }
  }

  /** A report that cannot be written is no reason to let a wrong build in. */
  private static Guard withReport(GuardPolicy policy) throws HookException {
    try {
      return Guard.install(policy, false);
    } catch (IllegalArgumentException e) {
      if (policy.report().isEmpty()) {
        throw e;
      }
      AgentState.say(e.getMessage() + "; guarding without a report");
      return Guard.install(policy.withoutReport(), false);
    }
  }

  private void tellOfWaiting() {
    try {
      Guard _ = guard.get(SILENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      AgentState.say(
          "Python has been busy for "
              + SILENCE_SECONDS
              + " seconds; imports are guarded as soon as it lets go of its GIL");
    } catch (InterruptedException | ExecutionException _) {
      // Nobody interrupts this thread, and the failure was told.
      return;
    }
  }

  /**
   * Guards a Python that has come into this process, by the thread that brought it: before this
   * returns, if it is not initialised yet. One that is initialised may have to be waited for, which
   * this thread must not do: it may hold what that one's thread waits for.
   *
   * @return whether there is a new Python
   */
  boolean look() {
    Optional<Guard> present = present();
    if (present.isEmpty()) {
      return false;
    }
    boolean news = false;
    for (HostPython python : HostPython.find()) {
      boolean isNew = seenTo.add(python);
      news |= isNew;
      if (!python.initialized()) {
        // Does nothing the second time, but wait for another thread that is at it.
        guard(present.get(), python);
      } else if (isNew) {
        background("abiwarden-late", () -> guard(present.get(), python));
      }
    }
    return news;
  }

  private static void guard(Guard guard, HostPython python) {
    try {
      guard.libraryLoaded();
    } catch (Throwable e) {
      AgentState.say(AgentState.reason(e) + "; imports of " + python.file() + " are NOT guarded");
    }
  }

  /** The guard, once it is there; empty if it cannot be had, which was told. */
  private Optional<Guard> present() {
    if (late || guard.isDone()) {
      return guard.isCompletedExceptionally()
          ? Optional.empty()
          : Optional.ofNullable(guard.getNow(null));
    }
    // An interrupt is kept for later: what this thread brings is called next, guarded or not.
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (true) {
        try {
          return Optional.of(guard.get(end - System.nanoTime(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException _) {
      return Optional.empty();
    } catch (TimeoutException _) {
      // Once is enough: a host may load many libraries.
      late = true;
      AgentState.say(
          "the guard is not ready after "
              + PATIENCE_SECONDS
              + " seconds; imports are NOT guarded until it is");
      return Optional.empty();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void background(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setDaemon(true);
    thread.start();
  }
}
