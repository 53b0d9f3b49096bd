package io.abiwarden.core.code;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Makes shared libraries out of C snippets, with the compilers that the machine has. */
enum Compiler {
  /** The machine's own. */
  NATIVE("cc"),
  /** A cross compiler, for reading AArch64 on any machine. */
  AARCH64("aarch64-linux-gnu-gcc");

  private static final Map<String, Boolean> FOUND = new ConcurrentHashMap<>();

  private final String command;

  Compiler(String command) {
    this.command = command;
  }

  /** Skips the test visibly if the compiler is not here. */
  void require() {
    boolean found = FOUND.computeIfAbsent(command, c -> runs(List.of(c, "--version")));
    assumeTrue(found, () -> "no " + command + " on this machine: its rows are skipped");
  }

  /** Compiles and links C; undefined symbols stay undefined, as in an extension. */
  Image compile(Path folder, String source, List<String> flags) {
    require();
    try {
      Path c = Files.createTempFile(folder, "snippet", ".c");
      Path so = folder.resolve(c.getFileName() + ".so");
      Files.writeString(c, source);
      List<String> line = new ArrayList<>(List.of(command, "-shared", "-w", "-o", so.toString()));
      line.addAll(flags);
      line.add(c.toString());
      if (!runs(line)) {
        throw new AssertionError(command + " refuses a snippet: " + line);
      }
      return ImageReader.read(Files.readAllBytes(so));
    } catch (IOException | ImageFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean runs(List<String> line) {
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
