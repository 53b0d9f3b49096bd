package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.worker.protocol.WorkerFolder;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(WorkerCommand.CACHE_PROPERTY);
    System.clearProperty(WorkerCommand.CACHE_OUTPUT_PROPERTY);
  }

  private List<String> command() throws IOException {
    return WorkerCommand.of(new WorkerFolder(folder));
  }

  @Test
  void whatTheJvmWritesGoesIntoTheWorkersFolder() throws IOException {
    assertThat(command())
        .contains("-XX:ErrorFile=" + folder.resolve("hs_err.log"))
        .contains("-Djava.io.tmpdir=" + folder.resolve("scratch"))
        .contains(folder.resolve("shell").toString())
        .endsWith(folder.toString());
  }

  @Test
  void aCacheIsUsedOnlyIfItIsThere() throws IOException {
    Path cache = folder.resolve("worker.aot");
    assertThat(command()).contains("-Xshare:auto");
    System.setProperty(WorkerCommand.CACHE_PROPERTY, cache.toString());
    assertThat(command()).contains("-Xshare:auto");
    Files.createFile(cache);
    assertThat(command()).contains("-XX:AOTCache=" + cache).doesNotContain("-Xshare:auto");
    System.setProperty(WorkerCommand.CACHE_OUTPUT_PROPERTY, cache.toString());
    assertThat(command()).contains("-XX:AOTCacheOutput=" + cache).doesNotContain("-Xshare:auto");
  }

  /** A damaged file must cost time, not results. */
  @Test
  void aCacheThatIsNoneDoesNoHarm() throws Exception {
    TestPython python = TestPython.embedded();
    Path junk = Files.writeString(folder.resolve("junk.aot"), "junk");
    System.setProperty(WorkerCommand.CACHE_PROPERTY, junk.toString());
    Path file =
        python.compile(
            folder,
            "m",
            """
            static PyModuleDef def = {PyModuleDef_HEAD_INIT, .m_name = "m"};
            PyMODINIT_FUNC PyInit_m(void) { return PyModuleDef_Init(&def); }
            """);
    try (var workers = new Workers(folder)) {
      WorkerReport report = workers.run(python.job(file, "m", new WorkerTask.Import(false, true)));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.OK);
      assertThat(report.output()).isEmpty();
    }
  }
}
