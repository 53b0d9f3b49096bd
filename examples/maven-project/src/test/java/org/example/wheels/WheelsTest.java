package org.example.wheels;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.Check;
import io.abiwarden.junit.Artifacts;
import io.abiwarden.junit.PythonMatrix;
import io.abiwarden.junit.WhenMissing;
import io.abiwarden.worker.python.Interpreter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What people who publish wheels may want to know of them before they do. */
class WheelsTest {

  private static final Path ABI3 =
      Path.of(
          "target/wheels/psutil-7.2.2-cp36-abi3-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64.whl");

  /** Each wheel on those of these interpreters for which an installer would choose it. */
  @PythonMatrix({"3.13", "3.13t", "embedded"})
  @Artifacts("target/wheels/markupsafe-*-cp{313,313t,314}-manylinux*.whl")
  void loads(Path wheel, Interpreter python) {
    assertThat(wheel).on(python).loads().runs("import markupsafe; markupsafe.escape('<')");
  }

  /** The same for interpreters that not everybody has yet: without them, the test is skipped. */
  @PythonMatrix(
      value = {"3.14t", "3.99t"},
      whenMissing = WhenMissing.SKIP)
  @Artifacts("target/wheels/markupsafe-*-cp314t-*.whl")
  void isReadyForFreeThreading(Path wheel, Interpreter python) {
    assertThat(wheel).on(python).loads().keepsGilDisabled();
  }

  /** One file for many versions is proven by loading that file on each. */
  @PythonMatrix({"3.9", "3.10", "3.11", "3.12", "3.13", "embedded"})
  @Artifacts("target/wheels/psutil-*-abi3-*.whl")
  void oneForAll(Check check) {
    assertThat(check).loads();
  }

  /** It is installed by hand, and imported: memory would be corrupt. */
  @Test
  void stableAbiWheelIsNotForFreeThreading() {
    assertThat(ABI3).on("3.13t").isStoppedBy("AW201");
  }

  @Artifacts("target/wheels/markupsafe-*.whl")
  void keepsItsPromises(Path wheel) {
    assertThat(wheel).keepsItsPromises();
  }
}
