/**
 * Imports in children of an interpreter's own command. Each such interpreter is started once and
 * stays warm; a child of it (fork) does one import, as its user would, and what ran in one child is
 * never there in the next.
 */
@NullMarked
package io.abiwarden.worker.fork;

import org.jspecify.annotations.NullMarked;
