package io.abiwarden.core.link;

import io.abiwarden.core.image.Image;
import java.util.List;

/**
 * What linking an extension into an interpreter's process comes to.
 *
 * @param missing symbols that nothing supplies, weak ones left out
 * @param missingLibraries libraries that are not found
 * @param missingVersions symbol versions that the library found does not have
 * @param bundled the images it brings along that Python's names could be needed by
 * @param complete whether every library could be looked at; otherwise {@code missing} holds only
 *     what is certain
 */
public record Linkage(
    List<Missing> missing,
    List<MissingLibrary> missingLibraries,
    List<MissingVersion> missingVersions,
    List<Image> bundled,
    boolean complete) {

  /** Copies the lists. */
  public Linkage {
    missing = List.copyOf(missing);
    missingLibraries = List.copyOf(missingLibraries);
    missingVersions = List.copyOf(missingVersions);
    bundled = List.copyOf(bundled);
  }

  /**
   * A symbol that nothing supplies.
   *
   * @param name the symbol
   * @param neededBy the file that needs it
   */
  public record Missing(String name, String neededBy) {}

  /**
   * A library that is not found.
   *
   * @param name as named in {@code DT_NEEDED}
   * @param neededBy the file that needs it
   */
  public record MissingLibrary(String name, String neededBy) {}

  /**
   * A symbol version that is not there.
   *
   * @param version such as {@code GLIBC_2.38}
   * @param library the library that was found without it
   * @param neededBy the file that needs it
   */
  public record MissingVersion(String version, String library, String neededBy) {}
}
