package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs when workers are closed ends, and nothing else is begun. */
class WorkersCloseTest {

  private static final String HANGS =
      """
      #include <unistd.h>
      PyMODINIT_FUNC PyInit_hangs(void) {
        fclose(fopen("started", "w"));
        for (;;) pause();
      }
      """;

  /** Far less than the search for the place of a crash takes, which must not be begun. */
  private static final long SECONDS = 10;

  @TempDir Path folder;

  @RepeatedTest(20)
  void anImportInACommandIsNotSearchedForACrash() throws Exception {
    endsWhenClosed(TestPython.embedded().byCommand());
  }

  @Test
  void anImportInAJvmEnds() throws Exception {
    endsWhenClosed(TestPython.embedded());
  }

  private void endsWhenClosed(TestPython python) throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    WorkerJob job =
        python.job(
            python.compile(folder, "hangs", HANGS), "hangs", new WorkerTask.Import(false, true));
    CompletableFuture<WorkerReport> report;
    try (Workers workers = new Workers(place)) {
      report = CompletableFuture.supplyAsync(() -> run(workers, job));
      while (!started(place)) {
        assertThat(report).isNotDone();
        Thread.sleep(5);
      }
    }
    assertThatThrownBy(() -> report.get(SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseInstanceOf(InterruptedException.class);
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).isEmpty();
    }
  }

  private static WorkerReport run(Workers workers, WorkerJob job) {
    try {
      return workers.run(job);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean started(Path place) throws IOException {
    try (Stream<Path> files = Files.walk(place)) {
      return files.anyMatch(file -> file.endsWith("started"));
    }
  }
}
