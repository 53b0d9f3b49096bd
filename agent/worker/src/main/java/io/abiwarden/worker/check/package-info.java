/**
 * Checking artifacts against interpreters: reading, judging, and running in workers what may be
 * run.
 *
 * <pre>{@code
 * try (Checker checker = new Checker(Interpreters.discover(), CheckListener.NONE)) {
 *   CheckReport report = checker.check(CheckRequest.of(List.of(wheel)));
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.worker.check;

import org.jspecify.annotations.NullMarked;
