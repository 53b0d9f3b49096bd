package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The machine code that is committed is what the C source is compiled to. */
class NativeCodeTest {

  private static final Path SOURCE = Path.of("src/main/native/import_filter.c");

  /** How generate-native-code says that it cannot compare here. */
  private static final int NOT_COMPARABLE = 77;

  private static Properties made() throws Exception {
    Properties made = new Properties();
    try (InputStream in = NativeCode.class.getResourceAsStream(NativeCode.RESOURCE)) {
      made.load(in);
    }
    return made;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void itIsThatOfTheSourceAndWhole() throws Exception {
    Properties made = made();
    assertThat(made.getProperty("source.sha256")).isEqualTo(sha256(Files.readAllBytes(SOURCE)));
    assertThat(made.getProperty("compiler")).matches("zig \\d+\\.\\d+\\.\\d+");
    int functions = 0;
    for (String processor : List.of("x86_64", "aarch64")) {
      for (String function : List.of("filter", "attach")) {
        byte[] code = HexFormat.of().parseHex(made.getProperty(processor + "." + function));
        assertThat(sha256(code))
            .isEqualTo(made.getProperty(processor + "." + function + ".sha256"));
        // Both begin with what a processor may want to find where an indirect call goes to.
        assertThat(HexFormat.of().formatHex(code, 0, 4))
            .isEqualTo(processor.equals("x86_64") ? "f30f1efa" : "5f2403d5");
        functions++;
      }
    }
    assertThat(functions).isEqualTo(4);
  }

  @Test
  void compilingMakesTheSameAgain() throws Exception {
    Process process =
        new ProcessBuilder(Path.of("../scripts/generate-native-code").toString(), "--check")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assumeTrue(process.exitValue() != NOT_COMPARABLE, () -> "not compared: " + output.strip());
    assertThat(process.exitValue()).as(output).isZero();
  }
}
