package io.abiwarden.core.wheel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a wheel's {@code WHEEL} file says (PEP 427).
 *
 * @param wheelVersion the version of the format: {@code 1.0}
 * @param generators what built the wheel, and what repaired it afterwards (delocate adds a line of
 *     its own): {@code setuptools (80.9.0)}
 * @param rootIsPurelib whether its files go to {@code purelib}; installers take no answer for no
 * @param build the build number
 * @param tags its tags, expanded, in its order
 * @param strangeTags the {@code Tag} lines that are none
 * @param contradictory the fields that are there several times with different values; the first
 *     counts
 */
public record WheelMetadata(
    Optional<String> wheelVersion,
    List<String> generators,
    Optional<Boolean> rootIsPurelib,
    Optional<String> build,
    Set<Tag> tags,
    List<String> strangeTags,
    List<String> contradictory) {

  /** Copies the lists. */
  public WheelMetadata {
    generators = List.copyOf(generators);
    tags = Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    strangeTags = List.copyOf(strangeTags);
    contradictory = List.copyOf(contradictory);
  }

  /** What built it, as it says. */
  public Optional<String> generator() {
    return generators.stream().findFirst();
  }

  /** What built it, taken apart; {@link Generator#UNKNOWN} if it does not say. */
  public Generator builtBy() {
    return generator().map(Generator::parse).orElse(Generator.UNKNOWN);
  }

  /**
   * Reads the file.
   *
   * @param text its content; what it does not say is empty
   */
  public static WheelMetadata parse(String text) {
    HeaderFields fields = HeaderFields.parse(text);
    Set<Tag> tags = new LinkedHashSet<>();
    List<String> strange = new ArrayList<>();
    for (String line : fields.all("Tag")) {
      // One tag a line is what the format asks for; some tools write compressed ones.
      Optional<List<Tag>> expanded = WheelName.expand(line);
      expanded.ifPresentOrElse(tags::addAll, () -> strange.add(line));
    }
    return new WheelMetadata(
        fields.first("Wheel-Version"),
        fields.all("Generator"),
        fields.first("Root-Is-Purelib").map(value -> value.toLowerCase(Locale.ROOT).equals("true")),
        fields.first("Build"),
        tags,
        strange,
        fields.contradictory(List.of("Wheel-Version", "Root-Is-Purelib", "Build")));
  }
}
