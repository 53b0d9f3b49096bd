package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM full of tests in parallel, of which some are interrupted: nobody is harmed, nothing left.
 */
class ParallelRunTest {

  @TempDir private Path folder = Path.of("");

  private final List<String> output = new ArrayList<>();

  @BeforeEach
  void run() throws Exception {
    TestFiles.need("embedded");
    Path artifacts = Files.createDirectories(folder.resolve("artifacts"));
    for (String name : List.of("multi_phase", "init_hangs", "init_segfaults")) {
      Path file = TestFiles.fixture(name + "@abi3-3.13");
      Files.copy(file, artifacts.resolve(name + ".abi3.so"));
    }
    Path temporary = Files.createDirectories(folder.resolve("tmp"));
    Path log = folder.resolve("output.txt");
    String path =
        System.getProperty("java.class.path", "") + ":" + System.getProperty("jdk.module.path", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Djava.io.tmpdir=" + temporary,
                "-Dbasedir=" + artifacts,
                "-Dabiwarden.test.artifacts=" + artifacts,
                "-cp",
                path + ":" + TestPath.ofThisModule(),
                ParallelRunMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();
    output.addAll(Files.readAllLines(log, StandardCharsets.UTF_8));
    assertThat(ended).as(() -> String.join("\n", output)).isTrue();
    assertThat(process.exitValue()).as(() -> String.join("\n", output)).isZero();
  }

  @Test
  void isSafe() {
    String all = String.join("\n", output);
    List<String> tests = output.stream().filter(line -> line.startsWith("TEST ")).toList();
    assertThat(tests).hasSizeGreaterThan(45);
    List<String> interrupted = tests.stream().filter(l -> l.contains(" of 6 ")).toList();
    assertThat(interrupted)
        .as("those with a timeout")
        .hasSize(6)
        .allMatch(line -> line.startsWith("TEST failed") && line.contains("timed out"));
    assertThat(tests.stream().filter(line -> !interrupted.contains(line)))
        .as("all the others")
        .allMatch(line -> line.startsWith("TEST ok") || line.startsWith("TEST skipped"));
    assertThat(all).contains("LEFT []", "PYTHONS IN HERE []", "FILES []");
    assertThat(all).doesNotContain("native access", "restricted method", "WARNING: A ");
    int most =
        output.stream()
            .filter(line -> line.startsWith("MOST "))
            .mapToInt(line -> Integer.parseInt(line.substring("MOST ".length())))
            .sum();
    // An interpreter that waits, a child of it, a JVM behind a shell that looks for a crash.
    int each = 4;
    assertThat(most)
        .as("processes at once")
        .isPositive()
        .isLessThanOrEqualTo(each * Runtime.getRuntime().availableProcessors());
  }
}
