package io.abiwarden.ffi;

/** Python did not start; the message holds what it said. Nothing of it can be used afterwards. */
public final class InterpreterStartException extends FfiException {

  private static final long serialVersionUID = 1;

  InterpreterStartException(LibPython library, String reason) {
    super(
        "CPython "
            + library.kind().display()
            + " ("
            + library.file()
            + ") does not start: "
            + reason);
  }
}
