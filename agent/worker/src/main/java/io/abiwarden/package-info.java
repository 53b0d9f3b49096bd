/**
 * abiwarden for other people's code.
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="check"}
 *
 * <p>Several at once, whatever becomes of them; interpreters are looked for once:
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="several"}
 *
 * <p>What names and metadata promise, held against what is in the file; nothing is run:
 *
 * {@snippet file="io/abiwarden/ExamplesTest.java" region="audit"}
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
