package io.abiwarden.core.platform;

import io.abiwarden.core.image.Architecture;
import io.abiwarden.core.image.Image;
import io.abiwarden.core.link.KnownLinker;
import io.abiwarden.core.link.Linkage;
import io.abiwarden.core.link.Linkage.Undecided;
import io.abiwarden.core.link.Linkage.Undecided.Kind;
import io.abiwarden.core.python.InterpreterFacts;
import io.abiwarden.core.python.PythonDylib;
import java.util.ArrayList;
import java.util.List;

/**
 * Links a Mach-O image on paper. A name of Python's that is missing stops the import for certain:
 * CPython opens extensions with {@code RTLD_NOW}, with which dyld binds even what could be bound
 * lazily.
 */
final class MacLinking {

  private static final VersionNumber FIRST_ARM = VersionNumber.of(11, 0);

  private final Target target;
  private final BundledImages bundled;

  MacLinking(Target target, BundledImages bundled) {
    this.target = target;
    this.bundled = bundled;
  }

  Linkage link(Image image, String path, InterpreterFacts python) {
    List<Image> siblings = bundled.siblings(image);
    Linkage names = KnownLinker.link(image, path, python, siblings);
    List<Undecided> undecided = new ArrayList<>();
    libraries(image, path, undecided);
    siblings.forEach(sibling -> libraries(sibling, sibling.soname().orElse(path), undecided));
    PlatformNeeds.of(image)
        .macos()
        .filter(oldest -> oldest.isAfter(system(image.architecture())))
        .ifPresent(oldest -> undecided.add(new Undecided(Kind.RUNTIME, "macOS " + oldest, path)));
    return names.withUndecided(undecided);
  }

  private void libraries(Image image, String path, List<Undecided> undecided) {
    for (String library : image.libraries()) {
      if (PythonDylib.isOne(library)) {
        undecided.add(new Undecided(Kind.LIBPYTHON, library, path));
      } else if (!library.startsWith("/usr/lib/")
          && !library.startsWith("/System/")
          && !bundled.has(library)) {
        undecided.add(new Undecided(Kind.LIBRARY, library, path));
      }
    }
  }

  /** The oldest macOS of the tag; on arm64 there is none before 11. */
  private VersionNumber system(Architecture architecture) {
    VersionNumber oldest = target.tag() instanceof PlatformTag.MacOs mac ? mac.oldest() : FIRST_ARM;
    return architecture == Architecture.AARCH64 && FIRST_ARM.isAfter(oldest) ? FIRST_ARM : oldest;
  }
}
