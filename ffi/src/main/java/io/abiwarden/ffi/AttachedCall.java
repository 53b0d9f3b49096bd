package io.abiwarden.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A call of a function of a host's Python that needs an attached thread state, from a thread that
 * may have one or not.
 *
 * <p>A thread without one does not attach itself, as it would wait for the GIL, which the host may
 * hold for ever, and where Python ends meanwhile, that wait never ends, or ends the thread. So a
 * new thread attaches itself, one that is not Java's and may come to such an end; it is waited for
 * as long as one is patient.
 */
final class AttachedCall {

  /** The words of {@code struct attached_call} in import_filter.c, in its order. */
  private enum Word {
    ENSURE,
    RELEASE,
    FUNCTION,
    FIRST,
    SECOND,
    CLEAR_ERROR,
    TAKEN,
    RESULT,
    DONE
  }

  /** What came of it. */
  enum Outcome {
    DONE,
    /** The function said that it failed; the Python exception is cleared. */
    FAILED,
    /** Python was busy; the call will be made when it no longer is, unless it is withdrawn. */
    WAITING
  }

  private static final long STEP = TimeUnit.MICROSECONDS.toNanos(200);

  private final HostPython python;
  private final PythonFunction function;
  private final long first;
  private final long second;

  /** What the other thread works on, unless it is done. */
  private volatile Optional<NativeWords<Word>> waiting = Optional.empty();

  /**
   * A call that is not made yet.
   *
   * @param function one with two arguments, which returns 0 unless it fails
   */
  AttachedCall(HostPython python, PythonFunction function, long first, long second) {
    this.python = python;
    this.function = function;
    this.first = first;
    this.second = second;
  }

  /**
   * Makes the call.
   *
   * @param patience how long to wait for Python, in milliseconds; a thread that is attached already
   *     does not wait
   */
  Outcome make(long patience) {
    FunctionTable functions = python.library().functions();
    if (ThreadAttachment.isAttached(python)) {
      return functions.call(function, first, second) == 0 ? Outcome.DONE : failed(functions);
    }
    // Closed by hand, and not at all as long as the other thread may use it.
    Arena arena = Arena.ofShared();
    NativeWords<Word> words = new NativeWords<>(arena, Word.class);
    words.set(Word.ENSURE, functions.address("PyGILState_Ensure"));
    words.set(Word.RELEASE, functions.address("PyGILState_Release"));
    words.set(Word.FUNCTION, functions.address(function.symbol()));
    words.set(Word.FIRST, first);
    words.set(Word.SECOND, second);
    words.set(Word.CLEAR_ERROR, functions.address(PythonFunction.ERR_CLEAR.symbol()));
    start(words);
    if (!await(words, patience)) {
      waiting = Optional.of(words);
      return Outcome.WAITING;
    }
    boolean failed = words.get(Word.RESULT) != 0;
    arena.close();
    return failed ? Outcome.FAILED : Outcome.DONE;
  }

  private static Outcome failed(FunctionTable functions) {
    functions.call(PythonFunction.ERR_CLEAR);
    return Outcome.FAILED;
  }

  /** Whether a call that was waiting is still to be made. */
  boolean isWaiting() {
    return waiting.filter(words -> words.get(Word.DONE) == 0).isPresent();
  }

  /**
   * Sees to it that a call that is waiting is not made.
   *
   * @return whether that was in time; if not, the call is being made, or was made
   */
  boolean withdraw() {
    boolean taken = waiting.filter(AttachedCall::take).isPresent();
    if (taken) {
      waiting = Optional.empty();
    }
    return taken;
  }

  private static boolean take(NativeWords<Word> words) {
    return words.getAndSet(Word.TAKEN, 1) == 0;
  }

  private static void start(NativeWords<Word> words) {
    Optional<NativeCode> code = NativeCode.load().code();
    if (code.isEmpty() || !startNative(code.get().attach(), words.address())) {
      Thread thread = new Thread(null, () -> run(words), "abiwarden-attach");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static boolean startNative(long code, long words) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment thread = arena.allocate(ValueLayout.JAVA_LONG);
      var create = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "pthread_create");
      var detach = DynamicLoader.find(DynamicLoader.WHOLE_PROCESS, "pthread_detach");
      if (create.isEmpty()
          || detach.isEmpty()
          || (int) NativeCall.call(create.getAsLong(), thread.address(), 0, code, words) != 0) {
        return false;
      }
      NativeCall.call(detach.getAsLong(), thread.get(ValueLayout.JAVA_LONG, 0));
      return true;
    }
  }

  /** The C function {@code attach}, for machines that have no code for it. */
  private static void run(NativeWords<Word> words) {
    long state = NativeCall.call(words.get(Word.ENSURE));
    if (take(words)
        && (int)
                NativeCall.call(
                    words.get(Word.FUNCTION), words.get(Word.FIRST), words.get(Word.SECOND))
            != 0) {
      NativeCall.call(words.get(Word.CLEAR_ERROR));
      words.set(Word.RESULT, 1);
    }
    NativeCall.call(words.get(Word.RELEASE), state);
    words.set(Word.DONE, 1);
  }

  /** Waits with interrupts put off. */
  private static boolean await(NativeWords<Word> words, long patience) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
    boolean interrupted = false;
    while (words.get(Word.DONE) == 0 && System.nanoTime() - end < 0) {
      interrupted |= Thread.interrupted();
      LockSupport.parkNanos(words, STEP);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return words.get(Word.DONE) != 0;
  }
}
