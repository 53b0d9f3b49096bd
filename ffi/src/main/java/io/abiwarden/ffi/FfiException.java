package io.abiwarden.ffi;

/** What can go wrong with foreign code and is no mistake of the caller. The message is one line. */
public abstract sealed class FfiException extends Exception
    permits LibraryLoadException, InterpreterStartException, PythonException {

  private static final long serialVersionUID = 1;

  FfiException(String message) {
    super(message);
  }
}
