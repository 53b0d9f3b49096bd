/**
 * Following an entry function's machine code on paper: which functions of Python's it calls, with
 * what, and what it returns. Nothing is executed; code that is not understood gives an unknown.
 */
@NullMarked
package io.abiwarden.core.code;

import org.jspecify.annotations.NullMarked;
