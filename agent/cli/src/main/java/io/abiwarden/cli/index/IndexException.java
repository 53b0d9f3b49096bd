package io.abiwarden.cli.index;

/**
 * Something that could not be had from an index; the message is one line that says what and what to
 * do about it, and never has a password in it.
 */
public final class IndexException extends Exception {

  private static final long serialVersionUID = 1L;

  /** With one line for the user. */
  public IndexException(String message) {
    super(message);
  }

  IndexException(String message, Throwable cause) {
    super(message, cause);
  }
}
