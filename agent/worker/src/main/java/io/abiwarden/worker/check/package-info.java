/**
 * Checking artifacts against interpreters: reading, judging, and running in workers what may be
 * run.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="checker"}
 */
@NullMarked
package io.abiwarden.worker.check;

import org.jspecify.annotations.NullMarked;
