package io.abiwarden.guard;

import io.abiwarden.ffi.Decision;
import io.abiwarden.ffi.HookException;
import io.abiwarden.ffi.HostPython;
import io.abiwarden.ffi.ImportHook;
import io.abiwarden.guard.HostReport.Warning;
import io.abiwarden.guard.ImportDecision.Occasion;
import io.abiwarden.guard.log.GuardLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A Python that is guarded: its hook is put in, looked after, and put back where Python is started
 * once more.
 */
final class Guarded {

  private static final Warning LATE =
      new Warning(
          "Python was started before the guard was there: what it imported until then was not"
              + " guarded",
          "call Guard.libraryLoaded() before starting it");

  private static final Warning KEPT_OUT =
      new Warning(
          "the audit hook of the guard is not called, so imports are NOT guarded: another audit"
              + " hook has kept it out",
          "install the guard before Python starts, or before that hook");

  private static final Warning BUSY =
      new Warning(
          "whether the audit hook is called is not known: Python's GIL was never free",
          "see whether a thread holds it for ever");

  /** For which a thread looks without a pause whether Python has ended, in nanoseconds. */
  private static final long WATCHFUL = Duration.ofMillis(100).toNanos();

  /** Between two looks after that. */
  private static final long BRIEF = 50_000;

  /** What foreign code does at the end of Python may take for ever. */
  private static final long MOST_FINALIZING = Duration.ofSeconds(30).toNanos();

  /**
   * A line about nothing wrong can wait until the host has started: a logger's start costs much.
   */
  private static final long LATER_MILLIS = 1000;

  private final HostPython host;
  private final GuardState state;
  private final Messenger messenger;
  private final GuardLog log;
  private final Gate gate;
  private final AtomicBoolean beingRestored = new AtomicBoolean();

  /** Changes when Python is started again. */
  private volatile ImportHook hook;

  /** Whether the first hook was in before Python started. */
  private final boolean before;

  private volatile Optional<HostReport> report = Optional.empty();

  /**
   * Puts a hook in. Waits for the GIL of a Python that runs, two seconds at most.
   *
   * @throws HookException if Python refuses it
   */
  Guarded(HostPython host, GuardState state, Messenger messenger, GuardLog log)
      throws HookException {
    this.host = host;
    this.state = state;
    this.messenger = messenger;
    this.log = log;
    this.gate = new Gate(state, new PythonInProcess(host, state.policy()), this::ended);
    this.hook = install();
    this.before = !host.initialized();
    messenger.tell(new Rehearsal(gate));
    if (!before) {
      judgePresent();
    }
    messenger.until(this::started);
  }

  private ImportHook install() throws HookException {
    return ImportHook.install(
        host,
        gate,
        ImportHook.Options.DEFAULT.withRefuseWithoutRoom(
            state.policy().mode() == GuardPolicy.Mode.ENFORCE));
  }

  HostPython host() {
    return host;
  }

  /** What was found when it had started; empty before. */
  Optional<HostReport> report() {
    return report;
  }

  long unjudged() {
    return hook.unjudged();
  }

  boolean selfTest() {
    return hook.selfTest() == ImportHook.SelfTest.HEARD;
  }

  /** What is in the process already cannot be stopped, and is told. */
  private void judgePresent() {
    for (Path file : HostPython.mappedFiles()) {
      if (!file.equals(host.file())) {
        Decision _ = gate.decide(Occasion.PRESENT, "", file.toString(), false);
      }
    }
  }

  /** Reports once Python runs; then sees to it that the hook is really called. */
  private boolean started() {
    if (!host.initialized()) {
      return false;
    }
    List<Warning> warnings = new ArrayList<>();
    if (!hook.alive()) {
      warnings.addAll(silent());
    }
    HostReport found = HostCheck.report(host, before, hook.withoutFilter(), warnings);
    report = Optional.of(found);
    String line = found.line() + "; policy " + state.policy().mode().word();
    if (found.warnings().isEmpty()) {
      messenger.later(LATER_MILLIS, () -> log.info(line));
    } else {
      log.info(line);
      found.warnings().forEach(warning -> log.warn(warning.text()));
    }
    return true;
  }

  /** A hook that was not called although Python ran. */
  private List<Warning> silent() {
    return switch (hook.selfTest()) {
      case HEARD, NOT_RUNNING -> List.of();
      case BUSY -> List.of(BUSY);
      case SILENT -> isBack() ? List.of(LATE) : List.of(KEPT_OUT);
    };
  }

  /** One that was put in while Python was starting may be lost: there it can be put in again. */
  private boolean isBack() {
    try {
      hook = install();
    } catch (HookException e) {
      return false;
    }
    if (!selfTest()) {
      return false;
    }
    judgePresent();
    return true;
  }

  /**
   * Python drops its hooks, at its end: it may be started again at once, so there is no time to
   * lose. Called by the thread that ends it.
   */
  private void ended() {
    messenger.tell(this::again);
  }

  private void again() {
    long start = System.nanoTime();
    while (host.finalizing() && System.nanoTime() - start < MOST_FINALIZING) {
      if (System.nanoTime() - start < WATCHFUL) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(BRIEF);
      }
    }
    try {
      restore();
    } catch (HookException | RuntimeException e) {
      log.error("Python ended; if it is started again, its imports are not guarded", e);
    }
  }

  /**
   * Puts the hook back into a Python that has dropped it.
   *
   * @throws HookException if Python refuses it
   */
  void restore() throws HookException {
    if (!hook.ended() || host.finalizing() || !beingRestored.compareAndSet(false, true)) {
      return;
    }
    try {
      boolean late = host.initialized();
      if (late && selfTest()) {
        // Anybody can raise the event that announces the end.
        return;
      }
      hook = install();
      if (late) {
        messenger.tell(() -> log.warn(LATE.text()));
        judgePresent();
      }
      messenger.until(this::started);
    } finally {
      beingRestored.set(false);
    }
  }

  /** As a class, since the first lambda of a kind costs a young JVM milliseconds. */
  private record Rehearsal(Gate gate) implements Runnable {
    @Override
    public void run() {
      gate.rehearse();
    }
  }
}
