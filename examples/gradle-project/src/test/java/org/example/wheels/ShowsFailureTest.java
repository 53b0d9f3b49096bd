package org.example.wheels;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.junit.Artifacts;
import io.abiwarden.junit.PythonMatrix;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that fail on purpose, to see what they say. */
@Tag("shows-failure")
class ShowsFailureTest {

  private static final Path ABI3 =
      Path.of(
          "build/wheels/psutil-7.2.2-cp36-abi3-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64.whl");

  @Test
  void wrongBuild() {
    assertThat(ABI3).on("3.13t").loads();
  }

  @PythonMatrix({"3.13", "3.99t"})
  @Artifacts("build/wheels/markupsafe-*-cp313-manylinux*.whl")
  void notHere(Path wheel, Interpreter python) {
    assertThat(wheel).on(python).loads();
  }

  @PythonMatrix("3.13")
  @Artifacts("build/wheels/no-such-*.whl")
  void noWheels(Path wheel, Interpreter python) {
    assertThat(wheel).on(python).loads();
  }
}
