package io.abiwarden.cli;

import io.abiwarden.cli.index.Release;
import io.abiwarden.core.wheel.ProjectName;
import io.abiwarden.core.wheel.ProjectVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Which releases have a source distribution, from which installers build where no wheel fits. Asked
 * by a project's normalized name and a version; an index says yes or no, a folder only yes.
 */
final class Sources implements BiFunction<String, String, Optional<Boolean>> {

  /** The suffix that the format of source distributions asks for (PEP 625). */
  private static final String SUFFIX = ".tar.gz";

  private final Map<String, Boolean> known = new HashMap<>();

  /** Takes what an index says of a release. */
  void add(Release release) {
    known.put(
        key(
            ProjectName.normalized(release.requirement().name()),
            release.requirement().version().text()),
        release.hasSource());
  }

  /** Takes the source distributions that lie in a folder. */
  void add(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-*" + SUFFIX)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        String stem = name.substring(0, name.length() - SUFFIX.length());
        int dash = stem.lastIndexOf('-');
        known.put(
            key(ProjectName.normalized(stem.substring(0, dash)), stem.substring(dash + 1)), true);
      }
    } catch (IOException e) {
      // Whoever reads the wheels in it says why that cannot be done.
      return;
    }
  }

  @Override
  public Optional<Boolean> apply(String project, String version) {
    return Optional.ofNullable(known.get(key(project, version)));
  }

  /** {@code 1.0} and {@code 1.0.0} are one version. */
  private static String key(String project, String version) {
    return project
        + "=="
        + ProjectVersion.parse(version)
            .map(v -> v.epoch() + "!" + v.release() + v.phase() + v.post() + v.dev())
            .orElse(version);
  }
}
