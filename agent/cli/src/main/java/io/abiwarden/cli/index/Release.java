package io.abiwarden.cli.index;

import io.abiwarden.core.wheel.Tag;
import io.abiwarden.core.wheel.WheelName;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The wheels of one release, by name.
 *
 * @param requirement what was asked for
 * @param wheels the wheels, at least one
 * @param hasSource whether the index has a source distribution of it, from which installers build
 *     where no wheel fits
 */
public record Release(Requirement requirement, List<IndexFile> wheels, boolean hasSource) {

  /** Copies the list. */
  public Release {
    wheels = List.copyOf(wheels);
  }

  /**
   * Those for some platforms.
   *
   * @param globs platform tags with {@code *} and {@code ?}; none for every wheel
   * @throws IndexException if there is none for any of them; the message names what there is
   */
  public Release forPlatforms(List<String> globs) throws IndexException {
    if (globs.isEmpty()) {
      return this;
    }
    List<Pattern> patterns = globs.stream().map(Release::pattern).toList();
    List<IndexFile> wanted =
        wheels.stream()
            .filter(
                wheel ->
                    platforms(wheel).stream()
                        .anyMatch(
                            platform ->
                                patterns.stream().anyMatch(p -> p.matcher(platform).matches())))
            .toList();
    if (wanted.isEmpty()) {
      TreeSet<String> there = new TreeSet<>();
      wheels.forEach(wheel -> there.addAll(platforms(wheel)));
      throw new IndexException(
          requirement
              + " has no wheel for the platform "
              + String.join(", ", globs)
              + "; there are wheels for "
              + String.join(", ", there));
    }
    return new Release(requirement, wanted, hasSource);
  }

  private static List<String> platforms(IndexFile wheel) {
    return WheelName.parse(wheel.name()).stream()
        .flatMap(name -> name.tags().stream())
        .map(Tag::platform)
        .distinct()
        .toList();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.chars()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                // Platforms are spelt with hyphens and dots elsewhere: "win-amd64".
                case '-', '.' -> regex.append('_');
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
  }
}
