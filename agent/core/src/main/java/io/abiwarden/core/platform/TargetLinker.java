package io.abiwarden.core.platform;

import io.abiwarden.core.artifact.FileTree;
import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.link.HostLibraries;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linker;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.KnownNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Links the extensions of one artifact on paper to interpreters that are not here: against the
 * names that are known of them, the libraries that the artifact brings along, and what every system
 * of a platform has. What remains open is said as such. For one thread.
 */
public final class TargetLinker {

  private final Target target;
  private final FileTree tree;
  private final Path beside;
  private final Map<Architecture, Linker> linkers = new HashMap<>();
  private final Map<String, Set<String>> exported = new HashMap<>();
  private final BundledImages bundled;

  /**
   * Prepares for one artifact.
   *
   * @param target the platform
   * @param tree the artifact's files
   * @param beside the folder of a file that is an artifact by itself, whose libraries may lie
   *     there; otherwise the artifact's own path
   */
  public TargetLinker(Target target, FileTree tree, Path beside) {
    this.target = target;
    this.tree = tree;
    this.beside = beside.toAbsolutePath().normalize();
    this.bundled = new BundledImages(tree);
  }

  /**
   * Links one extension.
   *
   * @param image the extension, which is for this platform
   * @param path its path in the tree, or its absolute one outside of a tree
   * @param python the interpreter, one of {@link Target#interpreter}
   */
  public Linkage link(Image image, String path, InterpreterFacts python) {
    return switch (target.format()) {
      case ELF -> elf(image, path, python);
      case MACHO -> new MacLinking(target, bundled).link(image, path, python);
      case PE -> new WindowsLinking(bundled).link(image, path, python);
    };
  }

  private Linkage elf(Image image, String path, InterpreterFacts python) {
    Linker linker =
        linkers.computeIfAbsent(
            image.architecture(),
            architecture -> new Linker(tree, HostLibraries.noneBut(architecture, beside)));
    Set<String> names = exported.computeIfAbsent(python.shortName(), KnownNames::of);
    Linkage alone = linker.link(image, path, Optional.empty(), names);
    return new LinuxLinking(target.tag(), image, path, alone).linkage();
  }

  /** The file name in a path of either style. */
  static String base(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
