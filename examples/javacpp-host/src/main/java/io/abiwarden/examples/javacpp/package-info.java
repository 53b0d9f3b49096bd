/** A program that runs Python that JavaCPP packages. */
@NullMarked
package io.abiwarden.examples.javacpp;

import org.jspecify.annotations.NullMarked;
