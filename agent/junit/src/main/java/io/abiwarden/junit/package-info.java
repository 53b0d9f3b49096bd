/**
 * Proving from a test that Python extension modules load.
 *
 * <p>Assertions in AssertJ's style, which work in tests of any kind:
 *
 * {@snippet file="io/abiwarden/junit/WheelExampleTest.java" region="one"}
 *
 * <p>And for JUnit Jupiter, 5.10 and newer, tests that run once for each interpreter and wheel:
 *
 * {@snippet file="io/abiwarden/junit/WheelExampleTest.java" region="matrix"}
 *
 * <p>The JVM that runs the tests loads nothing foreign, and needs no flags. Extensions are loaded
 * in worker processes, of which some are kept for the next test and all are gone when the run ends.
 */
@NullMarked
package io.abiwarden.junit;

import org.jspecify.annotations.NullMarked;
