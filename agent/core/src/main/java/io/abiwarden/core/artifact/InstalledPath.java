package io.abiwarden.core.artifact;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an installer puts a wheel's files (PEP 427). */
public final class InstalledPath {

  private static final Pattern DATA =
      Pattern.compile("[^/]+\\.data/(?<scheme>[^/]+)/(?<rest>.+)", Pattern.DOTALL);

  private InstalledPath() {}

  /**
   * The path below site-packages.
   *
   * @param path a path in a wheel
   * @return the path once installed; empty if it is installed elsewhere (scripts, headers, data)
   */
  public static Optional<String> of(String path) {
    Matcher matcher = DATA.matcher(path);
    if (!matcher.matches()) {
      return Optional.of(path);
    }
    String scheme = matcher.group("scheme");
    return scheme.equals("platlib") || scheme.equals("purelib")
        ? Optional.of(matcher.group("rest"))
        : Optional.empty();
  }
}
