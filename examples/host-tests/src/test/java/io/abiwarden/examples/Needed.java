package io.abiwarden.examples;

import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What the tests of hosts need on the machine, and where it is. */
final class Needed {

  private Needed() {}

  /** Skips the test where something is missing; fails it where the environment insists on hosts. */
  static void check(boolean isHere, String message) {
    if (!isHere && !System.getenv().getOrDefault("ABIWARDEN_REQUIRE_HOSTS", "").isEmpty()) {
      Assertions.fail(message);
    }
    Assumptions.assumeTrue(isHere, message);
  }

  /** The folder for what is fetched or built once per user. */
  static Path cache() {
    String base = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path caches =
        base.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(base);
    return caches.resolve("abiwarden");
  }

  /** Where the tests of this module write. */
  static Path target() {
    return Path.of("target").toAbsolutePath();
  }
}
