package io.abiwarden.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.core.memory.Memory;
import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A worker ends with its parent, however that ends, and leaves nothing behind. */
class ParentDeathTest {

  private static final String HANGS =
      """
      #include <unistd.h>
      PyMODINIT_FUNC PyInit_hangs(void) {
        FILE *f = fopen("started", "w");
        fclose(f);
        for (;;) pause();
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "KILL, LIBPYTHON",
    "TERM, LIBPYTHON",
    "INT, LIBPYTHON",
    "KILL, EXECUTABLE",
    "TERM, EXECUTABLE",
    "INT, EXECUTABLE"
  })
  void theWorkerEndsWithItsParent(String signal, WorkerHost host) throws Exception {
    TestPython python = TestPython.embedded();
    if (host == WorkerHost.EXECUTABLE) {
      python = python.byCommand();
    }
    Path file = python.compile(folder, "hangs", HANGS);
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Process parent = parent(python, file, temporary);
    try {
      await(() -> started(temporary));
      List<ProcessHandle> workers = parent.descendants().toList();
      assertThat(workers).isNotEmpty();

      new ProcessBuilder("kill", "-" + signal, String.valueOf(parent.pid())).start().waitFor();
      parent.waitFor();
      await(() -> workers.stream().noneMatch(ParentDeathTest::lives));
      await(() -> empty(temporary));
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  @Test
  void theTestsOwnParentRunsAtAll() throws Exception {
    TestPython python = TestPython.embedded();
    Path file =
        python.compile(folder, "hangs", "PyMODINIT_FUNC PyInit_hangs(void) { return NULL; }");
    Process parent = parent(python, file, folder);
    try (var out =
        new BufferedReader(
            new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.lines().collect(Collectors.joining("\n"))).endsWith("EXCEPTION");
    }
  }

  private static Process parent(TestPython python, Path file, Path temporary) throws IOException {
    String path =
        Stream.of(ParentDeathTest.class, Workers.class, Memory.class, EmbeddedPython.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().getPath())
            .distinct()
            .collect(Collectors.joining(":"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-XX:-UsePerfData",
            "-cp",
            path,
            Parent.class.getName(),
            python.name(),
            python.prefix().toString(),
            file.toString(),
            python.command().map(Path::toString).orElse(""))
        .redirectErrorStream(true)
        .start();
  }

  /** What is killed: a program that runs one worker. */
  static final class Parent {
    public static void main(String[] args) throws InterruptedException {
      Optional<Path> command = args[3].isEmpty() ? Optional.empty() : Optional.of(Path.of(args[3]));
      var python = new TestPython(args[0], Path.of(args[1]), command);
      try (var workers = new Workers()) {
        System.out.println(
            workers
                .run(python.job(Path.of(args[2]), "hangs", new WorkerTask.Import(false, true)))
                .outcome());
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    for (int i = 0; i < 600 && !condition.holds(); i++) {
      Thread.sleep(50);
    }
    assertThat(condition.holds()).isTrue();
  }

  /** A process that nobody has waited for is dead all the same, and has no command line. */
  private static boolean lives(ProcessHandle process) {
    return process.isAlive() && process.info().commandLine().isPresent();
  }

  private static boolean started(Path temporary) {
    try (Stream<Path> files = Files.walk(temporary)) {
      return files.anyMatch(f -> f.endsWith("started"));
    } catch (IOException | UncheckedIOException beingMade) {
      return false;
    }
  }

  private static boolean empty(Path temporary) {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.findAny().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
