package io.abiwarden.junit;

import io.abiwarden.Abiwarden;
import io.abiwarden.Check;
import io.abiwarden.worker.python.Interpreter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a test its artifact, its interpreter, and the check of the one on the other. */
record InjectedPair(MatrixCase.Run pair) implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return isOurs(type) && !(type == Path.class && isSomebodysOwn(parameter.getParameter()));
  }

  /** Whether a parameter of a type may be for a pair. */
  static boolean isOurs(Class<?> type) {
    return type == Interpreter.class || type == Check.class || type == Path.class;
  }

  /** Whether a test is about an artifact on an interpreter, and not about the artifact alone. */
  static boolean wantsInterpreter(Method test) {
    return Stream.of(test.getParameterTypes())
        .anyMatch(type -> type == Interpreter.class || type == Check.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Interpreter.class) {
      return pair.python()
          .orElseThrow(
              () ->
                  new ParameterResolutionException(
                      "there is no interpreter for "
                          + parameter.getParameter()
                          + ": the test itself wants none, so that it runs once for each artifact;"
                          + " give it a parameter of this type, or @PythonMatrix"));
    }
    Path artifact =
        pair.artifact()
            .orElseThrow(
                () ->
                    new ParameterResolutionException(
                        "there is no artifact for "
                            + parameter.getParameter()
                            + ": add @Artifacts(\"dist/*.whl\")"));
    if (type == Path.class) {
      return artifact;
    }
    Check check = Abiwarden.check(artifact).among(ThisMachine.pythons());
    return pair.python().map(check::on).orElse(check);
  }

  /**
   * Whether an annotation such as @TempDir says that it is another extension's; nullness is not.
   */
  private static boolean isSomebodysOwn(Parameter parameter) {
    return Stream.of(parameter.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(type -> !type.getSimpleName().toLowerCase(Locale.ROOT).contains("null"));
  }
}
