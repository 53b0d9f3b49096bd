package io.abiwarden.junit;

import static io.abiwarden.junit.AbiwardenAssertions.assertThat;

import io.abiwarden.worker.python.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * A JVM of tests in parallel, for {@link ParallelRunTest}: runs them, and tells what was left when
 * they had ended. Arguments: the folder of artifacts.
 */
final class ParallelRunMain {

  private static final int THREADS = 12;
  private static final long PAUSE = 20_000_000;

  private ParallelRunMain() {}

  /** Good, bad and endless ones, all at once. */
  static class Cases {
    private final Path good = file("multi_phase.abi3.so");

    private static Path file(String name) {
      return Path.of(System.getProperty("abiwarden.test.artifacts", ""), name);
    }

    @RepeatedTest(30)
    void loads() {
      assertThat(good).on("embedded").loads();
    }

    @RepeatedTest(6)
    @Timeout(value = 1500, unit = TimeUnit.MILLISECONDS)
    void isInterrupted() {
      assertThat(file("init_hangs.abi3.so")).on("embedded").loads();
    }

    @RepeatedTest(10)
    void crashes() {
      assertThat(file("init_segfaults.abi3.so")).on("embedded").isStoppedBy("AW405");
    }

    @PythonMatrix("all")
    @Artifacts("*.abi3.so")
    void everything(Path artifact, Interpreter python) {
      if (!artifact.toString().contains("hangs")) {
        assertThat(artifact).on(python).keepsItsPromises();
      }
    }
  }

  /** Prints what {@link ParallelRunTest} expects. */
  public static void main(String[] args) throws IOException {
    AtomicInteger most = new AtomicInteger();
    Thread counter =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (true) {
                    most.accumulateAndGet(
                        (int) ProcessHandle.current().descendants().count(), Math::max);
                    LockSupport.parkNanos(PAUSE);
                  }
                });
    Told told =
        Told.of(
            Map.of(
                "junit.jupiter.execution.parallel.enabled",
                "true",
                "junit.jupiter.execution.parallel.mode.default",
                "concurrent",
                "junit.jupiter.execution.parallel.config.strategy",
                "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism",
                Integer.toString(THREADS)),
            Cases.class);
    // What was killed is gone as soon as the system has seen to it.
    Instant late = Instant.now().plusSeconds(20);
    while (!left().isEmpty() && Instant.now().isBefore(late)) {
      LockSupport.parkNanos(PAUSE);
    }
    assertThat(counter.isAlive()).isTrue();
    for (Told.Ended end : told.all()) {
      System.out.println("TEST " + end.status() + " " + end.name() + " " + firstLine(end.why()));
    }
    System.out.println("LEFT " + left());
    System.out.println("MOST " + most.get());
    System.out.println("PYTHONS IN HERE " + pythonsInHere());
    System.out.println("FILES " + files(Path.of(System.getProperty("java.io.tmpdir", ""))));
  }

  private static List<String> left() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> process.pid() + ": " + process.info().commandLine().orElse("gone"))
        .toList();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** Whatever of Python is mapped into this process. */
  private static Set<String> pythonsInHere() throws IOException {
    Set<String> mapped = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      if (line.contains("libpython") || line.contains(".abi3.so") || line.contains("cpython-3")) {
        mapped.add(line.substring(line.indexOf('/')));
      }
    }
    return mapped;
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(path -> String.valueOf(path.getFileName())).toList();
    }
  }
}
