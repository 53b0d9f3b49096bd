/**
 * Object files: what a shared library exports, what it needs, and its memory as the dynamic linker
 * would lay it out. Reading never executes anything.
 *
 * <pre>{@code
 * Image image = ImageReader.read(path); // ImageFormatException says where it breaks
 * image.entries().forEach(e -> System.out.println(e.symbol()));
 * }</pre>
 */
@NullMarked
package io.abiwarden.core.image;

import org.jspecify.annotations.NullMarked;
