/**
 * Following an entry function's machine code on paper: which functions of Python's it calls, with
 * what, and what it returns. Nothing is executed; code that is not understood gives an unknown.
 *
 * <pre>{@code
 * for (Path path : EntryTracer.trace(image, entry.address())) {
 *   if (path.succeeds()) {
 *     path.calls(); // PyModule_Create2(Known[...], Known[1013]), PyUnstable_Module_SetGIL(...)
 *     path.memory(); // with what the code stored: definitions that are filled at run time
 *   }
 * }
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.code;

import org.jspecify.annotations.NullMarked;
