package io.abiwarden.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.opentest4j.TestAbortedException;

/**
 * Skips a test, and says why. JUnit makes the instance of a test that is disabled; where that wants
 * what is not there, the test is aborted, which reports show as skipped as well.
 */
record SkippedInstead(String why) implements ExecutionCondition, TestInstancePreConstructCallback {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return ConditionEvaluationResult.disabled(why);
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    boolean wants =
        Stream.of(factory.getTestClass().getDeclaredConstructors())
            .flatMap(constructor -> Stream.of(constructor.getParameterTypes()))
            .anyMatch(InjectedPair::isOurs);
    if (wants) {
      throw new TestAbortedException(why);
    }
  }
}
