package io.abiwarden.cli.index;

import io.abiwarden.core.wheel.ProjectName;
import io.abiwarden.core.wheel.ProjectVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One release of a project: {@code psutil==7.2.2}.
 *
 * @param name the project as the user spelt it
 * @param version the version
 */
public record Requirement(String name, ProjectVersion version) {

  private static final Pattern EXACT =
      Pattern.compile("(?<name>[A-Za-z0-9._-]+)\\s*===?\\s*(?<version>\\S+)");

  /**
   * Reads one.
   *
   * @throws IndexException if it is not a name and exactly one version; the message says what is
   *     expected
   */
  public static Requirement parse(String text) throws IndexException {
    Matcher matcher = EXACT.matcher(text.strip());
    if (!matcher.matches() || !ProjectName.valid(matcher.group("name"))) {
      String name = ProjectName.valid(text.strip()) ? text.strip() : "NAME";
      throw new IndexException(
          "name exactly one version: pypi:" + name + "==VERSION, without extras or markers");
    }
    String version = matcher.group("version");
    return new Requirement(
        matcher.group("name"),
        ProjectVersion.parse(version)
            .orElseThrow(
                () ->
                    new IndexException(
                        "\"" + version + "\" is not a version; name exactly one, such as 1.2.3")));
  }

  /** The name as indexes spell it in addresses (PEP 503). */
  String normalizedName() {
    return ProjectName.normalized(name);
  }

  /** Whether a version is the one; a local part counts only where the requirement has one. */
  boolean means(ProjectVersion candidate) {
    ProjectVersion compared = version.local().isEmpty() ? candidate.withoutLocal() : candidate;
    return version.compareTo(compared) == 0;
  }

  @Override
  public String toString() {
    return name + "==" + version.text();
  }
}
