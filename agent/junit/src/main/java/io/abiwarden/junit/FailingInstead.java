package io.abiwarden.junit;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails in place of a test that cannot be run: before its instance is made, where there is one for
 * each test, since that may want what is not there.
 */
record FailingInstead(String why, Method test)
    implements TestInstancePreConstructCallback, BeforeEachCallback {

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    throw failure();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    throw failure();
  }

  /** Points at the test: nothing that happened on the way here is of use to anybody. */
  private AssertionError failure() {
    AssertionError failure = new AssertionError(why);
    failure.setStackTrace(new StackTraceElement[] {TestPlace.of(test)});
    return failure;
  }
}
