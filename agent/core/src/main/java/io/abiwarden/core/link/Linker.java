package io.abiwarden.core.link;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import io.abiwarden.core.image.NeededSymbol;
import io.abiwarden.core.image.NeededVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links an extension on paper, as {@code dlopen(path, RTLD_NOW)} does in a process whose global
 * scope is an interpreter's libpython.
 *
 * <p>Libraries beside the extension are read from the artifact, through the run paths that name
 * them; the others from this machine. Symbols are matched by name.
 */
public final class Linker {

  private static final int MAX_LIBRARIES = 512;

  private final FileTree tree;
  private final HostLibraries host;
  private final Map<String, Optional<Library>> inTree = new HashMap<>();

  /**
   * Prepares for the extensions of one artifact.
   *
   * @param tree the artifact's files
   * @param host this machine's libraries
   */
  public Linker(FileTree tree, HostLibraries host) {
    this.tree = tree;
    this.host = host;
  }

  /**
   * Links one extension.
   *
   * @param image the extension
   * @param path its path in the artifact
   * @param libpython the interpreter's library, or the program with the interpreter in it, whose
   *     names and dependencies are already there
   * @param exported the names that the interpreter exports; they are not read once more
   */
  public Linkage link(Image image, String path, Optional<Path> libpython, Set<String> exported) {
    Library main = Library.of(path, true, image);
    List<Linkage.MissingLibrary> missingLibraries = new ArrayList<>();
    GlobalScope scope = host.scopes().computeIfAbsent(libpython, this::globalScope);
    Map<String, Library> closure = new LinkedHashMap<>(scope.libraries());
    Map<String, Library> own = close(main, closure, missingLibraries);
    closure.putAll(own);
    List<Set<String>> present = new ArrayList<>(List.of(scope.names(), exported, main.exports()));
    own.values().forEach(library -> present.add(library.exports()));

    Set<Linkage.Missing> missing = new LinkedHashSet<>();
    Set<Linkage.MissingVersion> versions = new LinkedHashSet<>();
    List<Library> ours = new ArrayList<>(List.of(main));
    own.values().stream().filter(Library::inTree).forEach(ours::add);
    for (Library library : ours) {
      for (NeededSymbol need : library.image().needs()) {
        if (!need.weak() && present.stream().noneMatch(names -> names.contains(need.name()))) {
          missing.add(new Linkage.Missing(need.name(), library.path()));
        }
      }
      for (NeededVersion need : library.image().neededVersions()) {
        version(need, library, closure).ifPresent(versions::add);
      }
    }
    return new Linkage(
        List.copyOf(missing),
        missingLibraries,
        List.copyOf(versions),
        ours.stream().skip(1).map(Library::image).toList(),
        true);
  }

  /** What is there whatever is opened: libpython and what it depends on, and the C library. */
  private GlobalScope globalScope(Optional<Path> libpython) {
    Map<String, Library> table = new LinkedHashMap<>();
    libpython
        .flatMap(host::interpreter)
        .ifPresent(
            library -> {
              put(table, library);
              table.putAll(close(library, table, new ArrayList<>()));
            });
    for (String always : List.of("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0")) {
      if (!table.containsKey(always)) {
        host.find(always).ifPresent(library -> table.putIfAbsent(always, library));
      }
    }
    return GlobalScope.of(table);
  }

  /** The libraries that a library needs, breadth first, without those already there. */
  private Map<String, Library> close(
      Library start, Map<String, Library> there, List<Linkage.MissingLibrary> missing) {
    Map<String, Library> found = new LinkedHashMap<>();
    ArrayDeque<Library> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty() && found.size() < MAX_LIBRARIES) {
      Library library = queue.remove();
      for (String name : library.image().libraries()) {
        if (there.containsKey(name) || found.containsKey(name)) {
          continue;
        }
        Optional<Library> next = resolve(name, library, start);
        if (next.isPresent()) {
          found.put(name, next.get());
          put(found, next.get());
          queue.add(next.get());
        } else {
          missing.add(new Linkage.MissingLibrary(name, library.path()));
        }
      }
    }
    return found;
  }

  private static void put(Map<String, Library> table, Library library) {
    library.image().soname().ifPresent(soname -> table.putIfAbsent(soname, library));
  }

  private Optional<Library> resolve(String name, Library by, Library start) {
    if (name.contains("/")) {
      return expand(name, by, "").flatMap(place -> load(place, by));
    }
    List<RunPath> folders = new ArrayList<>();
    if (by.image().runpath().isEmpty()) {
      by.image().rpath().forEach(folder -> folders.add(new RunPath(folder, by)));
      if (start.image().runpath().isEmpty()) {
        // DT_RPATH of what was opened holds for all that it pulls in.
        start.image().rpath().forEach(folder -> folders.add(new RunPath(folder, start)));
      }
    }
    by.image().runpath().forEach(folder -> folders.add(new RunPath(folder, by)));
    for (RunPath folder : folders) {
      Optional<Library> found =
          expand(folder.text(), folder.owner(), name).flatMap(place -> load(place, by));
      if (found.isPresent()) {
        // What lies beside an extension comes with it, wherever the two lie.
        return folder.text().contains("ORIGIN") && by.inTree()
            ? found.map(Library::bundled)
            : found;
      }
    }
    return host.find(name);
  }

  /** A folder as written in a library, which says what {@code $ORIGIN} is. */
  private record RunPath(String text, Library owner) {}

  /** A place to look: inside the artifact, or on the machine if it starts with a slash. */
  private static Optional<String> expand(String folder, Library owner, String name) {
    String text = folder.replace("${ORIGIN}", "$ORIGIN");
    boolean origin = text.startsWith("$ORIGIN");
    if (!origin && !text.startsWith("/")) {
      return Optional.empty();
    }
    String joined =
        (origin ? owner.folder() + text.substring("$ORIGIN".length()) : text) + "/" + name;
    boolean absolute = origin ? owner.folder().startsWith("/") : true;
    ArrayDeque<String> parts = new ArrayDeque<>();
    for (String part : joined.split("/")) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return Optional.of((absolute ? "/" : "") + String.join("/", parts));
  }

  private Optional<Library> load(String place, Library by) {
    if (place.startsWith("/")) {
      return host.at(place);
    }
    return by.inTree() ? inTree.computeIfAbsent(place, this::read) : Optional.empty();
  }

  private Optional<Library> read(String path) {
    if (!tree.has(path)) {
      return Optional.empty();
    }
    try {
      Image image = ImageReader.read(tree.read(path));
      return image.architecture() == host.architecture()
          ? Optional.of(Library.of(path, true, image))
          : Optional.empty();
    } catch (IOException | ImageFormatException e) {
      // The linker would not take it either, and goes on looking.
      return Optional.empty();
    }
  }

  private static Optional<Linkage.MissingVersion> version(
      NeededVersion need, Library by, Map<String, Library> libraries) {
    Library from = libraries.get(need.library());
    if (need.weak()
        || from == null
        || from.image().definedVersions().isEmpty()
        || from.image().definedVersions().contains(need.version())) {
      return Optional.empty();
    }
    return Optional.of(new Linkage.MissingVersion(need.version(), need.library(), by.path()));
  }
}
