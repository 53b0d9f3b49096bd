package io.abiwarden.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The artifacts that a test runs for: wheels, extension files, folders of wheels, installed trees.
 * They meet the interpreters of {@link PythonMatrix}.
 *
 * <p>On its own, it runs the test once for each artifact. If the test's method has a parameter of
 * type {@link io.abiwarden.worker.python.Interpreter} or {@link io.abiwarden.Check}, it is run for
 * each of those interpreters of this machine that the artifact's names promise; each promised one
 * that is not here is a skipped test that says how to get it, and where none is here, that fails.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AbiwardenExtension.class)
public @interface Artifacts {

  /**
   * Paths or globs: {@code target/wheels/*.whl}, {@code dist}, {@code build/**}{@code /_spam*.so}.
   * Slashes separate folders on every system; <code>*</code>, {@code ?}, {@code [a-z]} and {@code
   * {a,b}} stand for parts of one name, a name of only <code>**</code> for any number of folders,
   * none among them, that are not hidden and no links. Relative ones begin at the project's folder:
   * Maven's {@code basedir}, else the folder that the JVM was started in, which is Gradle's project
   * folder. Of a folder with wheels in it, each is an artifact. One that matches nothing fails.
   *
   * <p>Artifacts of one glob come in the order of their paths, and each once.
   */
  String[] value();

  /** Which wheels meet which interpreters of {@link PythonMatrix}. */
  Pairs pairs() default Pairs.INSTALLABLE;
}
