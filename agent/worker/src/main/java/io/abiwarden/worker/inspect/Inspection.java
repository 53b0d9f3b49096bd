package io.abiwarden.worker.inspect;

import io.abiwarden.core.artifact.Artifact;
import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What is baked into an artifact.
 *
 * @param artifact its path as given
 * @param kind what it is
 * @param sha256 of the file, empty for a folder
 * @param tags a wheel's tags, expanded
 * @param builder what its extensions were made with, as far as their own text gives away: {@code
 *     PyO3 0.29.3}
 * @param backend what packed it, as its WHEEL file says: {@code maturin 1.15.0}
 * @param extensions its extensions that could be read, by path
 * @param unreadable one line for each extension that is broken, or for the artifact as a whole
 */
public record Inspection(
    String artifact,
    Artifact.Kind kind,
    String sha256,
    List<Tag> tags,
    Optional<String> builder,
    Optional<String> backend,
    List<ExtensionInspection> extensions,
    List<String> unreadable) {

  /** Copies the lists. */
  public Inspection {
    tags = List.copyOf(tags);
    extensions = List.copyOf(extensions);
    unreadable = List.copyOf(unreadable);
  }

  /** What made it, in one line: {@code PyO3 0.29.3 (maturin 1.15.0)}. */
  public Optional<String> builtBy() {
    return builder
        .map(code -> backend.map(packed -> code + " (" + packed + ")").orElse(code))
        .or(() -> backend);
  }

  /** The same under another name: a wheel that was brought here from an index has that of there. */
  public Inspection named(String name) {
    return new Inspection(name, kind, sha256, tags, builder, backend, extensions, unreadable);
  }
}
