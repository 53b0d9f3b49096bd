package io.abiwarden.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.wheel.WheelName;
import io.abiwarden.fixtures.BuildResult;
import io.abiwarden.fixtures.FixtureBuilder;
import io.abiwarden.fixtures.Fixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Artifacts for tests; what is missing on a machine skips the test visibly. */
final class TestFiles {

  private static final FixtureBuilder BUILDER = FixtureBuilder.onThisMachine();

  private TestFiles() {}

  /** An extension file. */
  static Path fixture(String name) {
    return switch (BUILDER.build(Fixtures.named(name))) {
      case BuildResult.Built(Path file) -> file;
      case BuildResult.Missing(String reason) -> {
        assumeTrue(false, reason);
        throw new IllegalStateException(reason);
      }
    };
  }

  /** Skips the test if an interpreter is not here. */
  static void need(String... pythons) {
    for (String name : pythons) {
      for (NamedPython python : PythonNames.of(name)) {
        assumeTrue(python instanceof NamedPython.Here, () -> python.toString());
      }
    }
  }

  /** What tests call the interpreter that comes with abiwarden, where it is at all. */
  static String embedded() {
    return PythonNames.of("embedded").getFirst().label();
  }

  /** The last part of a wheel's name that this machine takes. */
  static String platform() {
    return ThisMachine.host().platforms().getLast();
  }

  /** A wheel of one extension file, under a name of its own in the wheel. */
  static Path wheel(Path folder, String name, String member, Path extension) throws IOException {
    return wheel(folder, name, Map.of(member, Files.readAllBytes(extension)));
  }

  static Path wheel(Path folder, String name, Map<String, byte[]> members) throws IOException {
    WheelName parsed = WheelName.parse(name).orElseThrow();
    String info = parsed.distribution() + "-" + parsed.version() + ".dist-info/";
    Map<String, byte[]> files = new LinkedHashMap<>(members);
    StringBuilder tags = new StringBuilder("Wheel-Version: 1.0\nRoot-Is-Purelib: false\n");
    parsed.tags().forEach(tag -> tags.append("Tag: ").append(tag).append('\n'));
    files.put(info + "WHEEL", tags.toString().getBytes(StandardCharsets.UTF_8));
    files.put(
        info + "METADATA",
        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n"
            .formatted(parsed.distribution(), parsed.version())
            .getBytes(StandardCharsets.UTF_8));
    StringBuilder record = new StringBuilder();
    files.keySet().forEach(path -> record.append(path).append(",,\n"));
    record.append(info).append("RECORD,,\n");
    files.put(info + "RECORD", record.toString().getBytes(StandardCharsets.UTF_8));
    Path wheel = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return wheel;
  }
}
