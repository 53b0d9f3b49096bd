package io.abiwarden.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A run of {@link GuardedHost} in a process of its own.
 *
 * @param exit its exit code
 * @param output what it printed
 * @param notes what its code noted
 * @param folder where it wrote
 */
record HostRun(int exit, String output, List<String> notes, Path folder) {

  private static final int SECONDS = 120 * Integer.getInteger("abiwarden.stress", 1);

  /**
   * Runs a host.
   *
   * @param python what it runs
   * @param when {@code before} Python's start, {@code after} it (and after {@code first.py} in the
   *     folder), or {@code never}
   * @param policy as the agent takes it
   * @param code Python code
   * @param options of {@code java}
   */
  static HostRun of(
      TestPython python, Path folder, String when, String policy, String code, String... options)
      throws IOException, InterruptedException {
    return of(python, folder, when, policy, code, Map.of(), options);
  }

  /** The same, with variables of the environment. */
  static HostRun of(
      TestPython python,
      Path folder,
      String when,
      String policy,
      String code,
      Map<String, String> environment,
      String... options)
      throws IOException, InterruptedException {
    return of(GuardedHost.class, python, folder, when, policy, code, environment, options);
  }

  /** The same, with another main class that takes these arguments. */
  static HostRun of(
      Class<?> host,
      TestPython python,
      Path folder,
      String when,
      String policy,
      String code,
      Map<String, String> environment,
      String... options)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("code.py"), code);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx256m",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=" + folder.resolve("hs_err.log")));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            classPath(),
            host.getName(),
            folder.toString(),
            python.libpython().toString(),
            when,
            policy));
    Path printed = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().put("PYTHONHOME", python.prefix().toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    builder.environment().remove("PYTHONPATH");
    builder.environment().remove("PYTHON_GIL");
    builder.environment().remove("VIRTUAL_ENV");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the host does not end: " + Files.readString(printed));
    }
    Path notes = folder.resolve("notes");
    return new HostRun(
        process.exitValue(),
        Files.readString(printed),
        Files.exists(notes) ? Files.readAllLines(notes) : List.of(),
        folder);
  }

  private static String classPath() {
    String modules = System.getProperty("jdk.module.path", "");
    String path = System.getProperty("java.class.path");
    return modules.isEmpty() ? path : modules + java.io.File.pathSeparator + path;
  }

  /** Fails unless the host came to its end. */
  HostRun alive() {
    assertThat(notes).as(() -> "exit code " + exit + ", " + output).contains("end=reached");
    assertThat(exit).as(output).isZero();
    return this;
  }

  /** What was noted under a name. */
  String note(String name) {
    return notes.stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("nothing noted as " + name);
  }

  /** The summary, which is what its schema says. */
  JsonNode summary() throws IOException {
    return Schemas.check("guard-1", Files.readString(folder.resolve("summary.json")));
  }

  /** The lines of the report, each as its schema says. */
  List<JsonNode> report() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("report.jsonl"))) {
      lines.add(Schemas.check("guard-decision-1", line));
    }
    return lines;
  }

  /** The line of the report on a module. */
  JsonNode decision(String module) throws IOException {
    return report().stream()
        .filter(line -> line.get("module").asString().equals(module))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no decision on " + module));
  }
}
