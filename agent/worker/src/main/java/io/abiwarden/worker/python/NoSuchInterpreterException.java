package io.abiwarden.worker.python;

/**
 * A {@code --python} that names nothing that can be used; the message is one line that says what
 * was found and what to do.
 */
public final class NoSuchInterpreterException extends Exception {

  private static final long serialVersionUID = 1L;

  NoSuchInterpreterException(String message) {
    super(message);
  }
}
