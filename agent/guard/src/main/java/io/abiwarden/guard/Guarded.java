package io.abiwarden.guard;

import io.abiwarden.ffi.Decision;
import io.abiwarden.ffi.HookException;
import io.abiwarden.ffi.HostPython;
import io.abiwarden.ffi.ImportHook;
import io.abiwarden.guard.HostReport.Warning;
import io.abiwarden.guard.ImportDecision.Occasion;
import io.abiwarden.guard.log.GuardLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** A Python that is guarded: its hook is put in and looked after. */
final class Guarded {

  private static final Warning LATE =
      new Warning(
          "Python was started before the guard was there: what it imported until then was not"
              + " guarded",
          "install the guard before, or call Guard.libraryLoaded() between loading and starting it");

  private static final Warning KEPT_OUT =
      new Warning(
          "the audit hook of the guard is not called, so imports are NOT guarded: another audit"
              + " hook has kept it out",
          "install the guard before Python starts, or before that hook");

  private static final Warning NOT_BACK =
      new Warning(
          "Python was started again without the guard's audit hook, so imports are NOT guarded",
          "start Python once in a process");

  private static final Warning BUSY =
      new Warning(
          "whether the audit hook is called is not known: Python's GIL was never free",
          "see whether a thread holds it for ever");

  /**
   * A line about nothing wrong can wait until the host has started: a logger's start costs much.
   */
  private static final long LATER_MILLIS = 1000;

  private final HostPython host;
  private final GuardState state;
  private final Messenger messenger;
  private final GuardLog log;
  private final Gate gate;

  /** Another one where the first was lost. */
  private volatile ImportHook hook;

  private volatile boolean startedBefore;
  private final AtomicBoolean watched = new AtomicBoolean();

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
    if (before) {
      lookAhead();
    } else {
      judgePresent();
    }
    watch();
  }

  /** What is wrong here may end the process at once, so that it is waited for to be said. */
  private void lookAhead() {
    List<Warning> warnings = HostCheck.beforeStart(host);
    if (!warnings.isEmpty()) {
      messenger.tellAndWait(() -> warnings.forEach(warning -> log.warn(warning.text())));
    }
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

  /** Looks for its start, unless somebody does: a Python may come and go faster than one looks. */
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      messenger.until(this::started);
    }
  }

  /** Reports once Python runs; then sees to it that the hook is really called. */
  private boolean started() {
    if (!host.initialized() || !hook.installed()) {
      return false;
    }
    watched.set(false);
    if (hook.delayed().isPresent()) {
      judgePresent();
    }
    List<Warning> warnings = new ArrayList<>();
    if (!hook.alive()) {
      warnings.addAll(silent());
    }
    HostReport found = HostCheck.report(hook, before, warnings);
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
    if (startedBefore) {
      // Whoever ends and starts Python again and again must not be attached to it meanwhile.
      return List.of(NOT_BACK);
    }
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

  /** Python ends, and the hook comes back by itself. Called by the thread that ends it. */
  private void ended() {
    if (!host.initialized()) {
      startedBefore = true;
      watch();
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
