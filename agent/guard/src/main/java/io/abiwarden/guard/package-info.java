/**
 * A guard for a JVM that hosts Python (Jep, JavaCPP's CPython, an embedding of its own): each
 * extension is judged before it is opened, and the import of one that was built for another Python
 * is an {@code ImportError} with a reason instead of the end of the JVM.
 *
 * {@snippet :
 * Guard guard = Guard.install(GuardPolicy.of(GuardPolicy.Mode.ENFORCE));
 * // ... start Python and use it; then, for whoever operates it:
 * System.out.println(guard.report().toJson());
 * }
 *
 * <p>The guard itself runs no foreign code: it reads files. Whatever it cannot decide is {@code
 * unknown}, and allowed unless the policy says otherwise.
 */
@NullMarked
package io.abiwarden.guard;

import org.jspecify.annotations.NullMarked;
