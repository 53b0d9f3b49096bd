/**
 * Platforms: what a wheel's platform tags promise, what an image needs, and whether the one covers
 * the other.
 *
 * <pre>{@code
 * List<Finding> findings =
 *     PlatformRules.check("pkg/_x.abi3.so", List.of(image), wheel.tags(), Set.of("libfoo-1a2b.so.1"));
 * Optional<VersionNumber> glibc = PlatformNeeds.of(image).glibc();
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.platform;

import org.jspecify.annotations.NullMarked;
