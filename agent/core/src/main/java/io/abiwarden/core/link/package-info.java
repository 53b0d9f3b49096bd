/**
 * What the dynamic linker of this machine would find for an extension, worked out on paper: the
 * libraries it names, the symbols they supply, the versions they have.
 */
@NullMarked
package io.abiwarden.core.link;

import org.jspecify.annotations.NullMarked;
