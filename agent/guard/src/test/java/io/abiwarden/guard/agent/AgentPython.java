package io.abiwarden.guard.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.ffi.EmbeddedPython;
import io.abiwarden.guard.hosts.PythonHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Python for {@link PythonHost}.
 *
 * @param libpython its library
 * @param home its folder
 */
record AgentPython(Path libpython, Path home) {

  /** A file that it has, and whose import is decided on. */
  static final String EXTENSION = "_json";

  /** {@code embedded}, or such as {@code 3.14t}; skips the test visibly if it is not here. */
  static AgentPython of(String name) throws IOException {
    return name.equals("embedded") ? embedded() : installed(name);
  }

  private static AgentPython embedded() throws IOException {
    EmbeddedPython python = EmbeddedPython.find();
    assumeTrue(python.whyNot().isEmpty(), () -> python.whyNot().orElse(""));
    var unpacked = python.unpack(EmbeddedPython.Progress.SILENT);
    return new AgentPython(unpacked.libpython(), unpacked.prefix());
  }

  private static AgentPython installed(String name) throws IOException {
    String home = System.getProperty("user.home");
    String pyenv = System.getenv().getOrDefault("PYENV_ROOT", home + "/.pyenv");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", home + "/.cache");
    List<AgentPython> found = new ArrayList<>();
    for (Path place : List.of(Path.of(pyenv, "versions"), Path.of(cache, "abiwarden"))) {
      if (Files.isDirectory(place)) {
        try (Stream<Path> folders = Files.list(place)) {
          folders
              .map(
                  folder ->
                      new AgentPython(folder.resolve("lib/libpython" + name + ".so.1.0"), folder))
              .filter(python -> Files.isRegularFile(python.libpython))
              .forEach(found::add);
        }
      }
    }
    assumeTrue(!found.isEmpty(), "no CPython " + name + " with a libpython in pyenv or the cache");
    return found.getFirst();
  }

  /** Starts a host with it. */
  AgentRun host(String way, List<String> options, Path... jars) throws Exception {
    List<String> command = new ArrayList<>(List.of(TestJdks.thisOne().toString()));
    command.addAll(options);
    command.addAll(List.of(PythonHost.class.getName(), way, libpython.toString()));
    for (Path jar : jars) {
      command.add(jar.toString());
    }
    return AgentRun.start(home, command);
  }
}
