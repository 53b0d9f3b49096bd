package io.abiwarden.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.cli.index.IndexException;
import io.abiwarden.cli.index.IndexFile;
import io.abiwarden.cli.index.Release;
import io.abiwarden.cli.index.Requirement;
import io.abiwarden.worker.python.Interpreter;
import io.abiwarden.worker.python.Interpreters;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Interpreters of other platforms on the command line. */
class ElsewherePythonsTest {

  @TempDir Path folder;

  private String wheel() throws IOException {
    return TestWheel.make(
            folder,
            "demo-1.0-cp314-cp314-manylinux_2_17_x86_64.whl",
            "_heapq",
            "_heapq.cpython-314-x86_64-linux-gnu.so")
        .toString();
  }

  @Test
  void areJudgedFromDataWhileOthersAreImported() throws IOException {
    Run run =
        Run.of(
            "check",
            wheel(),
            "--python=embedded",
            "--python=3.14@manylinux_2_28_x86_64",
            "--python=3.14t@win_amd64",
            "--depth=import",
            "--format=json");

    assertThat(run.err().lines().filter(line -> line.contains("not on this machine")))
        .singleElement()
        .asString()
        .contains("3.14@manylinux_2_28_x86_64, 3.14t@win_amd64 are not");
    JsonNode document = StrictSchema.check("check-1", run.out());
    JsonNode results = document.path("artifacts").path(0).path("results");
    assertThat(said(results.path(0))).isEqualTo("loads true import");
    assertThat(said(results.path(1))).isEqualTo("loads true static");
    assertThat(said(results.path(2))).isEqualTo("not-applicable false static");
    JsonNode python = document.path("pythons").path(2);
    assertThat(python.path("id").asString()).isEqualTo("3.14t@win_amd64");
    assertThat(python.path("source").asString()).isEqualTo("data");
    assertThat(python.path("soabi").asString()).isEqualTo("cp314t-win_amd64");
    // A named interpreter that no installer would put the wheel on.
    assertThat(run.code()).isEqualTo(1);
  }

  private static String said(JsonNode pair) {
    return pair.path("verdict").asString()
        + " "
        + pair.path("installable").asBoolean()
        + " "
        + pair.path("extensions").path(0).path("decidedBy").asString();
  }

  @Test
  void runNothingByThemselves() throws IOException {
    Run run = Run.of("check", wheel(), "--python", "3.14@manylinux_2_28_x86_64");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("3.14@manylinux_2_28_x86_64").contains("should load");
    assertThat(Run.of("check", wheel(), "--python", "3.14@manylinux_2_12_x86_64").code())
        .isEqualTo(1);
  }

  @Test
  void pickTheWheelsOfAReleaseThatInstallersWouldTake() throws Exception {
    assertThat(picked(true, "3.14t@win_amd64")).containsExactly("cp314-cp314t-win_amd64");
    assertThat(picked(true, "3.14@win_amd64", "3.14t@win_amd64"))
        .containsExactly("cp39-abi3-win_amd64", "cp314-cp314t-win_amd64");
    assertThat(picked(true, "3.14@macosx_11_0_universal2"))
        .containsExactly("cp39-abi3-macosx_10_9_universal2");
    // None that it would take: those for its platform, so that it is seen why.
    assertThat(picked(true, "3.13t@win_amd64"))
        .containsExactly("cp39-abi3-win_amd64", "cp314-cp314t-win_amd64");
    assertThatThrownBy(() -> picked(true, "3.14@win32"))
        .isInstanceOf(IndexException.class)
        .hasMessageContaining("has no wheel for the platform win32; there are wheels for")
        .hasMessageContaining("win_amd64");
  }

  private static Stream<String> picked(boolean alone, String... specs) throws Exception {
    List<Interpreter> pythons = new ArrayList<>();
    for (String spec : specs) {
      pythons.add(Interpreters.elsewhere(spec).orElseThrow());
    }
    List<IndexFile> wheels =
        Stream.of(
                "cp39-abi3-win_amd64",
                "cp314-cp314t-win_amd64",
                "cp39-abi3-macosx_10_9_universal2",
                "cp39-abi3-manylinux_2_17_x86_64")
            .map(tags -> "demo-1.0-" + tags + ".whl")
            .map(
                name ->
                    new IndexFile(
                        name,
                        URI.create("https://index.example/" + name),
                        Optional.empty(),
                        -1,
                        Optional.empty()))
            .toList();
    return new ElsewherePythons(pythons, alone)
        .pick(new Release(Requirement.parse("demo==1.0"), wheels, false)).wheels().stream()
            .map(wheel -> wheel.name().replaceAll("demo-1.0-|\\.whl", ""));
  }
}
