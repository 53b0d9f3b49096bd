package io.abiwarden.core.wheel;

import java.util.List;
import java.util.Optional;

/**
 * What a wheel's {@code METADATA} file says, as far as it bears on where the wheel is installed
 * (the core metadata specification).
 *
 * @param name the project's name
 * @param version its version
 * @param requiresPython which Pythons it is for, as it was written
 * @param requires what it needs to be installed beside it (PEP 508), as it was written
 * @param contradictory the fields that are there several times with different values; the first
 *     counts
 */
public record ProjectMetadata(
    Optional<String> name,
    Optional<String> version,
    Optional<String> requiresPython,
    List<String> requires,
    List<String> contradictory) {

  /** Copies the lists. */
  public ProjectMetadata {
    requires = List.copyOf(requires);
    contradictory = List.copyOf(contradictory);
  }

  /**
   * Reads the file.
   *
   * @param text its content; what it does not say is empty
   */
  public static ProjectMetadata parse(String text) {
    HeaderFields fields = HeaderFields.parse(text);
    return new ProjectMetadata(
        fields.first("Name"),
        fields.first("Version"),
        fields.first("Requires-Python"),
        fields.all("Requires-Dist"),
        fields.contradictory(List.of("Name", "Version", "Requires-Python")));
  }
}
