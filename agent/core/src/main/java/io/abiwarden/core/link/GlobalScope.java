package io.abiwarden.core.link;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The libraries that are in a process before an extension is opened. Immutable.
 *
 * @param libraries by the names that others need them by
 * @param names all names that they supply
 */
record GlobalScope(Map<String, Library> libraries, Set<String> names) {

  static GlobalScope of(Map<String, Library> libraries) {
    Set<String> names = new HashSet<>();
    libraries.values().forEach(library -> names.addAll(library.exports()));
    return new GlobalScope(
        Collections.unmodifiableMap(new LinkedHashMap<>(libraries)),
        Collections.unmodifiableSet(names));
  }
}
