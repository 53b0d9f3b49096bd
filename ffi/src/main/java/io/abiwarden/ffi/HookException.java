package io.abiwarden.ffi;

/** An audit hook could not be put into a host's Python; the message says why, in one line. */
public final class HookException extends FfiException {

  private static final long serialVersionUID = 1;

  HookException(HostPython python, String reason) {
    super("CPython " + python.kind().display() + " (" + python.file() + ") " + reason);
  }
}
