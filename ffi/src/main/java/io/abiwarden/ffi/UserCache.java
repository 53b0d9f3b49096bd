package io.abiwarden.ffi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The user's home, and the folder in it for what can be made again, as the XDG Base Directory
 * Specification has them.
 */
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
      return home(system, environment).map(home -> home.resolve(".cache/abiwarden"));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /**
   * The user's home folder, which need not exist: {@code HOME}, which shells, pip and the
   * specification mean by it, and which containers set to another folder than the one that Java
   * takes from the list of users; Java's own where it is not set, and on Windows.
   */
  public static Optional<Path> home(Properties system, Map<String, String> environment) {
    try {
      Path home = Path.of(environment.getOrDefault("HOME", ""));
      if (home.isAbsolute() && !system.getProperty("os.name", "").startsWith("Windows")) {
        return Optional.of(home);
      }
      Path javas = Path.of(system.getProperty("user.home", ""));
      return javas.isAbsolute() ? Optional.of(javas) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
