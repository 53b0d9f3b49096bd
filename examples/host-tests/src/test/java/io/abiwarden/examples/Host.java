package io.abiwarden.examples;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of the examples, started as users start it: by a {@code java} command of its own.
 *
 * @param name for messages
 * @param python what it runs: {@code 3.13.5t}
 * @param series its minor version and kind: {@code 3.13t}
 * @param guardsItself whether it installs the guard; else that is the agent's part
 * @param main its main class
 * @param classPath with the main class
 * @param options of {@code java}
 * @param arguments of the program, before the modules
 * @param site folders with installed packages, NumPy among them
 */
record Host(
    String name,
    String python,
    String series,
    boolean guardsItself,
    String main,
    List<Path> classPath,
    List<String> options,
    List<String> arguments,
    List<Path> site) {

  private static final int SECONDS = 120;

  /** Runs it without the guard. */
  Ran unguarded(List<Path> sites, String... modules) throws IOException, InterruptedException {
    return run(Optional.empty(), sites, modules);
  }

  /**
   * Runs it with the guard.
   *
   * @param policy the agent's options
   */
  Ran guarded(String policy, List<Path> sites, String... modules)
      throws IOException, InterruptedException {
    return run(Optional.of(policy), sites, modules);
  }

  private Ran run(Optional<String> policy, List<Path> sites, String... modules)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Needed.target()), "run");
    Path crash = folder.resolve("hs_err.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + crash));
    if (guardsItself) {
      command.add("-Dguard=" + policy.orElse("off"));
    } else if (policy.isPresent()) {
      command.add("-javaagent:" + agent() + "=" + policy.get());
    }
    command.addAll(options);
    command.addAll(List.of("-cp", joined(classPath), main));
    command.addAll(arguments);
    command.addAll(List.of(modules));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .redirectError(folder.resolve("errors").toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PYTHON") || name.contains("JAVA_"));
    environment.put("PYTHONPATH", joined(Stream.concat(site.stream(), sites.stream()).toList()));
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
    // What the guard keeps of one build must not answer for another one.
    environment.put("XDG_CACHE_HOME", Needed.target().resolve("cache").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          this + " did not end in " + SECONDS + " seconds: " + String.join(" ", command));
    }
    return new Ran(
        process.exitValue(),
        Files.readString(folder.resolve("output"), StandardCharsets.UTF_8),
        Files.readString(folder.resolve("errors"), StandardCharsets.UTF_8),
        Files.exists(crash)
            ? Optional.of(Files.readString(crash, StandardCharsets.ISO_8859_1))
            : Optional.empty());
  }

  /** What its Python is called by the guard, which does not tell a candidate from its release. */
  String release() {
    return "CPython " + python.replaceAll("rc\\d+", "");
  }

  private static Path agent() {
    Path jar = Path.of(System.getProperty("abiwarden.agent.jar", "")).normalize();
    Needed.check(
        Files.isRegularFile(jar), "needs the agent's jar, which mvn package makes: " + jar);
    return jar;
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public String toString() {
    return name + " on " + python;
  }
}
