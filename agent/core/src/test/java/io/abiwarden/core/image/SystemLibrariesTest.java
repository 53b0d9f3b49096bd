package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares what is read of this machine's own libraries with what {@code nm} says of them. */
class SystemLibrariesTest {

  private static final int FEWEST = 5;

  @TestFactory
  List<DynamicTest> agreesWithNm() throws IOException {
    List<Path> libraries = libraries();
    assumeTrue(
        libraries.size() >= FEWEST,
        "skipped: not an ELF platform: fewer than " + FEWEST + " libraries found");
    List<DynamicTest> tests = new ArrayList<>();
    for (Path library : libraries) {
      tests.add(DynamicTest.dynamicTest(library.getFileName().toString(), () -> compare(library)));
    }
    return tests;
  }

  private static List<Path> libraries() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> own = Files.list(Path.of(System.getProperty("java.home"), "lib"))) {
      own.filter(p -> p.toString().endsWith(".so")).sorted().limit(20).forEach(found::add);
    }
    for (String name : List.of("libc.so.6", "libm.so.6", "libstdc++.so.6", "libdl.so.2")) {
      for (String folder : List.of("/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/lib64")) {
        Path library = Path.of(folder, name);
        if (Files.isRegularFile(library)) {
          found.add(library);
        }
      }
    }
    return found;
  }

  private static void compare(Path library) throws Exception {
    Image image = ImageReader.read(library);
    Set<String> read = new TreeSet<>();
    image.exports().forEach(e -> read.add(e.name() + " " + "%016x".formatted(e.address())));
    image.needs().forEach(n -> read.add(n.name() + " " + (n.weak() ? "weak" : "strong")));
    assertThat(read).isEqualTo(nm(library));
  }

  private static Set<String> nm(Path library) throws Exception {
    Set<String> lines = new TreeSet<>();
    for (String line : run("nm", "-D", library.toString()).split("\n")) {
      boolean undefined = line.startsWith(" ");
      String[] parts = line.strip().split("\\s+");
      if (parts.length < 2) {
        continue;
      }
      String kind = parts[undefined ? 0 : 1];
      String name = parts[undefined ? 1 : 2].replaceFirst("@.*", "");
      if (undefined) {
        lines.add(name + " " + (kind.equals("U") ? "strong" : "weak"));
      } else {
        lines.add(name + " " + parts[0]);
      }
    }
    return lines;
  }

  private static String run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      assumeTrue(false, "skipped: no nm on PATH: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }
}
