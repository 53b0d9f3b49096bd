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
record FailingInstead(String why) implements TestInstancePreConstructCallback, BeforeEachCallback {

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    throw failure(factory.getTestClass(), "<init>");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    throw failure(
        context.getRequiredTestClass(),
        context.getTestMethod().map(Method::getName).orElse("<init>"));
  }

  /** Points at the test: nothing that happened on the way here is of use to anybody. */
  private AssertionError failure(Class<?> type, String method) {
    AssertionError failure = new AssertionError(why);
    failure.setStackTrace(
        new StackTraceElement[] {new StackTraceElement(type.getName(), method, null, -1)});
    return failure;
  }
}
