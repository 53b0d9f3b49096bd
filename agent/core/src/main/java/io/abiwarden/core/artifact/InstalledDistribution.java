package io.abiwarden.core.artifact;

import io.abiwarden.core.wheel.Generator;
import io.abiwarden.core.wheel.ProjectMetadata;
import io.abiwarden.core.wheel.RequiresPython;
import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelMetadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A distribution that an installer unpacked (PEP 376, PEP 427): its {@code .dist-info} folder keeps
 * what the wheel said.
 *
 * @param folder the {@code .dist-info} folder, relative to the tree
 * @param tags the tags of its WHEEL file, expanded; none if it was not installed from a wheel
 * @param requiresPython the Pythons that the project says it is for
 * @param files the files that its RECORD lists and the tree has
 * @param built what packed its wheel
 */
public record InstalledDistribution(
    String folder,
    List<Tag> tags,
    Optional<RequiresPython> requiresPython,
    List<String> files,
    Generator built) {

  private static final String WHEEL = ".dist-info/WHEEL";

  /** The largest metadata file that is read, in bytes. */
  private static final long LARGEST = 64L << 20;

  /** Copies the lists. */
  public InstalledDistribution {
    tags = List.copyOf(tags);
    files = List.copyOf(files);
  }

  /** Finds those of a tree, wherever in it they lie, by path. */
  public static List<InstalledDistribution> of(FileTree tree) {
    List<InstalledDistribution> found = new ArrayList<>();
    for (String path : tree.files()) {
      if (path.endsWith(WHEEL)) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        found.add(read(tree, folder));
      }
    }
    return found;
  }

  private static InstalledDistribution read(FileTree tree, String folder) {
    String root = folder.substring(0, folder.lastIndexOf('/') + 1);
    List<String> files =
        text(tree, folder + "/RECORD").map(RecordFile::parse).stream()
            .flatMap(record -> record.rows().stream())
            .map(row -> root + row.path())
            .filter(tree::has)
            .toList();
    Optional<WheelMetadata> wheel = text(tree, folder + "/WHEEL").map(WheelMetadata::parse);
    return new InstalledDistribution(
        folder,
        wheel.stream().flatMap(said -> said.tags().stream()).toList(),
        text(tree, folder + "/METADATA")
            .map(ProjectMetadata::parse)
            .flatMap(ProjectMetadata::requiresPython)
            .flatMap(RequiresPython::parse),
        files,
        wheel.map(WheelMetadata::builtBy).orElse(Generator.UNKNOWN));
  }

  /** What cannot be read says nothing. */
  private static Optional<String> text(FileTree tree, String path) {
    try {
      return tree.has(path) ? Optional.of(Utf8.decode(tree.read(path, LARGEST))) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
