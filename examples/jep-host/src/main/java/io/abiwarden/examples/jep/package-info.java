/** A program that runs Python by Jep. */
@NullMarked
package io.abiwarden.examples.jep;

import org.jspecify.annotations.NullMarked;
