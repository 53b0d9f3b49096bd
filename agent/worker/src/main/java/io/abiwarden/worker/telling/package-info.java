/**
 * What the Python code that does an import tells of it, and what that means: the same for an
 * interpreter in a worker's own JVM and for a child of the user's own Python.
 */
@NullMarked
package io.abiwarden.worker.telling;

import org.jspecify.annotations.NullMarked;
