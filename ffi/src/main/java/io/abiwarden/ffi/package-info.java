/** The native side. */
@NullMarked
package io.abiwarden.ffi;

import org.jspecify.annotations.NullMarked;
