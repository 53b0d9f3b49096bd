package io.abiwarden.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.worker.protocol.WorkerJob;
import io.abiwarden.worker.protocol.WorkerTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An interpreter that a test loads modules into.
 *
 * @param name such as {@code 3.14t}
 * @param prefix its folder
 * @param command its command, if imports are to be done by that; else its libpython does them
 */
record TestPython(String name, Path prefix, Optional<Path> command) {

  TestPython(String name, Path prefix) {
    this(name, prefix, Optional.empty());
  }

  /** Long enough for a machine that does much else. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** abiwarden's own, which is everywhere it runs on. */
  static TestPython embedded() throws IOException {
    EmbeddedPython python = EmbeddedPython.find();
    assumeTrue(python.whyNot().isEmpty(), () -> python.whyNot().orElse(""));
    return new TestPython("3.14", python.unpack(EmbeddedPython.Progress.SILENT).prefix());
  }

  /**
   * The newest of a version that pyenv has, or that scripts/build-free-threaded built; skips the
   * test visibly if there is none.
   */
  static TestPython installed(String name) throws IOException {
    String home = System.getProperty("user.home");
    String pyenv = System.getenv().getOrDefault("PYENV_ROOT", home + "/.pyenv");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    var found = new ArrayList<TestPython>();
    for (Path place : List.of(Path.of(pyenv, "versions"), Path.of(cache, "abiwarden"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> folders = Files.list(place)) {
          folders
              .map(folder -> new TestPython(name, folder))
              .filter(python -> Files.isRegularFile(python.libpython()))
              .forEach(found::add);
        }
      }
    }
    assumeTrue(!found.isEmpty(), "no CPython " + name + " with a libpython in pyenv or the cache");
    return found.stream().max((a, b) -> a.prefix.compareTo(b.prefix)).orElseThrow();
  }

  /** The same interpreter, whose command does what imports are asked for. */
  TestPython byCommand() {
    Path file = prefix.resolve("bin/python" + name);
    assumeTrue(Files.isExecutable(file), () -> "no command " + file);
    return new TestPython(name, prefix, Optional.of(file));
  }

  Path libpython() {
    return prefix.resolve("lib/libpython" + name + ".so.1.0");
  }

  /** Compiles a module of one C file; skips the test visibly where there is no compiler. */
  Path compile(Path folder, String module, String source, String... options) throws Exception {
    assumeTrue(Files.isRegularFile(headers().resolve("Python.h")), "no Python.h in " + headers());
    Files.createDirectories(folder);
    Path c = Files.writeString(folder.resolve(module + ".c"), "#include <Python.h>\n" + source);
    Path so = folder.resolve(module + ".so");
    var command =
        Stream.concat(
                Stream.of(
                    "cc", "-shared", "-fPIC", "-O1", "-w", "-I" + headers(), "-o" + so, c + ""),
                Stream.of(options))
            .toList();
    Process cc;
    try {
      cc = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "no C compiler: " + e.getMessage());
      throw e;
    }
    String said = new String(cc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (cc.waitFor() != 0) {
      throw new AssertionError(said);
    }
    return so;
  }

  private Path headers() {
    return prefix.resolve("include/python" + name);
  }

  WorkerJob job(Path file, String module, WorkerTask task) {
    return job(file, module, task, List.of(file.getParent()), PATIENCE);
  }

  WorkerJob job(Path file, String module, WorkerTask task, List<Path> path, Duration timeout) {
    return new WorkerJob(
        Optional.of(libpython()),
        Optional.of(prefix),
        command,
        false,
        path,
        List.of(),
        List.of(),
        file,
        module,
        task,
        timeout);
  }
}
