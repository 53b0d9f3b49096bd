/**
 * Module definitions: {@code PyModuleDef}, slots and {@code PyABIInfo}, decoded by the same code
 * from a file and from a live process.
 */
@NullMarked
package io.abiwarden.core.definition;

import org.jspecify.annotations.NullMarked;
