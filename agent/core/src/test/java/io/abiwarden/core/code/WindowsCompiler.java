package io.abiwarden.core.code;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.image.Image;
import io.abiwarden.core.image.ImageFormatException;
import io.abiwarden.core.image.ImageReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes DLLs out of C snippets, with LLVM's tools, which can do so on every system. */
enum WindowsCompiler {
  X86_64("x86_64-pc-windows-msvc", "i386:x86-64"),
  ARM64("aarch64-pc-windows-msvc", "arm64");

  private static final List<String> TOOLS = List.of("clang", "lld-link", "llvm-dlltool", "llvm-nm");

  private final String target;
  private final String machine;

  WindowsCompiler(String target, String machine) {
    this.target = target;
    this.machine = machine;
  }

  /** Skips the test visibly if a tool is not here. */
  static void require() {
    for (String tool : TOOLS) {
      boolean found = isThere(tool);
      assumeTrue(found, () -> "no " + tool + " on this machine: DLLs are not compiled");
    }
  }

  private static boolean isThere(String tool) {
    try {
      run(List.of(tool, "--version"));
      return true;
    } catch (IOException | AssertionError e) {
      return false;
    }
  }

  /**
   * Compiles and links C, without a C library; what is undefined is imported from one DLL.
   *
   * @param exports the functions that the DLL exports
   */
  Image compile(Path folder, String source, List<String> exports, List<String> flags) {
    try {
      Path c = Files.createTempFile(folder, "snippet", ".c");
      String stem = c.toString().replaceFirst("\\.c$", "");
      Files.writeString(c, source);
      List<String> compile =
          new ArrayList<>(
              List.of("clang", "--target=" + target, "-c", "-w", "-Dlong=long long", "-o"));
      compile.addAll(List.of(stem + ".o", c.toString()));
      compile.addAll(flags);
      run(compile);
      StringBuilder definition = new StringBuilder("LIBRARY python3.dll\nEXPORTS\n");
      for (String line : run(List.of("llvm-nm", "-u", stem + ".o")).split("\n")) {
        definition.append(line.strip().replaceFirst("^U ", "")).append('\n');
      }
      Files.writeString(Path.of(stem + ".def"), definition);
      run(List.of("llvm-dlltool", "-m", machine, "-d", stem + ".def", "-l", stem + ".lib"));
      List<String> link = new ArrayList<>(List.of("lld-link", "-dll", "-noentry", "-nodefaultlib"));
      link.addAll(List.of("-out:" + stem + ".dll", stem + ".o", stem + ".lib"));
      exports.forEach(name -> link.add("-export:" + name));
      run(link);
      return ImageReader.read(Files.readAllBytes(Path.of(stem + ".dll")));
    } catch (IOException | ImageFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static String run(List<String> line) throws IOException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(line + " says " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return output;
  }
}
