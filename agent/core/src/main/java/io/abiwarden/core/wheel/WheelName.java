package io.abiwarden.core.wheel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A wheel's file name (PEP 427): {@code name-version(-build)?-python-abi-platform.whl}.
 *
 * @param distribution the project's name as spelt in the file name
 * @param version the version as spelt in the file name
 * @param build the build number, if any
 * @param tags the tags, compressed sets expanded
 */
public record WheelName(
    String distribution, String version, Optional<String> build, List<Tag> tags) {

  /** More tags than this in one name are taken for an attack, not for a name. */
  private static final int MAX_TAGS = 1000;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_]+");

  /** Copies the list. */
  public WheelName {
    tags = List.copyOf(tags);
  }

  /**
   * Reads a file name.
   *
   * @param fileName the name without folders
   * @return what it says, or empty if it is not a wheel's name
   */
  public static Optional<WheelName> parse(String fileName) {
    if (!fileName.toLowerCase(Locale.ROOT).endsWith(".whl")) {
      return Optional.empty();
    }
    String[] parts = fileName.substring(0, fileName.length() - ".whl".length()).split("-", -1);
    if ((parts.length != 5 && parts.length != 6) || Arrays.asList(parts).contains("")) {
      return Optional.empty();
    }
    int last = parts.length - 1;
    if (parts.length == 6 && !Character.isDigit(parts[2].charAt(0))) {
      return Optional.empty();
    }
    Optional<List<Tag>> tags = expand(parts[last - 2] + "-" + parts[last - 1] + "-" + parts[last]);
    return tags.map(
        found ->
            new WheelName(
                parts[0],
                parts[1],
                parts.length == 6 ? Optional.of(parts[2]) : Optional.empty(),
                found));
  }

  /** Expands a compressed tag set such as {@code cp315-abi3.abi3t-manylinux_2_28_x86_64}. */
  public static Optional<List<Tag>> expand(String compressed) {
    String[] parts = compressed.toLowerCase(Locale.ROOT).split("-", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    String[] pythons = parts[0].split("\\.", -1);
    String[] abis = parts[1].split("\\.", -1);
    String[] platforms = parts[2].split("\\.", -1);
    if ((long) pythons.length * abis.length * platforms.length > MAX_TAGS) {
      return Optional.empty();
    }
    List<Tag> tags = new ArrayList<>();
    for (String python : pythons) {
      for (String abi : abis) {
        for (String platform : platforms) {
          if (python.isEmpty() || abi.isEmpty() || platform.isEmpty()) {
            return Optional.empty();
          }
          tags.add(new Tag(python, abi, platform));
        }
      }
    }
    return Optional.of(tags);
  }

  /** {@code cp315-abi3.abi3t}: the python and ABI tags as compressed in the name. */
  public String pythonAndAbi() {
    return join(tags.stream().map(Tag::python).distinct().toList())
        + "-"
        + join(tags.stream().map(Tag::abi).distinct().toList());
  }

  /** The project's name in the one spelling that all of them share (PEP 503). */
  public String normalizedName() {
    return ProjectName.normalized(distribution);
  }

  /** Whether a name is another spelling of this project's. */
  public boolean sameProject(String name) {
    return normalizedName().equals(ProjectName.normalized(name));
  }

  /** Whether a folder's name starts with the project's, which is all that pip and uv ask of it. */
  public boolean begins(String folder) {
    return ProjectName.normalized(folder).startsWith(normalizedName());
  }

  /**
   * Whether a version is this one (PEP 440: {@code 1.0} is {@code 1}); a local part that only the
   * file name has does not count, as for uv.
   */
  public boolean sameVersion(String other) {
    Optional<ProjectVersion> mine = ProjectVersion.parse(version);
    Optional<ProjectVersion> theirs = ProjectVersion.parse(other);
    if (mine.isEmpty() || theirs.isEmpty()) {
      return version.equals(other);
    }
    return mine.get().compareTo(theirs.get()) == 0
        || mine.get().withoutLocal().compareTo(theirs.get()) == 0;
  }

  /**
   * Why installers refuse a wheel of this name, whatever its tags; empty if they do not. pip takes
   * its rules from {@code packaging.utils.parse_wheel_filename}.
   *
   * @param fileName the name that was read
   */
  public List<String> objections(String fileName) {
    List<String> objections = new ArrayList<>();
    if (!fileName.endsWith(".whl")) {
      objections.add("the suffix has to be .whl in small letters");
    }
    if (!ProjectName.valid(distribution) || distribution.contains("__")) {
      objections.add(
          "a project's name has letters, digits, dots and single underscores in a wheel's name, and"
              + " starts and ends with a letter or digit");
    }
    if (ProjectVersion.parse(version).isEmpty()) {
      objections.add("its version is none that PEP 440 knows");
    }
    if (!tags.stream().allMatch(WheelName::plain)) {
      objections.add("a tag has letters, digits and underscores, and starts with no digit");
    }
    return objections;
  }

  private static boolean plain(Tag tag) {
    return Stream.of(tag.python(), tag.abi(), tag.platform())
            .allMatch(part -> PLAIN.matcher(part).matches())
        && !Character.isDigit(tag.python().charAt(0));
  }

  private static String join(List<String> parts) {
    return String.join(".", parts);
  }
}
