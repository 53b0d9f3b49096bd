/**
 * Proving from a test that Python extension modules load.
 *
 * <p>Assertions in AssertJ's style, which work in tests of any kind:
 *
 * <pre>{@code
 * import static io.abiwarden.junit.AbiwardenAssertions.assertThat;
 *
 * @Test
 * void loads() {
 *   assertThat(Path.of("dist/spam-1.0-cp314-cp314t-linux_x86_64.whl")).on("3.14t").loads().keepsGilDisabled();
 * }
 * }</pre>
 *
 * <p>And for JUnit Jupiter, 5.10 and newer, tests that run once for each interpreter and wheel:
 *
 * <pre>{@code
 * @PythonMatrix({"3.14", "3.14t", "3.15t"})
 * @Artifacts("dist/*.whl")
 * void loads(Path wheel, Interpreter python) {
 *   assertThat(wheel).on(python).loads();
 * }
 * }</pre>
 *
 * <p>The JVM that runs the tests loads nothing foreign, and needs no flags. Extensions are loaded
 * in worker processes, of which some are kept for the next test and all are gone when the run ends.
 */
@NullMarked
package io.abiwarden.junit;

import org.jspecify.annotations.NullMarked;
