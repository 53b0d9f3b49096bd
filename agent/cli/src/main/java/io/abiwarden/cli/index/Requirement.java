package io.abiwarden.cli.index;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One release of a project: {@code psutil==7.2.2}.
 *
 * @param name the project as the user spelt it
 * @param version the version
 */
public record Requirement(String name, ReleaseVersion version) {

  /** A project's name as the core metadata specification has it. */
  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?";

  private static final Pattern EXACT =
      Pattern.compile("(?<name>" + NAME + ")\\s*===?\\s*(?<version>\\S+)");

  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");

  /**
   * Reads one.
   *
   * @throws IndexException if it is not a name and exactly one version; the message says what is
   *     expected
   */
  public static Requirement parse(String text) throws IndexException {
    Matcher matcher = EXACT.matcher(text.strip());
    if (!matcher.matches()) {
      String name = text.strip().matches(NAME) ? text.strip() : "NAME";
      throw new IndexException(
          "name exactly one version: pypi:" + name + "==VERSION, without extras or markers");
    }
    String version = matcher.group("version");
    return new Requirement(
        matcher.group("name"),
        ReleaseVersion.parse(version)
            .orElseThrow(
                () ->
                    new IndexException(
                        "\"" + version + "\" is not a version; name exactly one, such as 1.2.3")));
  }

  /** The name as indexes spell it in addresses (PEP 503). */
  String normalizedName() {
    return normalize(name);
  }

  /** Lower case, with runs of {@code -}, {@code _} and {@code .} as one hyphen (PEP 503). */
  static String normalize(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return name + "==" + version;
  }
}
