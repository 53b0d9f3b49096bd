/** Runs the examples with good and bad wheels, with and without the guard. */
@NullMarked
package io.abiwarden.examples;

import org.jspecify.annotations.NullMarked;
