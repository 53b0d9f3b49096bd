package io.abiwarden.core.platform;

/** A word that names no platform whose interpreters are known; the message is one line. */
public final class UnknownTargetException extends Exception {

  private static final long serialVersionUID = 1L;

  UnknownTargetException(String message) {
    super(message);
  }
}
