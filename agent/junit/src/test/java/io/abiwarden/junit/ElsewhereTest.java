package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.Abiwarden;
import io.abiwarden.core.judge.Depth;
import io.abiwarden.core.judge.Verdict;
import io.abiwarden.worker.check.PairResult;
import io.abiwarden.worker.python.NoSuchInterpreterException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interpreters of other platforms, which are judged for from data. */
class ElsewhereTest {

  private static final String LINUX = "3.14t@manylinux_2_28_x86_64";

  @TempDir Path folder;

  private Path wheel() throws Exception {
    return TestFiles.wheel(
        folder,
        "spam-1.0-cp314-cp314t-manylinux_2_17_x86_64.whl",
        "multi_phase.cpython-314t-x86_64-linux-gnu.so",
        TestFiles.fixture("multi_phase@3.14t"));
  }

  @Test
  void areKnownToTheLibrary() throws Exception {
    PairResult result = Abiwarden.check(wheel()).on(LINUX).report().result(LINUX);

    assertThat(result.installable()).contains(true);
    assertThat(result.extensions().getFirst().decidedBy()).isEqualTo(Depth.STATIC);
    assertThatThrownBy(() -> Abiwarden.check(wheel()).on("3.14t@win64").report())
        .isInstanceOf(NoSuchInterpreterException.class)
        .hasMessageContaining("use win_amd64");
  }

  @Test
  void areKnownToAssertions() throws Exception {
    var loading = assertThat(wheel()).on(LINUX);
    PairResult result = Abiwarden.check(wheel()).on(LINUX).report().result();

    loading.hasVerdict(result.verdict());
    assertThat(result.verdict()).isIn(Verdict.LOADS, Verdict.LOADS_GIL);
    assertThat(wheel()).on("3.14t@win_amd64").hasVerdict(Verdict.NOT_APPLICABLE);
    assertThatThrownBy(() -> loading.runs("import spam"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("not on this machine");
    assertThatThrownBy(() -> assertThat(wheel()).on("3.14t@win64").loads())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("use win_amd64");
  }

  static class Both {
    @PythonMatrix({"embedded", LINUX})
    void test() {
      // That it is run is enough.
    }
  }

  @Test
  void takePartInAMatrix() {
    Map<String, String> ends = Told.of(Both.class).byName();

    assertThat(ends).containsEntry(LINUX, "ok");
  }
}
