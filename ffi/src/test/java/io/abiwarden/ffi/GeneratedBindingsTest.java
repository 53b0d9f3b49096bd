package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What jextract made is what is committed. */
class GeneratedBindingsTest {

  private static final Path GENERATED = Path.of("src/main/java/io/abiwarden/ffi/generated");

  /** How generate-bindings says that it cannot compare here. */
  private static final int NOT_COMPARABLE = 77;

  @Test
  void everyFileHasItsChecksum() throws Exception {
    Map<String, String> written = new TreeMap<>();
    for (String line : Files.readAllLines(GENERATED.resolve("checksums.sha256"))) {
      written.put(line.substring(66), line.substring(0, 64));
    }
    Map<String, String> actual = new TreeMap<>();
    try (Stream<Path> files = Files.walk(GENERATED)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        actual.put(GENERATED.relativize(file).toString(), HexFormat.of().formatHex(hash));
      }
    }
    assertThat(actual).isEqualTo(written).hasSizeGreaterThanOrEqualTo(20);
  }

  @Test
  void theStampNamesWhatTheyWereMadeFrom() throws IOException {
    Properties stamp = new Properties();
    try (InputStream in = Files.newInputStream(GENERATED.resolve("stamp.properties"))) {
      stamp.load(in);
    }
    assertThat(stamp.getProperty("headers")).matches("libpython3\\.15-dev_3\\.15\\..+\\.deb");
    assertThat(stamp.getProperty("preprocessed.sha256")).matches("[0-9a-f]{64}");
    assertThat(stamp.getProperty("recipe.sha256")).matches("[0-9a-f]{64}");
    assertThat(stamp.getProperty("jextract")).matches("\\d+ ([0-9a-f]{40}|release)");
    assertThat(stamp.getProperty("libclang")).isNotBlank();
  }

  @Test
  void jextractMakesTheSameAgain() throws Exception {
    Process process =
        new ProcessBuilder(Path.of("../scripts/generate-bindings").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assumeTrue(process.exitValue() != NOT_COMPARABLE, () -> "not compared: " + output.strip());
    assertThat(process.exitValue()).as(output).isZero();
  }
}
