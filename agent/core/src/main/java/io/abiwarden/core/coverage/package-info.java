/**
 * What a release covers: which of its wheels an installer would pick for each interpreter and
 * platform, where there is none, and where the one that is picked does not keep its promise. Pure:
 * nothing is read here.
 *
 * <pre>{@code
 * Expectation expected = Expectation.parse(List.of("3.9-3.15t"));
 * for (Grid grid : Coverage.of(expected, offers).grids()) {
 *   grid.gaps().forEach(gap -> System.out.println(gap.message()));
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.coverage;

import org.jspecify.annotations.NullMarked;
