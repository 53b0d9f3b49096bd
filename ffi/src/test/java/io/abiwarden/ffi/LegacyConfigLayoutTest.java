package io.abiwarden.ffi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.TestPythons.TestPython;
import io.abiwarden.ffi.generated.common.PyPreConfig;
import io.abiwarden.ffi.generated.common.PyStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of offsets against what the C compiler makes of each version's headers. */
class LegacyConfigLayoutTest {

  private static final String SOURCE =
      """
      #include <Python.h>
      #include <stddef.h>
      #include <stdio.h>
      int main(void) {
          printf("%zu %zu %zu %zu %zu %zu", sizeof(PyConfig), offsetof(PyConfig, site_import),
                 offsetof(PyConfig, write_bytecode), offsetof(PyConfig, program_name),
                 offsetof(PyConfig, home), offsetof(PyConfig, executable));
          printf(" %zu %zu", sizeof(PyPreConfig), offsetof(PyPreConfig, utf8_mode));
          printf(" %zu %zu %zu", sizeof(PyStatus), offsetof(PyStatus, err_msg),
                 offsetof(PyStatus, exitcode));
          return 0;
      }
      """;

  @TempDir Path scratch;

  @Test
  void coversAllVersionsBeforeInitConfig() {
    assertThat(LegacyConfigLayout.ALL)
        .extracting(LegacyConfigLayout::minor)
        .containsExactly(9, 10, 11, 12, 13);
    assertThat(LegacyConfigLayout.of(new LibPythonKind(0x030812f0, false, false))).isEmpty();
    assertThat(LegacyConfigLayout.of(new LibPythonKind(0x030d00f0, true, false))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.9", "3.10", "3.11", "3.12", "3.13", "3.13t"})
  void isThatOfTheHeaders(String series) throws Exception {
    Optional<TestPython> python = TestPythons.of(series);
    assumeTrue(python.isPresent(), () -> "no CPython " + series + " on this machine");
    Path headers = python.orElseThrow().headers();
    assumeTrue(Files.exists(headers.resolve("Python.h")), () -> "no headers in " + headers);
    Path source = Files.writeString(scratch.resolve("offsets.c"), SOURCE);
    Path program = scratch.resolve("offsets");
    assumeTrue(compiles(headers, source, program), "no C compiler that works on this machine");
    Process run = new ProcessBuilder(program.toString()).start();
    String actual = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int minor = Integer.parseInt(series.replace("t", "").substring(2));
    LegacyConfigLayout row =
        LegacyConfigLayout.of(new LibPythonKind(3 << 24 | minor << 16, false, false)).orElseThrow();
    assertThat(actual)
        .isEqualTo(
            "%d %d %d %d %d %d %d %d %d %d %d",
            row.size(),
            row.siteImport(),
            row.writeBytecode(),
            row.programName(),
            row.home(),
            row.executable(),
            PyPreConfig.sizeof(),
            PyPreConfig.utf8_mode$offset(),
            PyStatus.sizeof(),
            PyStatus.err_msg$offset(),
            PyStatus.exitcode$offset());
  }

  private static boolean compiles(Path headers, Path source, Path program)
      throws InterruptedException {
    try {
      return new ProcessBuilder(
                  List.of("cc", "-I" + headers, source.toString(), "-o", program.toString()))
              .inheritIO()
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
