package io.abiwarden.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each published jar is as a module. A change here is one that users may notice. */
class ModulesIT {

  static Stream<String> published() {
    return Jars.names().stream();
  }

  @ParameterizedTest
  @MethodSource("published")
  void isDescribedAsBefore(String name) {
    assertThat(described(name)).isEqualToNormalizingNewlines(golden(name));
  }

  @Test
  void noPackageIsInTwoOfThem() {
    Map<String, String> owners = new HashMap<>();
    for (String name : Jars.names()) {
      for (String each : Jars.packages(Jars.of(name))) {
        String other = owners.put(each, name);
        assertThat(other).as("%s is in %s, and in", each, name).isNull();
        assertThat(each).startsWith("io.abiwarden");
      }
    }
    assertThat(owners).hasSizeGreaterThan(30);
  }

  /** Without the place of the jar, and without the version, which changes with each release. */
  private static String described(String name) {
    ToolProvider jar = ToolProvider.findFirst("jar").orElseThrow();
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        jar.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "--describe-module",
            "--file",
            Jars.of(name).toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    return out.toString()
        .lines()
        .map(line -> line.contains("@" + Jars.version() + " ") ? line.replaceAll("@.*", "") : line)
        .reduce("", (a, b) -> a + b + "\n");
  }

  private static String golden(String name) {
    try (InputStream stream =
        ModulesIT.class.getResourceAsStream("/modules/abiwarden-" + name + ".txt")) {
      assertThat(stream).as("the golden description of abiwarden-" + name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
