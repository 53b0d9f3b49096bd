package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsErrFileTest {

  private static final String REPORT =
      """
      #
      # A fatal error has been detected by the Java Runtime Environment:
      #
      #  SIGSEGV (0xb) at pc=0x00007fb6, pid=12, tid=13
      #
      # JRE version: OpenJDK Runtime Environment
      # Problematic frame:
      # C  [spam.so+0x1102]  PyInit_spam+0x9
      #

      Native frames: (J=compiled Java code, j=interpreted, Vv=VM code, C=native code)
      C  [spam.so+0x1102]  PyInit_spam+0x9
      C  [libpython3.14.so.1.0+0x2b33b7]
      v  ~RuntimeStub::nep_invoker_blob 0x00007fb668b6dc1b
      j  io.abiwarden.ffi.Python.callEntry(J)V+25
      """;

  @Test
  void tellsSignalAndNativeFrames() {
    assertThat(HsErrFile.parse(REPORT))
        .hasValueSatisfying(
            crash -> {
              assertThat(crash.signal()).isEqualTo(11);
              assertThat(crash.line()).isEqualTo("SIGSEGV in PyInit_spam+0x9 [spam.so+0x1102]");
              assertThat(crash.frames())
                  .containsExactly(
                      "PyInit_spam+0x9 [spam.so+0x1102]", "[libpython3.14.so.1.0+0x2b33b7]");
            });
  }

  @Test
  void aJvmThatFoundItselfDamagedDiedToo() {
    assertThat(HsErrFile.parse("#\n#  Internal Error (sharedRuntime.cpp:553), pid=1, tid=2\n#"))
        .hasValueSatisfying(
            crash ->
                assertThat(crash.line()).contains("SIGABRT").contains("sharedRuntime.cpp:553"));
  }

  @Test
  void whatIsNoReportSaysNothing(@TempDir Path folder) throws IOException {
    assertThat(HsErrFile.parse("")).isEmpty();
    assertThat(HsErrFile.parse("# There is insufficient memory for the JRE to continue."))
        .isEmpty();
    assertThat(HsErrFile.read(folder.resolve("none"))).isEmpty();
    assertThat(HsErrFile.read(folder)).isEmpty();
    Path binary = Files.write(folder.resolve("binary"), new byte[] {0, -1, -2, 35});
    assertThat(HsErrFile.read(binary)).isEmpty();
  }

  @Test
  void aReportCutOffAnywhereIsReadAsFarAsItGoes() {
    for (int length = 0; length < REPORT.length(); length++) {
      HsErrFile.parse(REPORT.substring(0, length))
          .ifPresent(crash -> assertThat(crash.signal()).isEqualTo(11));
    }
  }
}
