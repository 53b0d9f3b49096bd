package io.abiwarden.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes along with an artifact, as Maven tells it; and the BOM, which has them all. */
class DependenciesIT {

  /** All that a user's class path gets. The command's own are its own affair. */
  private static final Map<String, List<String>> BROUGHT_ALONG =
      Map.of(
          "core",
          List.of(),
          "ffi",
          List.of(),
          "worker",
          List.of("io.abiwarden:abiwarden-core", "io.abiwarden:abiwarden-ffi"),
          "guard",
          List.of("io.abiwarden:abiwarden-core", "io.abiwarden:abiwarden-ffi"),
          "junit",
          List.of(
              "io.abiwarden:abiwarden-core",
              "io.abiwarden:abiwarden-ffi",
              "io.abiwarden:abiwarden-worker",
              "net.bytebuddy:byte-buddy",
              "org.assertj:assertj-core"));

  private static final Pattern RESOLVED =
      Pattern.compile("\\s+([\\w.-]+:[\\w.-]+):jar:[^:\\s]+:(?:compile|runtime)\\b.*");

  private static final Pattern MANAGED =
      Pattern.compile(
          "<groupId>io\\.abiwarden</groupId>\\s*<artifactId>abiwarden-(\\w+)</artifactId>\\s*"
              + "<version>\\$\\{project\\.version}</version>");

  static Stream<String> libraries() {
    return BROUGHT_ALONG.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void nothingElseComesAlong(String name) throws IOException {
    Path listed = Jars.target(name).resolve("brought-along.txt");
    assertThat(listed).as("what Maven lists").isRegularFile();
    List<String> lines = Files.readAllLines(listed);
    assertThat(lines).anyMatch(line -> line.contains("have been resolved"));
    assertThat(
            lines.stream()
                .map(RESOLVED::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .sorted())
        .as(String.join("\n", lines))
        .isEqualTo(BROUGHT_ALONG.get(name));
  }

  @Test
  void theBomHasThemAll() throws IOException {
    String bom = Files.readString(Jars.root().resolve("bom/pom.xml"));
    assertThat(bom)
        .contains("<version>" + Jars.version() + "</version>")
        .doesNotContain("<parent>");
    assertThat(MANAGED.matcher(bom).results().map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(Jars.names());
    assertThat(bom.split("<dependency>", -1)).hasSize(Jars.names().size() + 1);
  }
}
