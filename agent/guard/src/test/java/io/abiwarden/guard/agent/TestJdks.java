package io.abiwarden.guard.agent;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The Javas of this machine: JAVA_HOME, those on PATH, and what lies beside this one. */
final class TestJdks {

  private TestJdks() {}

  /**
   * One that is too old for the guard.
   *
   * @param java its command
   * @param version as its own {@code java.version}
   */
  record OldJava(Path java, String version) {}

  static Path thisOne() {
    return command(Path.of(System.getProperty("java.home")));
  }

  static Optional<OldJava> old() throws IOException {
    for (Path home : homes()) {
      Path release = home.resolve("release");
      if (Files.isRegularFile(release) && Files.isExecutable(command(home))) {
        Properties facts = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
          facts.load(reader);
        }
        String version = facts.getProperty("JAVA_VERSION", "").replace("\"", "");
        if (!version.isEmpty() && Runtime.Version.parse(plain(version)).feature() < 25) {
          return Optional.of(new OldJava(command(home), version));
        }
      }
    }
    return Optional.empty();
  }

  /** 1.8.0_412 is older than the rules for versions. */
  private static String plain(String version) {
    return version.startsWith("1.") ? "8" : version;
  }

  private static List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    String given = System.getenv("JAVA_HOME");
    if (given != null) {
      homes.add(Path.of(given));
    }
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      Path java = Path.of(folder, "java");
      if (Files.isExecutable(java)) {
        homes.add(java.toRealPath().resolve("../..").normalize());
      }
    }
    try (Stream<Path> beside = Files.list(Path.of(System.getProperty("java.home")).getParent())) {
      beside.sorted().forEach(homes::add);
    }
    return homes;
  }

  private static Path command(Path home) {
    return home.resolve("bin/java");
  }
}
