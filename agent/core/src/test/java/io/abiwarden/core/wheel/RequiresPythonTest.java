package io.abiwarden.core.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.python.PythonVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requires-Python, against what PyPA's packaging said when it was asked. */
class RequiresPythonTest {

  private static final int FLOOR = 800;

  private static List<String> lines() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RequiresPythonTest.class.getResourceAsStream("requires-python.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static PythonVersion python(String text) {
    String[] parts = text.split("\\.");
    return PythonVersion.of(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  @Test
  void agreesWithPackaging() throws IOException {
    List<String> pythons = List.of();
    List<String> wrong = new ArrayList<>();
    int rows = 0;
    int valid = 0;
    for (String line : lines()) {
      if (line.startsWith("# pythons ")) {
        pythons = Arrays.asList(line.substring("# pythons ".length()).split(" "));
      }
      int bar = line.lastIndexOf('|');
      if (line.startsWith("#") || bar < 0) {
        continue;
      }
      rows++;
      String expected = line.substring(bar + 1);
      Optional<RequiresPython> requires = RequiresPython.parse(line.substring(0, bar));
      String found =
          requires.isEmpty()
              ? "invalid"
              : pythons.stream()
                  .filter(python -> requires.get().accepts(python(python)))
                  .collect(Collectors.joining(" "));
      valid += expected.equals("invalid") ? 0 : 1;
      if (!found.equals(expected)) {
        wrong.add(line + " but here " + found);
      }
    }
    assertThat(rows).isGreaterThan(FLOOR);
    assertThat(valid).isGreaterThan(FLOOR / 4);
    assertThat(wrong).isEmpty();
  }

  /** A release candidate is asked for as what it is a candidate of. */
  @Test
  void preReleasesCountAsTheirRelease() {
    PythonVersion candidate = new PythonVersion(0x030f00c1);
    assertThat(RequiresPython.parse(">=3.15").orElseThrow().accepts(candidate)).isTrue();
    assertThat(RequiresPython.parse("<3.15").orElseThrow().accepts(candidate)).isFalse();
  }

  @Test
  void readsNothingEndless() {
    assertThat(RequiresPython.parse(">=" + "3.".repeat(100_000) + "9")).isEmpty();
    assertThat(RequiresPython.parse(">=3,".repeat(100_000))).isEmpty();
    assertThat(RequiresPython.parse(">=" + " ".repeat(200_000) + "x")).isEmpty();
    assertThat(RequiresPython.parse("==" + "9".repeat(100_000) + ".*")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1, 0",
    "1.0.0, 1, 0",
    "1, 2, -1",
    "1.10, 1.9, 1",
    "1!0.1, 9, 1",
    "1.0.dev1, 1.0a1, -1",
    "1.0a1, 1.0b1, -1",
    "1.0b2, 1.0rc1, -1",
    "1.0rc1, 1.0, -1",
    "1.0, 1.0.post1, -1",
    "1.0.post1.dev2, 1.0.post1, -1",
    "1.0.post1.dev2, 1.0, 1",
    "1.0a1.dev1, 1.0a1, -1",
    "1.0-alpha.1, 1.0A1, 0",
    "1.0c1, 1.0rc1, 0",
    "1.0-1, 1.0.post1, 0",
    "1.0+a, 1.0, 1",
    "1.0+1, 1.0+a, 1",
    "1.0+2, 1.0+10, -1",
    "1.0+a.1, 1.0+a, 1",
    "1.0+A_b, 1.0+a.b, 0",
    "v1.0, 1.0, 0",
    "' 1.0 ', 1.0, 0"
  })
  void ordersVersions(String a, String b, int order) {
    ProjectVersion left = ProjectVersion.parse(a).orElseThrow();
    ProjectVersion right = ProjectVersion.parse(b).orElseThrow();
    assertThat(Integer.signum(left.compareTo(right))).isEqualTo(order);
    assertThat(Integer.signum(right.compareTo(left))).isEqualTo(-order);
  }
}
