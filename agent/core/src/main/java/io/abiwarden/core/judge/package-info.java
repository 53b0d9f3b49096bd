/** Verdicts, rules and findings, and the one pure function that makes them. */
@NullMarked
package io.abiwarden.core.judge;

import org.jspecify.annotations.NullMarked;
