/**
 * abiwarden for other people's code.
 *
 * <p>Whatever is checked is only ever loaded by worker processes, which are gone when the check is
 * done; the JVM that asks loads nothing foreign and needs no flags.
 *
 * <p>What is found is told by the records of {@link io.abiwarden.worker.check}, {@link
 * io.abiwarden.core.audit} and {@link io.abiwarden.worker.python}.
 */
@NullMarked
package io.abiwarden;

import org.jspecify.annotations.NullMarked;
