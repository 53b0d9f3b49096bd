package io.abiwarden.core.audit;

import io.abiwarden.core.wheel.Tag;
import java.util.List;
import java.util.Optional;

/**
 * What an artifact says of itself in its names and metadata.
 *
 * @param project the project's name, as spelt
 * @param version the version, as spelt
 * @param tags the tags of a wheel's file name, expanded; of an installed tree and a single file,
 *     none
 * @param metadataTags the tags of the WHEEL file, expanded
 * @param requiresPython the metadata's Requires-Python, as spelt
 * @param generator what the WHEEL file says it was made by
 * @param files what the names of extension files say, by path
 */
public record Claims(
    Optional<String> project,
    Optional<String> version,
    List<Tag> tags,
    List<Tag> metadataTags,
    Optional<String> requiresPython,
    Optional<String> generator,
    List<FileClaim> files) {

  /** Copies the lists. */
  public Claims {
    tags = List.copyOf(tags);
    metadataTags = List.copyOf(metadataTags);
    files = List.copyOf(files);
  }

  /** No claim at all. */
  public static Claims none() {
    return ofFiles(List.of());
  }

  /** The claims of file names alone. */
  static Claims ofFiles(List<FileClaim> files) {
    return new Claims(
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        files);
  }

  /**
   * What an extension's file name says.
   *
   * @param file its path in the artifact
   * @param module the module's dotted name
   * @param suffix the whole suffix, {@code .cpython-314t-x86_64-linux-gnu.so}
   */
  public record FileClaim(String file, String module, String suffix) {}
}
