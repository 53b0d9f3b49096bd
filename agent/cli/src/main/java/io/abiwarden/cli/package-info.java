/**
 * The abiwarden command: what it understands, how it reports, and how it exits.
 *
 * <pre>{@code
 * scripts/abiwarden check some.whl --python 3.14t --format json
 * }</pre>
 */
@NullMarked
package io.abiwarden.cli;

import org.jspecify.annotations.NullMarked;
