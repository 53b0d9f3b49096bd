/**
 * What the parent asks of a worker and what a worker reports, and how both are written down.
 *
 * <p>Everything a worker reports comes from a process in which foreign code runs, so it is read
 * with limits, and junk between frames is skipped.
 */
@NullMarked
package io.abiwarden.worker.protocol;

import org.jspecify.annotations.NullMarked;
