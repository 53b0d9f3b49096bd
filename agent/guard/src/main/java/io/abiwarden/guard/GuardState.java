package io.abiwarden.guard;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.guard.ImportDecision.Action;
import io.abiwarden.guard.log.GuardLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What all gates of a guard share. Its methods are called in the middle of imports: they note and
 * hand over, and what takes time or may wait is done by the {@link Messenger}.
 */
final class GuardState {

  private final GuardPolicy policy;
  private final Optional<ReportFile> reportFile;
  private final Recorder recorder = Recorder.find();
  private final Seen seen = new Seen();
  private final Messenger messenger;
  private final GuardLog log;
  private final List<DecisionListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean reportFailed = new AtomicBoolean();
  private final Consumer<PythonInProcess> onEnd;

  GuardState(
      GuardPolicy policy, Messenger messenger, GuardLog log, Consumer<PythonInProcess> onEnd) {
    this.policy = policy;
    this.reportFile = policy.report().map(ReportFile::open);
    this.messenger = messenger;
    this.log = log;
    this.onEnd = onEnd;
  }

  GuardPolicy policy() {
    return policy;
  }

  Optional<ReportFile> reportFile() {
    return reportFile;
  }

  Recorder recorder() {
    return recorder;
  }

  Seen seen() {
    return seen;
  }

  List<DecisionListener> listeners() {
    return listeners;
  }

  /** How many files could not be decided on since the guard itself failed. */
  long failures() {
    return failures.get();
  }

  void decided(ImportDecision decision) {
    boolean first = seen.add(decision);
    if (first || decision.action() != Action.ALLOWED || !listeners.isEmpty()) {
      messenger.tell(() -> tell(decision, first));
    }
  }

  private void tell(ImportDecision decision, boolean first) {
    switch (decision.action()) {
      case REFUSED -> log.warn("refused the import of " + name(decision) + decision.reason());
      case WARNED -> {
        if (first) {
          log.warn(name(decision) + decision.reason());
        }
      }
      case ALLOWED -> {
        if (first && decision.verdict() == Verdict.UNKNOWN) {
          log.info(name(decision) + "not decided by reading it: allowed (" + decision.file() + ")");
        }
      }
    }
    if (first) {
      decision.target().filter(TargetText::wrong).ifPresent(t -> log.warn(TargetText.of(decision)));
    }
    for (DecisionListener listener : listeners) {
      try {
        listener.decided(decision);
      } catch (Throwable e) {
        log.error("a listener for import decisions failed", e);
      }
    }
  }

  private static String name(ImportDecision decision) {
    return decision.module() + " on " + decision.interpreter() + ": ";
  }

  void ended(PythonInProcess python) {
    messenger.tell(() -> onEnd.accept(python));
  }

  void failed(Throwable failure) {
    failures.incrementAndGet();
    messenger.tell(() -> log.error("the guard failed to decide; the import went on", failure));
  }

  void reportFailed(IOException failure) {
    if (reportFailed.compareAndSet(false, true)) {
      messenger.tell(
          () ->
              log.error(
                  "the report cannot be written any more; imports are decided as before", failure));
    }
  }
}
