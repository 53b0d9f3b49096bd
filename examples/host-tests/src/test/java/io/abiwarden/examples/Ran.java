package io.abiwarden.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/**
 * What became of a program.
 *
 * @param exit the exit code; of a JVM that crashed, HotSpot's
 * @param output standard output
 * @param errors standard error
 * @param crash HotSpot's report of a crash
 */
record Ran(int exit, String output, String errors, Optional<String> crash) {

  @Override
  public String toString() {
    return "exit %d%n%s%n%s%n%s"
        .formatted(
            exit,
            output,
            errors,
            crash.map(text -> text.lines().limit(12).toList()).orElse(List.of()));
  }

  /** It went through to its end. */
  Ran wentWell() {
    assertThat(crash).as("%s", this).isEmpty();
    assertThat(exit).as("%s", this).isZero();
    return this;
  }

  /** A signal ended it, in native code. */
  Ran died() {
    assertThat(exit).as("%s", this).isNotZero();
    assertThat(crash)
        .as("HotSpot's report of a crash, %s", this)
        .hasValueSatisfying(
            report ->
                assertThat(report)
                    .containsPattern("SIG(SEGV|BUS|ILL|ABRT|FPE)")
                    .contains("The crash happened outside the Java Virtual Machine"));
    return this;
  }

  /** The line in which it says what came of a module's import. */
  String saidOf(String module) {
    return output
        .lines()
        .filter(line -> line.startsWith(module + ": "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + module + ": " + this));
  }

  /** It computed something with NumPy at its end. */
  Ran computed() {
    assertThat(output).as("%s", this).containsPattern("numpy \\d+\\.\\d+\\.\\d+ says 499500");
    return this;
  }
}
