package io.abiwarden.core.artifact;

import io.abiwarden.core.judge.Rule;

/** A wheel that is refused as it is; the message says why. */
public final class MalformedWheelException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Rule rule;

  private MalformedWheelException(Rule rule, String message) {
    super(message);
    this.rule = rule;
  }

  static MalformedWheelException limit(String message) {
    return new MalformedWheelException(Rule.AW503, message);
  }

  static MalformedWheelException path(String message) {
    return new MalformedWheelException(Rule.AW504, message);
  }

  /** The rule it breaks. */
  public Rule rule() {
    return rule;
  }
}
