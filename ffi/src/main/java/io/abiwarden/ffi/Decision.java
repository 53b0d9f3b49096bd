package io.abiwarden.ffi;

/** What becomes of the thing that an audit event announces. */
public sealed interface Decision {

  /** It goes on. */
  Decision ALLOW = new Allow();

  /** It goes on. */
  record Allow() implements Decision {}

  /**
   * It is stopped by an {@code ImportError}; for the event {@code import}, with the module's name
   * and the file as its {@code name} and {@code path}.
   *
   * @param message what the error says
   */
  record Veto(String message) implements Decision {}
}
