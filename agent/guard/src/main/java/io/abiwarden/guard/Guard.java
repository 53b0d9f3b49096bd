package io.abiwarden.guard;

import io.abiwarden.ffi.HookException;
import io.abiwarden.ffi.HostPython;
import io.abiwarden.ffi.ImportHook;
import io.abiwarden.ffi.NativeAccessException;
import io.abiwarden.ffi.NativePermission;
import io.abiwarden.guard.log.GuardLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Judges every extension that a Python of this process is about to open. There is one guard in a
 * process, and it stays for good. All methods may be called from any thread.
 *
 * <p>It hears of imports by an audit hook (PEP 578), which holds for all interpreters of the
 * process. What it does not hear of: modules that Python has cached already, built-in ones, files
 * that other native code opens by itself, and what a child made by {@code fork} imports.
 */
public final class Guard {

  private static final AtomicReference<@Nullable Guard> INSTALLED = new AtomicReference<>();

  private static final int MOST_WAITS = 200;
  private static final long WAIT_MILLIS = 50;

  private final GuardPolicy policy;
  private final Instant since = Instant.now();
  private final GuardLog log = GuardLog.host();
  private final Messenger messenger =
      new Messenger(failure -> log.error("the guard failed beside an import", failure));
  private final GuardState state;
  private final Map<HostPython, Guarded> guarded = new ConcurrentHashMap<>();

  /**
   * Those that some thread sees to, and when it has: no lock is held where Python's GIL may be
   * waited for.
   */
  private final Map<HostPython, CountDownLatch> taken = new ConcurrentHashMap<>();

  private Guard(GuardPolicy policy) {
    this.policy = policy;
    this.state = new GuardState(policy, messenger, log);
  }

  /**
   * Guards each Python that is in this process; if there is none, the first one that comes. Of one
   * that comes later, {@link #libraryLoaded()} is to be told.
   *
   * <p>Where a libpython is loaded and not yet initialised, the guard hears of every import. Where
   * it runs already, the calling thread waits for its GIL, and what was imported before is judged
   * and reported, too. Where none is loaded, the guard looks out for one, which may take it until
   * after the initialisation; then {@link #libraryLoaded()} can be called to be sure.
   *
   * @throws IllegalStateException if this process has a guard
   * @throws IllegalArgumentException if the report cannot be written, or the target is not known
   * @throws NativeAccessException if this JVM may not call native code
   * @throws HookException if Python refuses the audit hook
   */
  public static Guard install(GuardPolicy policy) throws HookException {
    return install(policy, true);
  }

  /**
   * The same, for those who know when libraries are loaded.
   *
   * @param lookOut whether the guard looks out for a Python by itself, which costs a little as long
   *     as there is none; without it, {@link #libraryLoaded()} is to be called
   * @throws IllegalStateException if this process has a guard
   * @throws IllegalArgumentException if the report cannot be written, or the target is not known
   * @throws NativeAccessException if this JVM may not call native code
   * @throws HookException if Python refuses the audit hook
   */
  public static Guard install(GuardPolicy policy, boolean lookOut) throws HookException {
    policy.target().ifPresent(PolicyOptions::target);
    // Where nobody gave it, the JVM says so now; where it is denied, looking for a Python throws.
    var _ = NativePermission.obtain();
    if (INSTALLED.get() != null) {
      throw already();
    }
    Guard guard = new Guard(policy);
    if (!INSTALLED.compareAndSet(null, guard)) {
      throw already();
    }
    boolean done = false;
    try {
      guard.look();
      done = true;
    } finally {
      if (!done) {
        INSTALLED.set(null);
      }
    }
    if (guard.guarded.isEmpty()) {
      guard.messenger.tell(ImportHook::prepare);
    }
    if (lookOut) {
      guard.messenger.until(guard::lookedOut);
    }
    return guard;
  }

  private static IllegalStateException already() {
    return new IllegalStateException(
        "this process has a guard already: "
            + installed().map(Guard::describe).orElse("one that is being installed"));
  }

  /** The guard of this process, if there is one. */
  public static Optional<Guard> installed() {
    return Optional.ofNullable(INSTALLED.get());
  }

  /**
   * Says that a library was loaded: if there is a new Python in it, that is guarded from now on. To
   * be called between loading a libpython and initialising it. Where another thread is seeing to it
   * just now, that is waited for, unless it is initialised.
   *
   * @throws HookException if Python refuses the audit hook
   */
  public void libraryLoaded() throws HookException {
    look();
  }

  private void look() throws HookException {
    for (HostPython host : HostPython.find()) {
      if (guarded.containsKey(host)) {
        continue;
      }
      CountDownLatch done = new CountDownLatch(1);
      CountDownLatch other = taken.putIfAbsent(host, done);
      if (other != null) {
        await(other, host);
        continue;
      }
      boolean isGuarded = false;
      try {
        guarded.put(host, new Guarded(host, state, messenger, log));
        isGuarded = true;
      } finally {
        if (!isGuarded) {
          taken.remove(host);
        }
        done.countDown();
      }
    }
  }

  /**
   * Whoever brought a Python starts it next, so that its hook must be in by then, also where that
   * thread is interrupted. One that runs is not waited for: the calling thread may have what the
   * other one needs.
   */
  private static void await(CountDownLatch done, HostPython host) {
    boolean interrupted = Thread.interrupted();
    for (int i = 0; i < MOST_WAITS && done.getCount() > 0 && !host.initialized(); i++) {
      try {
        var _ = done.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** One look for a Python, by the messenger; never done, as there may be another one. */
  private boolean lookedOut() {
    try {
      look();
    } catch (HookException | RuntimeException e) {
      log.error("imports of a new Python are not guarded", e);
      return true;
    }
    return !guarded.isEmpty();
  }

  /**
   * Adds a listener, which hears of all decisions from now on, on a thread of the guard's.
   *
   * @param listener the listener
   */
  public void addListener(DecisionListener listener) {
    state.listeners().add(listener);
  }

  /**
   * Tests whether Python calls the guard: each Python that runs is made to announce something.
   * Waits for its GIL, some seconds at most.
   *
   * @return whether all of them do; false if none runs
   */
  public boolean selfTest() {
    List<Guarded> running =
        guarded.values().stream().filter(made -> made.host().initialized()).toList();
    return !running.isEmpty() && running.stream().allMatch(Guarded::selfTest);
  }

  /** A summary of what was seen until now. */
  public GuardReport report() {
    return GuardReport.of(policy, since, state, List.copyOf(guarded.values()), messenger.dropped());
  }

  /** The policy. */
  public GuardPolicy policy() {
    return policy;
  }

  private String describe() {
    return "policy " + policy.mode().word() + ", since " + since;
  }
}
