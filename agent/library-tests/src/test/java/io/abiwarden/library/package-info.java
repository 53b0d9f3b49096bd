/** Tests of the packaged jars, as others' builds get them. */
@NullMarked
package io.abiwarden.library;

import org.jspecify.annotations.NullMarked;
