/**
 * What to do about a finding, in the words of whatever built the artifact: its own option, line or
 * file. Rules say what is to be done ({@link io.abiwarden.core.fix.Fix}); the generator of the code
 * and the build backend each say how it is done with them.
 *
 * <pre>{@code
 * Made made = new Made(evidence.binding(), wheelMetadata.builtBy());
 * made.help(new Fix.FreeOfGil(), "Add {Py_mod_gil, Py_MOD_GIL_NOT_USED} to its slots.");
 * // "Write # cython: freethreading_compatible = True at the top of each .pyx, once it is ..."
 * }</pre>
 *
 * <p>Every option is one that the builder's own source or manual has; each class names the version
 * that was read. Where a builder has nothing to say, the general text stands.
 */
@NullMarked
package io.abiwarden.core.fix;

import org.jspecify.annotations.NullMarked;
