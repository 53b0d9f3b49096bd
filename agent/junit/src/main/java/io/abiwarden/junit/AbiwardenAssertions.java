package io.abiwarden.junit;

import io.abiwarden.Check;
import java.nio.file.Path;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.Assertions;

/**
 * AssertJ's assertions, and those for artifacts: wheels, extension files, installed trees. One
 * static import is enough.
 *
 * <pre>{@code
 * import static io.abiwarden.junit.AbiwardenAssertions.assertThat;
 *
 * assertThat(wheel).on("3.14t").loads().keepsGilDisabled();
 * assertThat(wheel).keepsItsPromises();
 * assertThat(wheel).exists();
 * }</pre>
 *
 * <p>Failures are gathered by AssertJ's soft assertions as follows:
 *
 * <pre>{@code
 * assertSoftly(softly -> {
 *   softly.check(() -> assertThat(wheel).on("3.14").loads());
 *   softly.check(() -> assertThat(wheel).on("3.14t").loads());
 * });
 * }</pre>
 */
public class AbiwardenAssertions extends Assertions {

  /** For subclasses, which gather the assertions of a project. */
  protected AbiwardenAssertions() {}

  /**
   * Assertions about a path, and about the artifact there.
   *
   * @param actual a wheel, an extension file, a folder of wheels, an installed tree; or any other
   *     path
   */
  @CheckReturnValue
  public static ArtifactAssert assertThat(Path actual) {
    return new ArtifactAssert(actual);
  }

  /**
   * Assertions about what a check finds, on all of its artifacts and interpreters. It is made when
   * the first of them is asked for, with interpreters that are started already where there are
   * such.
   *
   * @param actual the check; without interpreters it is made on those that names promise, all of
   *     which have to be here
   */
  @CheckReturnValue
  public static LoadAssert assertThat(Check actual) {
    return new LoadAssert(actual);
  }
}
