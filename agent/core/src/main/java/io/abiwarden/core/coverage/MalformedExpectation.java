package io.abiwarden.core.coverage;

/** A text that is no {@link Expectation}; the message is one line that says what is wanted. */
public final class MalformedExpectation extends Exception {

  private static final long serialVersionUID = 1L;

  MalformedExpectation(String item, String why) {
    super(item + ": " + why);
  }
}
