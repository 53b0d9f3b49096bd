/** What runs in the worker's own process, beside foreign code. */
@NullMarked
package io.abiwarden.worker.process;

import org.jspecify.annotations.NullMarked;
