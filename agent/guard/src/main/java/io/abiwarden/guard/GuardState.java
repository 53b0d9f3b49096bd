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

/**
 * What all gates of a guard share. Its methods are called in the middle of imports: they note and
 * hand over, and what takes time or may wait is done by the {@link Messenger}.
 */
final class GuardState {

  private final GuardPolicy policy;
  private final Optional<ReportFile> reportFile;
  private final Recorder recorder = new Recorder();
  private final Seen seen = new Seen();
  private final Messenger messenger;
  private final GuardLog log;
  private final List<DecisionListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean reportFailed = new AtomicBoolean();

  GuardState(GuardPolicy policy, Messenger messenger, GuardLog log) {
    this.policy = policy;
    this.reportFile = policy.report().map(ReportFile::open);
    this.messenger = messenger;
    this.log = log;
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
    long times = seen.add(decision);
    // Waking another thread costs more than the rest of a decision.
    if (!listeners.isEmpty() || (isRemarkable(decision) && isNews(times))) {
      messenger.tell(new Telling(this, decision, times));
    }
  }

  /** Whether there is anything to log of it. */
  private static boolean isRemarkable(ImportDecision decision) {
    return decision.action() != Action.ALLOWED
        || decision.verdict() == Verdict.UNKNOWN
        || (decision.target().isPresent() && TargetText.wrong(decision.target().get()));
  }

  /** Goes the same way, and tells nobody. */
  void rehearse(ImportDecision decision) {
    long times = new Seen().add(decision);
    messenger.tell(new Telling(this, decision, -times));
    recorder.rehearse();
  }

  /** Of a number below 0, nobody is told. */
  private record Telling(GuardState state, ImportDecision decision, long times)
      implements Runnable {
    @Override
    public void run() {
      if (times >= 0) {
        state.tell(decision, times);
      }
    }
  }

  /** The first time, then the tenth, the hundredth and so on: who retries fills no log. */
  private static boolean isNews(long times) {
    long power = 1;
    while (power < times) {
      power *= 10;
    }
    return power == times;
  }

  private void tell(ImportDecision decision, long times) {
    if (isNews(times)) {
      log(decision, times == 1 ? "" : " (" + times + " times until now)");
    }
    for (DecisionListener listener : listeners) {
      try {
        listener.decided(decision);
      } catch (Throwable e) {
        log.error("a listener for import decisions failed", e);
      }
    }
  }

  private void log(ImportDecision decision, String often) {
    String name = decision.module() + " on " + decision.interpreter() + ": ";
    switch (decision.action()) {
      case REFUSED ->
          log.warn(OneLine.of("refused the import of " + name + decision.reason() + often));
      case WARNED -> log.warn(OneLine.of(name + decision.reason() + often));
      case ALLOWED -> {
        if (decision.verdict() == Verdict.UNKNOWN) {
          log.info(
              OneLine.of(
                  name + "not decided by reading it, and allowed: " + decision.file() + often));
        }
      }
    }
    if (decision.target().isPresent() && TargetText.wrong(decision.target().get())) {
      log.warn(OneLine.of(TargetText.of(decision)));
    }
  }

  void failed(Throwable failure) {
    long times = failures.incrementAndGet();
    if (isNews(times)) {
      messenger.tell(
          () ->
              log.error(
                  "the guard failed to decide on an import ("
                      + times
                      + " until now), which counts as unknown",
                  failure));
    }
  }

  /** A decision stands, but not all have heard of it. */
  void noteFailed(Throwable failure) {
    messenger.tell(() -> log.error("the guard failed to tell of a decision, which holds", failure));
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
