package io.abiwarden.guard;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linker;
import io.abiwarden.core.python.KnownNames;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Links an extension on paper to the running Python, as far as that decides whether it is the right
 * build: the names of Python's.
 *
 * <p>Libraries are only looked at where such a name is not Python's. One that is missing, or too
 * old, is left to the dynamic loader, which says so before any code runs: to read them all would
 * cost more than everything else.
 */
final class LiveLinker {

  /** What linking comes to where a file alone decides it: every name is there. */
  static final Linkage ALONE = new Linkage(List.of(), List.of(), List.of(), List.of(), true);

  private final Path libpython;
  private final Set<String> exported;
  private final Architecture architecture;

  /** Most processes need none of them. */
  private @Nullable HostLibraries libraries;

  LiveLinker(Path libpython, Set<String> exported, Architecture architecture) {
    this.libpython = libpython;
    this.exported = exported;
    this.architecture = architecture;
  }

  /** Whether a file alone decides what its linking comes to, whatever lies beside it. */
  boolean decidesAlone(Image image) {
    return !image.entries().isEmpty()
        && image.libraries().stream().noneMatch(KnownLinker::suppliesPythons)
        && image.needs().stream()
            .allMatch(
                need ->
                    need.weak()
                        || !KnownNames.looksLikePythons(need.name())
                        || exported.contains(need.name()));
  }

  /** What linking comes to with the libraries of a file, where it does not decide that alone. */
  Linkage link(Image image, String file) {
    Linkage whole =
        new Linker(NoFiles.INSTANCE, libraries())
            .link(image, file, Optional.of(libpython), exported);
    return new Linkage(
        whole.missing().stream()
            .filter(missing -> KnownNames.looksLikePythons(missing.name()))
            .toList(),
        whole.missingLibraries().stream()
            .filter(missing -> missing.name().startsWith("libpython3"))
            .toList(),
        List.of(),
        whole.bundled(),
        whole.missingLibraries().isEmpty());
  }

  private synchronized HostLibraries libraries() {
    HostLibraries present = libraries;
    if (present == null) {
      present = new HostLibraries(architecture);
      libraries = present;
    }
    return present;
  }

  /** An installed extension's libraries are where they lie, not in an artifact. */
  private enum NoFiles implements FileTree {
    INSTANCE;

    @Override
    public List<String> files() {
      return List.of();
    }

    @Override
    public boolean has(String path) {
      return false;
    }

    @Override
    public ByteBuffer read(String path, long limit) throws FileNotFoundException {
      throw new FileNotFoundException(path);
    }

    @Override
    public void stream(String path, Sink sink) throws FileNotFoundException {
      throw new FileNotFoundException(path);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
