/**
 * Which interpreters are on this machine, and what is true of each. Facts are read from files; an
 * interpreter is run only where its files do not tell its version.
 *
 * <pre>{@code
 * Interpreters found = Interpreters.discover();
 * for (Interpreter python : found.select(List.of("3.14t", "embedded"))) { ... }
 * }</pre>
 */
@NullMarked
package io.abiwarden.worker.python;

import org.jspecify.annotations.NullMarked;
