package io.abiwarden.guard;

import io.abiwarden.core.wheel.ExtensionName;
import io.abiwarden.ffi.Decision;
import io.abiwarden.ffi.ImportAttempt;
import io.abiwarden.ffi.ImportListener;
import io.abiwarden.guard.FileJudge.Judged;
import io.abiwarden.guard.ImportDecision.Occasion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stands between one Python and the files that it is about to open. Runs on the importing thread,
 * with the GIL held: it reads the file and writes the report, and hands all else over.
 */
final class Gate implements ImportListener {

  private static final int SOME_FILES = 40;

  /** Until the compiler has taken notice of what is done for each file. */
  private static final int ROUNDS = 10;

  private static final long LONGEST_REHEARSAL = Duration.ofMillis(100).toNanos();

  private final GuardState state;
  private final PythonInProcess python;
  private final Runnable onEnd;

  /**
   * A gate.
   *
   * @param onEnd is told that Python ends
   */
  Gate(GuardState state, PythonInProcess python, Runnable onEnd) {
    this.state = state;
    this.python = python;
    this.onEnd = onEnd;
  }

  @Override
  public Decision onImport(ImportAttempt attempt) {
    Occasion occasion =
        switch (attempt.event()) {
          case IMPORT -> Occasion.IMPORT;
          case CTYPES_DLOPEN -> Occasion.CTYPES;
        };
    if (occasion == Occasion.CTYPES && attempt.file().indexOf('/') < 0) {
      // Looked for in the loader's folders, where libraries are and no extensions.
      return Decision.ALLOW;
    }
    return decide(occasion, attempt.module(), attempt.file(), !attempt.mainInterpreter());
  }

  /** Decides on a file, and says so to whoever wants to know. */
  Decision decide(Occasion occasion, String module, String file, boolean subinterpreter) {
    long start = System.nanoTime();
    String named = module.isEmpty() ? named(file) : module;
    Judgements.Answer answer = judge(file, named.substring(named.lastIndexOf('.') + 1));
    if (occasion != Occasion.IMPORT && !answer.judged().extension()) {
      return Decision.ALLOW;
    }
    ImportDecision decision = decision(occasion, named, file, subinterpreter, answer, start);
    note(decision);
    return decision.action() == ImportDecision.Action.REFUSED
        ? new Decision.Veto("abiwarden: " + decision.reason())
        : Decision.ALLOW;
  }

  /**
   * Goes the way of some decisions and tells nobody: where nothing else waits for it, since classes
   * are loaded on the way the first time.
   */
  void rehearse() {
    long end = System.nanoTime() + LONGEST_REHEARSAL;
    List<JudgedKey> files = python.judgements().some(SOME_FILES);
    for (int round = 0; round < ROUNDS && System.nanoTime() - end < 0; round++) {
      for (JudgedKey key : files) {
        Optional<Judgements.Answer> answer = python.judgements().ifKnown(key);
        // Others have gone, or changed, since they were judged.
        if (answer.isPresent()) {
          rehearse(key, answer.get());
        }
      }
    }
  }

  private void rehearse(JudgedKey key, Judgements.Answer answer) {
    ImportDecision decision =
        decision(Occasion.IMPORT, key.name(), key.path(), false, answer, System.nanoTime());
    if (state.reportFile().isPresent()) {
      var _ = DecisionJson.line(decision);
    }
    state.rehearse(decision);
  }

  private ImportDecision decision(
      Occasion occasion,
      String module,
      String file,
      boolean subinterpreter,
      Judgements.Answer answer,
      long start) {
    Judged judged = answer.judged();
    Ruling ruling = Ruling.of(state.policy(), judged.judgement(), module, file, subinterpreter);
    return new ImportDecision(
        Instant.now(),
        occasion,
        file,
        module,
        python.id(),
        subinterpreter,
        judged.judgement().verdict(),
        judged.judgement().findings(),
        ruling.action(occasion != Occasion.PRESENT),
        ruling.against(),
        ruling.reason(),
        judged.traits(),
        judged.target(),
        answer.seenBefore(),
        Duration.ofNanos(System.nanoTime() - start),
        Thread.currentThread().getName());
  }

  /** Whatever goes wrong here, an import still gets an answer: that it is not decided. */
  private Judgements.Answer judge(String file, String name) {
    try {
      return python.judgements().of(file, name);
    } catch (Throwable e) {
      state.failed(e);
      return new Judgements.Answer(Judged.UNDECIDED, false);
    }
  }

  /** Whatever goes wrong here, what was decided holds. */
  private void note(ImportDecision decision) {
    try {
      write(decision);
      state.recorder().record(decision);
      state.decided(decision);
    } catch (Throwable e) {
      state.noteFailed(e);
    }
  }

  private void write(ImportDecision decision) {
    if (state.reportFile().isEmpty()) {
      return;
    }
    try {
      state.reportFile().get().append(DecisionJson.line(decision));
    } catch (IOException e) {
      state.reportFailed(e);
    }
  }

  /** A file on its own is taken for the module that it is named for. */
  private static String named(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return ExtensionName.parse(name).map(ExtensionName::lastComponent).orElse(name);
  }

  @Override
  public void onEnd() {
    onEnd.run();
  }

  @Override
  public void onFailure(Throwable failure) {
    state.failed(failure);
  }
}
