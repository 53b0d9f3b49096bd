/**
 * What is baked into extension modules, read and never run.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="inspect"}
 */
@NullMarked
package io.abiwarden.worker.inspect;

import org.jspecify.annotations.NullMarked;
