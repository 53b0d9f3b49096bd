/**
 * What is baked into extension modules, read and never run.
 *
 * <pre>{@code
 * try (Artifact artifact = ArtifactReader.open(Path.of("some.whl"))) {
 *   Inspection inspection = Inspector.inspect(artifact);
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.worker.inspect;

import org.jspecify.annotations.NullMarked;
