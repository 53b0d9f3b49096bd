package io.abiwarden.core.platform;

import io.abiwarden.core.image.Image;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Libraries that neither the systems of a tag nor the wheel itself have (auditwheel's <em>external
 * libraries</em>).
 */
final class ExternalLibraries {

  private ExternalLibraries() {}

  /** Those of one file, which must fit the tags otherwise. */
  static List<String> of(
      List<PlatformTag> tags, List<Image> slices, List<PlatformNeeds> needs, Set<String> bundled) {
    if (slices.stream().anyMatch(ExternalLibraries::looksElsewhere)) {
      return List.of();
    }
    return tags.stream()
        .flatMap(
            tag ->
                needs.stream()
                    .flatMap(need -> need.libraries().stream())
                    .filter(library -> !LinuxPolicy.hasLibrary(tag, library)))
        .filter(library -> !bundled.contains(library) && !isLoaderOrPython(library))
        .distinct()
        .toList();
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
