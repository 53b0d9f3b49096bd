/**
 * Loads one extension in a process of its own, and reports what happened. A crash is a result.
 *
 * <pre>{@code
 * try (var workers = new Workers()) {
 *   WorkerReport report = workers.run(new WorkerJob(libpython, ..., new WorkerTask.Import(false, true), timeout));
 *   switch (report.outcome()) {
 *     case OK -> ...
 *     case SIGNAL -> report.crash() ...
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.worker;

import org.jspecify.annotations.NullMarked;
