/**
 * Which interpreters are on this machine, and what is true of each. Facts are read from files; an
 * interpreter is run only where its files do not tell its version.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="pythons"}
 */
@NullMarked
package io.abiwarden.worker.python;

import org.jspecify.annotations.NullMarked;
