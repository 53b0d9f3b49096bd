package io.abiwarden.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles tiny shared libraries with the machine's C compiler, without any header. */
public final class CCompiler {

  private CCompiler() {}

  /**
   * Compiles; skips the test where there is no compiler, or where it does not know an option.
   *
   * @param folder where the library is put
   * @param source the C source
   * @param options further options
   * @return the library
   */
  public static Path library(Path folder, String source, String... options)
      throws IOException, InterruptedException {
    assumeTrue(isThere(), "skipped: no C compiler (cc) on PATH");
    Path file = Files.writeString(Files.createTempFile(folder, "source", ".c"), source);
    Path library = folder.resolve(file.getFileName() + ".so");
    List<String> command =
        new ArrayList<>(List.of("cc", "-shared", "-fPIC", "-nostdlib", "-O1", "-w"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", library.toString(), file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    assumeTrue(status == 0 || !output.contains("unrecognized"), () -> "skipped: cc says " + output);
    assertThat(status).as(output).isZero();
    // Older linkers ignore a -z that they do not know, and say so.
    assumeTrue(!output.contains("ignored"), () -> "skipped: the linker says " + output);
    return library;
  }

  private static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder("cc", "--version").redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
