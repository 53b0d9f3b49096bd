/**
 * Names and words, as all of the command's parts need them.
 *
 * <pre>{@code
 * String name = BaseName.of("dist/demo-1.0-py3-none-any.whl");
 * String hint = Nearest.hint("timeuot", List.of("timeout", "jobs"));
 * }</pre>
 */
@NullMarked
package io.abiwarden.cli.text;

import org.jspecify.annotations.NullMarked;
