/**
 * Wheels from a package index: the one that pip on this machine is set up for.
 *
 * <pre>{@code
 * WheelIndex index = WheelIndex.ofPip(System.getenv(), console::notice);
 * Release release = index.find(Requirement.parse("psutil==7.2.2"));
 * for (IndexFile wheel : release.wheels()) {
 *   Path file = index.fetch(wheel);
 * }
 * }</pre>
 *
 * <p>Nothing here names an index: without any configuration, pip is asked for its own default.
 */
@NullMarked
package io.abiwarden.cli.index;

import org.jspecify.annotations.NullMarked;
