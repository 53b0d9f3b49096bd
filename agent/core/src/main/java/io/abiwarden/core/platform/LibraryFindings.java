package io.abiwarden.core.platform;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.judge.Finding;
import io.abiwarden.core.judge.Level;
import io.abiwarden.core.judge.Rule;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * AW602 for libraries: those that neither the systems of a tag nor the wheel itself have.
 *
 * <p>Only a warning: a driver such as libcuda is there or not whatever the tag says. And only a
 * note where the file's search path names a folder beside it, since then they come from another
 * wheel.
 */
final class LibraryFindings {

  private LibraryFindings() {}

  static List<Finding> of(
      String file,
      List<PlatformTag> tags,
      List<Image> slices,
      List<PlatformNeeds> needs,
      Set<String> bundled) {
    for (PlatformTag tag : tags) {
      List<String> missing =
          needs.stream()
              .flatMap(need -> need.libraries().stream())
              .distinct()
              .filter(library -> !bundled.contains(library))
              .filter(library -> !isLoaderOrPython(library))
              .filter(library -> !LinuxPolicy.hasLibrary(tag, library))
              .toList();
      if (!missing.isEmpty()) {
        boolean elsewhere = slices.stream().anyMatch(slice -> looksElsewhere(slice));
        return List.of(finding(file, tag, missing, elsewhere));
      }
    }
    return List.of();
  }

  private static Finding finding(
      String file, PlatformTag tag, List<String> missing, boolean elsewhere) {
    String names = String.join(", ", missing);
    String from = elsewhere ? " Its search path leads to where another package may bring it." : "";
    return new Finding(
        Rule.AW602,
        elsewhere ? Level.NOTE : Level.WARNING,
        "%s needs %s, which the wheel does not bring and the systems of its tag %s need not have.%s"
            .formatted(file, names, tag.text(), from),
        "Bundle it (auditwheel repair), link it statically, or say in the metadata which package brings it.");
  }

  /** A libpython is another rule's, and the dynamic linker itself is always there. */
  private static boolean isLoaderOrPython(String library) {
    return library.startsWith("ld-linux")
        || library.startsWith("ld64.so.")
        || library.startsWith("ld.so.")
        || library.startsWith("ld-musl-")
        || library.startsWith("libpython3");
  }

  /**
   * Whether its search path names a folder beside it that is not the one for bundled libraries.
   * Where such a folder is in the wheel it has what is bundled; what is missing there is brought by
   * another wheel, as PyQt6-Qt6 does for PyQt6.
   */
  private static boolean looksElsewhere(Image slice) {
    return Stream.concat(slice.rpath().stream(), slice.runpath().stream())
        .filter(path -> path.startsWith("$ORIGIN/") || path.startsWith("${ORIGIN}/"))
        .map(path -> path.replaceFirst("/+$", ""))
        .anyMatch(path -> !path.endsWith(".libs"));
  }
}
