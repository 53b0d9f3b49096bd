/**
 * What an extension says of itself: its entry functions, what they hand to Python, what it needs,
 * and which build all that points to.
 *
 * <pre>{@code
 * Evidence evidence = EvidenceReader.read(image, bytes);
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.evidence;

import org.jspecify.annotations.NullMarked;
