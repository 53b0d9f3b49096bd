package io.abiwarden.core.fix;

/**
 * What one builder says to a fix.
 *
 * @param text at most one sentence of its own; empty if it has nothing to say
 * @param whole whether nobody else is to be asked
 */
record Advice(String text, boolean whole) {

  /** Nothing. */
  static final Advice NONE = new Advice("", false);

  /** What others may add to. */
  static Advice part(String text) {
    return new Advice(text, false);
  }

  /** What settles it. */
  static Advice whole(String text) {
    return new Advice(text, true);
  }
}
