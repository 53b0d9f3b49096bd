package io.abiwarden.ffi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The folder for what can be made again, as the XDG Base Directory Specification has it. */
public final class UserCache {

  private UserCache() {}

  /**
   * abiwarden's folder in the user's cache; it need not exist. Empty for a user without a home,
   * which Java reports as "?".
   */
  public static Optional<Path> folder(Properties system, Map<String, String> environment) {
    try {
      // A relative value is to be ignored, says the specification.
      Path xdg = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
      if (xdg.isAbsolute()) {
        return Optional.of(xdg.resolve("abiwarden"));
      }
      Path home = Path.of(system.getProperty("user.home", ""));
      return home.isAbsolute() ? Optional.of(home.resolve(".cache/abiwarden")) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
