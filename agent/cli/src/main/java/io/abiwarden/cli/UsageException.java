package io.abiwarden.cli;

/** Something the user asked for that cannot be done; the message is the one line to show. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
