package io.abiwarden.cli.index;

import io.abiwarden.core.wheel.ProjectName;
import io.abiwarden.core.wheel.ProjectVersion;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.Optional;

/** Which release a file that an index lists belongs to, by its name. */
final class Listing {

  private static final List<String> SOURCES =
      List.of(".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz");

  private Listing() {}

  /**
   * The version of a file.
   *
   * @param project the normalized name of the project it must be of
   * @return empty if it is of another project, or neither a wheel nor a source distribution
   */
  static Optional<ProjectVersion> version(IndexFile file, String project) {
    if (file.isWheel()) {
      return WheelName.parse(file.name())
          .filter(name -> ProjectName.normalized(name.distribution()).equals(project))
          .flatMap(name -> ProjectVersion.parse(name.version()));
    }
    for (String suffix : SOURCES) {
      if (file.name().endsWith(suffix)) {
        return sourceVersion(
            file.name().substring(0, file.name().length() - suffix.length()), project);
      }
    }
    return Optional.empty();
  }

  /** Both the name and the version may have hyphens in them. */
  private static Optional<ProjectVersion> sourceVersion(String stem, String project) {
    for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
      if (ProjectName.normalized(stem.substring(0, dash)).equals(project)) {
        return ProjectVersion.parse(stem.substring(dash + 1));
      }
    }
    return Optional.empty();
  }
}
