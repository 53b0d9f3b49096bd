/** Interpreters: their facts, and what CPython does by version, kept as data. */
@NullMarked
package io.abiwarden.core.python;

import org.jspecify.annotations.NullMarked;
