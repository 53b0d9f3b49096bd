package io.abiwarden.core.link;

import io.abiwarden.core.image.ExportedSymbol;
import io.abiwarden.core.image.Image;
import java.util.HashSet;
import java.util.Set;

/**
 * A library that was found.
 *
 * @param path where, for messages
 * @param folder the folder that {@code $ORIGIN} stands for, with a trailing slash or empty
 * @param inTree whether it comes with the artifact
 * @param image what it is
 * @param exports the names it supplies
 */
record Library(String path, String folder, boolean inTree, Image image, Set<String> exports) {

  static Library of(String path, boolean inTree, Image image) {
    Set<String> names = new HashSet<>();
    for (ExportedSymbol symbol : image.exports()) {
      names.add(symbol.name());
    }
    return new Library(path, path.substring(0, path.lastIndexOf('/') + 1), inTree, image, names);
  }

  /** The same library, as one that comes with the artifact. */
  Library bundled() {
    return new Library(path, folder, true, image, exports);
  }
}
