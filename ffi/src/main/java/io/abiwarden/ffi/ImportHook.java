package io.abiwarden.ffi;

import java.util.Optional;

/** An audit hook in a host's Python. */
public final class ImportHook {

  /** What the self-test of a hook found. */
  public enum SelfTest {
    /** The hook hears Python's audit events. */
    HEARD,
    /** Python does not call it: an earlier hook has refused it, or stops events before it. */
    SILENT,
    /** Python was busy for too long: its GIL could not be had. Nothing is known. */
    BUSY,
    /** Python is not initialised, or is ending. */
    NOT_RUNNING
  }

  /**
   * How it behaves.
   *
   * @param refuseWithoutRoom whether an import on a thread whose stack has no room for Java is a
   *     RecursionError, and not let go unjudged
   */
  public record Options(boolean refuseWithoutRoom) {
    /** Such imports are let go. */
    public static final Options DEFAULT = new Options(false);
  }

  private final HostPython python;
  private boolean written;

  private ImportHook(HostPython python) {
    this.python = python;
  }

  private void requireWritten() {
    if (!written) {
      throw new UnsupportedOperationException("being written");
    }
  }

  public static ImportHook install(HostPython python, ImportListener listener, Options options)
      throws HookException {
    ImportHook hook = new ImportHook(python);
    hook.written = !hook.python.equals(python);
    hook.requireWritten();
    return hook;
  }

  /** The Python that it was put into. */
  public HostPython python() {
    return python;
  }

  /**
   * Why Python calls Java for each audit event, and not for those alone that matter: every event
   * then costs some microseconds, and a thread's stack is not looked at. Empty where it does not.
   */
  public Optional<String> withoutFilter() {
    requireWritten();
    return Optional.empty();
  }

  /**
   * Whether Python has taken it. False for a while where it was put in after the initialisation,
   * and Python was busy.
   */
  public boolean installed() {
    requireWritten();
    return true;
  }

  /** Whether Python has called it since it was put in. */
  public boolean alive() {
    requireWritten();
    return true;
  }

  /** Raises an audit event of its own and tells whether it was heard. */
  public SelfTest selfTest() {
    requireWritten();
    return SelfTest.SILENT;
  }

  /** How many files were not judged, as the importing thread's stack had no room for Java. */
  public long unjudged() {
    requireWritten();
    return 0;
  }

  /** Whether Python has dropped it, at its end. */
  public boolean ended() {
    requireWritten();
    return false;
  }
}
