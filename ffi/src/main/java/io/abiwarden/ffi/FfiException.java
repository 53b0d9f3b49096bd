package io.abiwarden.ffi;

/** What can go wrong with foreign code and is no mistake of the caller. */
public abstract sealed class FfiException extends Exception
    permits HookException, LibraryLoadException, InterpreterStartException, PythonException {

  private static final long serialVersionUID = 1;

  private final String message;

  FfiException(String message) {
    super(message);
    this.message = message;
  }

  /** What to tell the user; one line, but for a Python exception whose own text has more. */
  @Override
  public String getMessage() {
    return message;
  }
}
