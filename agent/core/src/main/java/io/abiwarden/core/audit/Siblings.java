package io.abiwarden.core.audit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of one artifact, as each other's suppliers. */
final class Siblings {

  private final Map<String, ReadImage> byName = new HashMap<>();

  Siblings(Collection<ReadImage> images) {
    for (ReadImage image : images) {
      byName.putIfAbsent(key(image.fileName()), image);
      image.soname().ifPresent(soname -> byName.putIfAbsent(key(soname), image));
    }
  }

  /** Library names are compared without folders; Windows does not know upper from lower case. */
  private static String key(String library) {
    return library
        .substring(Math.max(library.lastIndexOf('/'), library.lastIndexOf('\\')) + 1)
        .toLowerCase(Locale.ROOT);
  }

  /** Whether the artifact has a library of a name. */
  boolean has(String library) {
    return byName.containsKey(key(library));
  }

  /** The library of the artifact, needed by an image directly or through others, with a name. */
  Optional<ReadImage> supplier(List<String> libraries, String name) {
    Set<String> seen = new HashSet<>();
    ArrayDeque<String> queue = new ArrayDeque<>(libraries);
    while (!queue.isEmpty()) {
      ReadImage library = byName.get(key(queue.remove()));
      if (library == null || !seen.add(library.file())) {
        continue;
      }
      if (library.supplies().contains(name)) {
        return Optional.of(library);
      }
      queue.addAll(library.libraries());
    }
    return Optional.empty();
  }

  /** The names in a list that no library of the artifact supplies to an image. */
  List<String> notSupplied(ReadImage image, List<String> names) {
    return names.stream().filter(name -> supplier(image.libraries(), name).isEmpty()).toList();
  }
}
