package io.abiwarden.worker.python;

import io.abiwarden.core.platform.CLibrary;
import java.nio.file.Path;
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

  /** Whether extensions can be loaded here, in workers or in interpreters' own processes. */
  static boolean canLoad() {
    return Os.current() == Os.LINUX;
  }

  /** The C library that this JVM itself is linked to. */
  static CLibrary cLibrary() {
    return CLibraryHolder.FOUND;
  }

  /** What {@code SOABI} ends with on this machine, where nothing tells it. */
  static String soabiPlatform() {
    return switch (Os.current()) {
      case MACOS -> "darwin";
      case WINDOWS -> architecture().equals("x86_64") ? "win_amd64" : "win_arm64";
      case LINUX, OTHER ->
          architecture() + (cLibrary() == CLibrary.MUSL ? "-linux-musl" : "-linux-gnu");
    };
  }

  private static final class CLibraryHolder {

    /** What is mapped into this process tells it, wherever the system keeps its libraries. */
    static final CLibrary FOUND =
        Folders.lines(Path.of("/proc/self/maps")).stream()
                .anyMatch(line -> line.contains("/ld-musl-"))
            ? CLibrary.MUSL
            : CLibrary.GLIBC;
  }
}
