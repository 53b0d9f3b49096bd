package io.abiwarden.junit;

import io.abiwarden.worker.python.Interpreters;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link PythonMatrix} and {@link Artifacts} are registered with. Registered on a class
 * ({@code @ExtendWith(AbiwardenExtension.class)}), it has two uses for tests of any kind:
 * parameters of type {@link Interpreters}, and workers that end with the run of the tests, and not
 * only with the JVM.
 *
 * <p>Holds nothing itself; safe where tests run in parallel.
 */
public final class AbiwardenExtension
    implements TestTemplateInvocationContextProvider,
        ParameterResolver,
        BeforeAllCallback,
        BeforeEachCallback {

  /** For JUnit, which makes one for each place where it is registered. */
  public AbiwardenExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return find(context, PythonMatrix.class).isPresent()
        || find(context, Artifacts.class).isPresent();
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    WarmUntilTheEnd.of(context);
    Optional<PythonMatrix> matrix = find(context, PythonMatrix.class);
    Optional<Artifacts> artifacts = find(context, Artifacts.class);
    Path folder = ArtifactGlob.projectFolder();
    Method test = context.getRequiredTestMethod();
    List<MatrixCase> cases;
    if (matrix.isPresent()) {
      cases = Matrix.of(matrix.get(), artifacts, folder);
    } else if (InjectedPair.wantsInterpreter(test)) {
      cases = Matrix.of(artifacts.orElseThrow(), folder);
    } else {
      cases = Matrix.each(artifacts.orElseThrow(), folder);
    }
    return cases.stream().map(one -> invocation(one, test));
  }

  private static TestTemplateInvocationContext invocation(MatrixCase one, Method test) {
    return switch (one) {
      case MatrixCase.Run run -> new Invocation(run.name(), List.of(new InjectedPair(run)));
      case MatrixCase.Fail(String name, String why) ->
          new Invocation(name, List.of(new FailingInstead(why, test)));
      case MatrixCase.Skip(String name, String why) ->
          new Invocation(name, List.of(new SkippedInstead(why)));
    };
  }

  private static <A extends Annotation> Optional<A> find(ExtensionContext context, Class<A> type) {
    return AnnotationSupport.findAnnotation(context.getElement(), type);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    WarmUntilTheEnd.of(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    WarmUntilTheEnd.of(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Interpreters.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return ThisMachine.pythons();
  }
}
