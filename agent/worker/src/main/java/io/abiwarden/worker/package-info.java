/**
 * Loads one extension in a process of its own, and reports what happened. A crash is a result.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="worker"}
 */
@NullMarked
package io.abiwarden.worker;

import org.jspecify.annotations.NullMarked;
