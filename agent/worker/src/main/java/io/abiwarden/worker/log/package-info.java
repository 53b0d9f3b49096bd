/** The worker's logger. */
@NullMarked
package io.abiwarden.worker.log;

import org.jspecify.annotations.NullMarked;
