/**
 * Names: of wheels, their tags, and extension files; and which tags an installer accepts.
 *
 * <pre>{@code
 * WheelName name = WheelName.parse("psutil-7.2.2-cp36-abi3-manylinux_2_28_x86_64.whl").orElseThrow();
 * boolean installable = CompatibleTags.accepts(name.tags(), facts, host);
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.wheel;

import org.jspecify.annotations.NullMarked;
