package io.abiwarden.ffi;

import io.abiwarden.ffi.AttachedCall.Outcome;
import io.abiwarden.ffi.FilterData.Word;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An audit hook (PEP 578) in a host's Python, which hears of extension files, and of what ctypes
 * opens, before they are opened.
 *
 * <p>What Python calls is a few hundred bytes of machine code, which call Java for such files
 * alone, in this process alone (a forked child has the JVM's memory, but none of its threads), as
 * long as the JVM is there (a Python that brought it along may outlive it), and where the thread's
 * stack has room for Java: an overflow there would end the JVM. All other events cost nanoseconds.
 *
 * <p>A hook cannot be taken out. Where Python ends, it drops its hooks, and this one is put in
 * again by the end itself, before Python can be started once more. All methods may be called from
 * any thread, whether or not it is attached to Python; none waits for Python for more than two
 * seconds.
 */
public final class ImportHook {

  /** What the self-test of a hook found. */
  public enum SelfTest {
    /** The hook hears Python's audit events. */
    HEARD,
    /** Python does not call it: an earlier hook has refused it, or stops events before it. */
    SILENT,
    /** Python was busy for too long, for this or for taking the hook. Nothing is known. */
    BUSY,
    /** Python is not initialised, or is ending. */
    NOT_RUNNING
  }

  /**
   * How it behaves.
   *
   * @param refuseWithoutRoom whether opening a file on a thread whose stack has no room for Java is
   *     a RecursionError, and not let go unjudged
   * @param roomForJava how many bytes of stack must be left, from 128 KiB to 1 GiB. HotSpot's own
   *     zones at a stack's end take about 100 KB of it: where less than 112 KB are left, a call of
   *     Java ends the process. Machines with larger pages than 4 KiB have larger zones, which are
   *     added
   */
  public record Options(boolean refuseWithoutRoom, int roomForJava) {

    /** Opening files is let go where there are not 256 KiB left. */
    public static final Options DEFAULT = new Options(false, 256 << 10);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the room is out of its range
     */
    public Options {
      if (roomForJava < 128 << 10 || roomForJava > 1 << 30) {
        throw new IllegalArgumentException("a stack's room is 128 KiB to 1 GiB: " + roomForJava);
      }
    }

    /** The same, with this done where there is no room. */
    public Options withRefuseWithoutRoom(boolean refuse) {
      return new Options(refuse, roomForJava);
    }
  }

  /** How long Python is waited for, in milliseconds. */
  private static final long PATIENCE = 2000;

  /** How many times a Python that is to be started is looked at every millisecond. */
  private static final int SOON = 30_000;

  private final HostPython python;
  private final FilterData data;
  private final String withoutFilter;
  private final Optional<String> delayed;
  private final AttachedCall adding;
  private final ComingBack comingBack;
  private volatile boolean added;

  private ImportHook(
      HostPython python,
      FilterData data,
      String withoutFilter,
      Optional<String> delayed,
      AttachedCall adding,
      Runnable again) {
    this.python = python;
    this.data = data;
    this.withoutFilter = withoutFilter;
    this.delayed = delayed;
    this.adding = adding;
    this.comingBack = new ComingBack(python.library().functions(), again);
  }

  /**
   * Does now what takes long at the first hook and needs no Python: linking with Java, mapping the
   * machine code. For a thread in the background, at the start of a program; a hook needs no such
   * preparation.
   *
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static void prepare() {
    NativeAccess.check();
    NativeCode.Outcome _ = NativeCode.load();
    ImportUpcall.link();
  }

  /**
   * Puts a hook in, at best before Python is initialised: then nothing that it opens is missed.
   * Afterwards, earlier hooks hear of it and may refuse it in silence, which {@link #selfTest}
   * finds out; and where Python is busy, it is put in later ({@link #installed}). It is also put in
   * later, as soon as Python is initialised, where its allocator demands that ({@link #delayed}).
   *
   * @throws HookException if Python is ending, or refuses the hook
   * @throws NativeAccessException if this JVM may not call native code
   */
  public static ImportHook install(HostPython python, ImportListener listener, Options options)
      throws HookException {
    NativeAccess.check();
    if (python.finalizing()) {
      throw new HookException(python, "is ending, and takes no audit hook any more");
    }
    LibPython library = python.library();
    FilterData data;
    NativeCode.Outcome code = NativeCode.load();
    ImportUpcall upcall = new ImportUpcall(library, listener);
    try {
      warm(library);
      data = FilterData.of(library, upcall.address(), options);
    } catch (UnsupportedOperationException e) {
      throw new HookException(python, "takes no audit hook: " + e.getMessage());
    }
    long function = code.code().map(NativeCode::filter).orElseGet(() -> data.get(Word.JAVA));
    ImportUpcall.rehearse(data.get(Word.JAVA), upcall.calls());
    if (code.code().isEmpty()) {
      upcall.countIn(data);
    }
    AttachedCall adding =
        new AttachedCall(python, PythonFunction.ADD_AUDIT_HOOK, function, data.address());
    Optional<String> whyNotYet =
        python.initialized() ? Optional.empty() : DebugAllocator.whyNotYet(python.kind());
    AtomicReference<@Nullable ImportHook> made = new AtomicReference<>();
    Runnable again =
        () -> {
          ImportHook hook = made.get();
          if (hook != null) {
            hook.putBack(function, listener);
          }
        };
    ImportHook hook = new ImportHook(python, data, code.whyNot(), whyNotYet, adding, again);
    made.set(hook);
    upcall.atEnd(hook::announcedEnd);
    if (whyNotYet.isPresent()) {
      hook.addOnceStarted(function, listener);
    } else {
      hook.add(function);
    }
    return hook;
  }

  /** Where it is not put back, nothing calls any more, and that is to be noticed. */
  private void announcedEnd() {
    data.silence();
    comingBack.ask();
  }

  /** Python has ended, and has no interpreter. */
  private void putBack(long function, ImportListener listener) {
    // A delayed hook would have to attach itself to a Python that comes and goes: that crashes.
    if (DebugAllocator.whyNotYet(python.kind()).isEmpty()
        && addDetached(python.library().functions(), function) == Outcome.FAILED) {
      listener.onFailure(new HookException(python, "takes no audit hook again after its end"));
    }
  }

  private void addOnceStarted(long function, ImportListener listener) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                for (int waits = 0; !python.initialized(); waits++) {
                  // A Python that is not started soon is maybe not started at all.
                  Thread.sleep(waits < SOON ? 1 : 20);
                }
                add(function);
              } catch (HookException | RuntimeException | InterruptedException e) {
                listener.onFailure(e);
              }
            },
            "abiwarden-hook",
            0,
            false);
    thread.setDaemon(true);
    thread.start();
  }

  private void add(long function) throws HookException {
    FunctionTable functions = python.library().functions();
    Outcome outcome;
    if (!python.initialized()) {
      outcome = addDetached(functions, function);
    } else {
      outcome = adding.make(PATIENCE);
      // Before 3.12, adding looks at the thread state of whoever holds the GIL. Since then it needs
      // none; without one, earlier hooks are not asked, but the host is not unguarded, either.
      if (outcome == Outcome.WAITING && python.kind().atLeast(12) && adding.withdraw()) {
        outcome = addDetached(functions, function);
      }
    }
    if (outcome == Outcome.FAILED) {
      throw new HookException(python, "refuses an audit hook");
    }
    added = true;
  }

  private Outcome addDetached(FunctionTable functions, long function) {
    return functions.call(PythonFunction.ADD_AUDIT_HOOK, function, data.address()) == 0
        ? Outcome.DONE
        : Outcome.FAILED;
  }

  /**
   * Looks up what the upcall needs: in the upcall, the thread has the GIL and maybe little stack.
   */
  private static void warm(LibPython library) {
    library
        .functions()
        .resolve(
            PythonFunction.TUPLE_SIZE,
            PythonFunction.TUPLE_GET_ITEM,
            PythonFunction.OBJECT_TYPE,
            PythonFunction.TYPE_GET_FLAGS,
            PythonFunction.INC_REF,
            PythonFunction.DEC_REF,
            PythonFunction.UNICODE_GET_LENGTH,
            PythonFunction.UNICODE_AS_UCS4,
            PythonFunction.UNICODE_SUBSTRING,
            PythonFunction.UNICODE_DECODE_UTF16,
            PythonFunction.BYTES_AS_STRING,
            PythonFunction.BYTES_SIZE,
            PythonFunction.ERR_OCCURRED,
            PythonFunction.ERR_CLEAR,
            PythonFunction.ERR_SET_IMPORT_ERROR,
            PythonFunction.INTERPRETER_GET,
            PythonFunction.INTERPRETER_GET_ID);
  }

  /** The Python that it was put into. */
  public HostPython python() {
    return python;
  }

  /**
   * Why Python calls Java for each audit event, and not for those alone that matter: every event
   * then costs a microsecond or so, and a thread's stack is not looked at. Empty where it does not.
   * The system property {@code abiwarden.nativeFilter=off} is one reason, for systems where no
   * program is to make executable memory.
   */
  public Optional<String> withoutFilter() {
    return withoutFilter.isEmpty() ? Optional.empty() : Optional.of(withoutFilter);
  }

  /**
   * Why it is put in only after the start of Python, whatever is imported by then: the setting of
   * Python's allocator by which an earlier hook would end the process when Python ends. Empty if it
   * is not. Such a hook does not come back where Python is started once more.
   */
  public Optional<String> delayed() {
    return delayed;
  }

  /**
   * Whether Python has taken it. False for a while where it is {@link #delayed}, and for a Python
   * before 3.12 that was initialised and whose GIL could not be had; the hook is put in as soon as
   * it can.
   */
  public boolean installed() {
    return added && !adding.isWaiting();
  }

  /** Whether Python has called it since it was put in the last time, for whatever event. */
  public boolean alive() {
    return data.get(Word.HEARD) != 0;
  }

  /**
   * Raises the audit event {@code io.abiwarden.selftest} and tells whether it was heard. Other
   * hooks hear it, too, those in Python included.
   */
  public synchronized SelfTest selfTest() {
    if (!python.initialized() || python.finalizing()) {
      return SelfTest.NOT_RUNNING;
    }
    if (!installed()) {
      return SelfTest.BUSY;
    }
    long before = data.get(Word.TESTS);
    // Global, as a call that is withdrawn may still be waiting with it.
    AttachedCall raising = new AttachedCall(python, PythonFunction.AUDIT, TestEvent.NAME, 0);
    Outcome outcome = raising.make(PATIENCE);
    if (outcome == Outcome.WAITING) {
      raising.withdraw();
    }
    if (data.get(Word.TESTS) != before) {
      return SelfTest.HEARD;
    }
    return outcome == Outcome.WAITING ? SelfTest.BUSY : SelfTest.SILENT;
  }

  /** The event's name in memory, once. */
  private static final class TestEvent {
    static final long NAME = Arena.global().allocateFrom(FilterData.TEST_EVENT).address();
  }

  /** How many files were not judged, as the opening thread's stack had no room for Java. */
  public long unjudged() {
    return data.get(Word.UNJUDGED);
  }

  /** Whether Python has ended, or is about to, and was not started since. */
  public boolean ended() {
    return data.get(Word.ENDED) != 0 && !python.initialized();
  }
}
