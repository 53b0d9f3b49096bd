/** A program that opens a libpython by java.lang.foreign. */
@NullMarked
package io.abiwarden.examples.ffm;

import org.jspecify.annotations.NullMarked;
