/**
 * What is checked: wheels, single files and folders, seen as a tree of files, and the extensions in
 * them.
 */
@NullMarked
package io.abiwarden.core.artifact;

import org.jspecify.annotations.NullMarked;
