package io.abiwarden.cli;

import io.abiwarden.ffi.EmbeddedPython;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;

/** Wheels made of the embedded interpreter's own extensions, which every clone has. */
final class TestWheel {

  private TestWheel() {}

  /** One of the embedded interpreter's extensions; skips the test where there is none. */
  static Path extension(String module) throws IOException {
    EmbeddedPython embedded = EmbeddedPython.find();
    Assumptions.assumeTrue(
        embedded.whyNot().isEmpty(), () -> "needs it: " + embedded.whyNot().orElse(""));
    Path prefix = embedded.unpack(EmbeddedPython.Progress.SILENT).prefix();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            prefix.resolve("lib/python3.14/lib-dynload"), module + ".cpython-*.so")) {
      return found.iterator().next();
    }
  }

  /** A wheel in a folder, with one of those extensions as {@code demo/NAME}. */
  static Path make(Path folder, String wheelName, String module, String fileName)
      throws IOException {
    Path wheel = folder.resolve(wheelName);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
      add(zip, "demo/__init__.py", new byte[0]);
      add(zip, "demo/" + fileName, Files.readAllBytes(extension(module)));
      add(
          zip,
          "demo-1.0.dist-info/METADATA",
          "Name: demo\nVersion: 1.0\n".getBytes(StandardCharsets.UTF_8));
      add(zip, "demo-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
      add(zip, "demo-1.0.dist-info/RECORD", new byte[0]);
    }
    return wheel;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
