package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documentation shows, run. */
class WheelExampleTest {

  private static final Path DIST = ArtifactGlob.projectFolder().resolve("target/example");

  @BeforeAll
  static void pack() throws IOException {
    Path regular = TestFiles.fixture("multi_phase@3.13");
    Path freeThreaded = TestFiles.fixture("multi_phase@3.13t");
    Files.createDirectories(DIST);
    for (String abi : new String[] {"cp313", "cp313t"}) {
      Path extension = abi.endsWith("t") ? freeThreaded : regular;
      TestFiles.wheel(
          DIST,
          "spam-1.0-cp313-" + abi + "-" + TestFiles.platform() + ".whl",
          ShortNames.fileName(extension),
          extension);
    }
  }

  // @start region="matrix"
  @PythonMatrix(
      value = {"3.13", "3.13t"},
      whenMissing = WhenMissing.SKIP)
  @Artifacts("target/example/*.whl")
  void loads(Path wheel, Interpreter python) {
    assertThat(wheel).on(python).loads().keepsItsPromises();
  }

  // @end

  @Test
  void staysFreeThreaded() throws IOException {
    TestFiles.need("3.13t", "3.13");
    Path wheel;
    try (var files = Files.list(DIST)) {
      wheel = files.filter(path -> path.toString().contains("cp313t")).findFirst().orElseThrow();
    }
    // @start region="one"
    assertThat(wheel).on("3.13t").loads().keepsGilDisabled();
    assertThat(wheel).byPath().on("3.13").isStoppedBy("AW202");
    assertThat(wheel).keepsItsPromises();
    // @end
  }
}
