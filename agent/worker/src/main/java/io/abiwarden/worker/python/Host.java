package io.abiwarden.worker.python;

import java.util.Locale;

/** The machine that this JVM runs on, in the words of wheel tags. */
final class Host {

  private Host() {}

  /** {@code x86_64}, {@code aarch64}. */
  static String architecture() {
    String java = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return switch (java) {
      case "amd64" -> "x86_64";
      case "x86", "i386" -> "i686";
      default -> java;
    };
  }

  /** Whether workers can open interpreters here. */
  static boolean canLoad() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /** What {@code SOABI} ends with on this machine, where nothing tells it. */
  static String soabiPlatform() {
    return canLoad() ? architecture() + "-linux-gnu" : "darwin";
  }
}
