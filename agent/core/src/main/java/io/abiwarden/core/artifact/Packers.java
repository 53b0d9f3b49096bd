package io.abiwarden.core.artifact;

import io.abiwarden.core.wheel.Generator;
import io.abiwarden.core.wheel.WheelMetadata;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What packed the files of an artifact, as the WHEEL files in it say. Immutable. */
public final class Packers {

  /** For what has no WHEEL file. */
  static final Packers NONE = new Packers(List.of(), Generator.UNKNOWN, Map.of());

  /** The largest WHEEL that is read, in bytes. */
  private static final long LARGEST = 1 << 20;

  /** How many are named. */
  private static final int MOST = 6;

  private static final String WHEEL = ".dist-info/WHEEL";

  private final List<Generator> lines;
  private final Generator all;
  private final Map<String, Generator> byFile;

  private Packers(List<Generator> lines, Generator all, Map<String, Generator> byFile) {
    this.lines = List.copyOf(lines);
    this.all = all;
    this.byFile = Map.copyOf(byFile);
  }

  /** Those of a wheel: one for all files. */
  static Packers ofWheel(FileTree tree) {
    List<String> paths =
        tree.files().stream()
            .filter(path -> path.endsWith(WHEEL) && path.indexOf('/') == path.lastIndexOf('/'))
            .toList();
    if (paths.size() != 1) {
      return NONE;
    }
    try {
      String text = Utf8.decode(tree.read(paths.getFirst(), LARGEST));
      WheelMetadata wheel = WheelMetadata.parse(text);
      return new Packers(
          wheel.generators().stream().map(Generator::parse).toList(), wheel.builtBy(), Map.of());
    } catch (IOException e) {
      // What cannot be read says nothing, and the tree says that it cannot.
      return NONE;
    }
  }

  /** Those of an installed tree: one for each distribution's files. */
  static Packers ofTree(FileTree tree) {
    Map<String, Generator> byFile = new HashMap<>();
    for (InstalledDistribution distribution : InstalledDistribution.of(tree)) {
      distribution.files().stream()
          .filter(ImageNames::isOne)
          .forEach(file -> byFile.putIfAbsent(file, distribution.built()));
    }
    return new Packers(
        byFile.values().stream().distinct().sorted(Comparator.comparing(Generator::shown)).toList(),
        Generator.UNKNOWN,
        byFile);
  }

  /** {@code maturin 1.15.0}; {@code setuptools 80.9.0, delocate 0.13.0}; empty if none is known. */
  public Optional<String> shown() {
    List<String> names =
        lines.stream().map(Generator::shown).filter(name -> !name.isEmpty()).distinct().toList();
    if (names.size() > MOST) {
      return Optional.of(
          String.join(", ", names.subList(0, MOST)) + " and " + (names.size() - MOST) + " more");
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  /**
   * What packed a file.
   *
   * @param file its path in the artifact
   * @return {@link Generator#UNKNOWN} if nothing says so
   */
  public Generator of(String file) {
    return byFile.getOrDefault(file, all);
  }
}
