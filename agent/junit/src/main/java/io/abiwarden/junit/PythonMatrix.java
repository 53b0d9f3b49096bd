package io.abiwarden.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each of some interpreters, in place of {@code @Test}; with {@link
 * Artifacts}, once for each of them and each artifact.
 *
 * <p>The test's method, its {@code @BeforeEach} and {@code @AfterEach} methods and, with the default
 * life cycle, its class's constructor may have parameters of these types: {@link
 * io.abiwarden.worker.python.Interpreter}, {@link io.abiwarden.worker.python.Interpreters} (all of
 * this machine); and with {@code @Artifacts} {@link java.nio.file.Path} (the artifact; a {@code Path}
 * with an annotation, such as {@code @TempDir}, is left to whom that belongs to) and {@link
 * io.abiwarden.Check} (of this artifact on this interpreter).
 *
 * <p>May be put on an annotation of one's own, which then stands for it:
 *
 * <pre>{@code
 * @Retention(RetentionPolicy.RUNTIME)
 * @PythonMatrix({"3.13", "3.14", "3.14t"})
 * @interface OnAllOurPythons {}
 * }</pre>
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(AbiwardenExtension.class)
public @interface PythonMatrix {

  /**
   * The interpreters, as the command's {@code --python} takes them: {@code 3.14} (which never means
   * 3.14t), {@code 3.14t}, {@code 3.14.7t}; {@code embedded}, the one that comes with abiwarden; a
   * path to an executable, a virtual environment, a libpython or a prefix; {@code 3.14t@win_amd64}
   * for one of another platform, which is judged for from data; or {@code all} for every one that
   * is found, of which those that cannot be used are skipped. Two names of one interpreter count
   * once. At least one; a name that can mean no interpreter fails whatever {@link #whenMissing}
   * says.
   */
  String[] value();

  /** What becomes of a named interpreter that is not here, or cannot be used here. */
  WhenMissing whenMissing() default WhenMissing.FAIL;
}
