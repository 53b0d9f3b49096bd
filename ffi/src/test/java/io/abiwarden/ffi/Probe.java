package io.abiwarden.ffi;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs a {@link ProbeMain}, or another main class, in a JVM of its own, as a process can have only
 * one libpython.
 */
final class Probe {

  /**
   * What became of it.
   *
   * @param exit the exit code
   * @param facts what the probe noted, by name
   * @param output what it printed, on both streams
   */
  record Result(int exit, Map<String, String> facts, String output) {

    String fact(String name) {
      String fact = facts.get(name);
      if (fact == null) {
        throw new AssertionError("the probe noted no " + name + ", exit " + exit + ":\n" + output);
      }
      return fact;
    }
  }

  private final List<String> jvmOptions = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Class<?> main = ProbeMain.class;

  private Probe() {}

  static Probe allowed() {
    return new Probe().option("--enable-native-access=ALL-UNNAMED");
  }

  static Probe withoutNativeAccess() {
    return new Probe();
  }

  Probe option(String option) {
    jvmOptions.add(option);
    return this;
  }

  Probe environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Another main class; its arguments begin with the file for its notes and the scenario. */
  Probe main(Class<?> type) {
    main = type;
    return this;
  }

  Result run(Path scratch, String scenario, Object... arguments) throws Exception {
    Path notes = Files.createTempFile(scratch, "notes", ".txt");
    Path output = Files.createTempFile(scratch, "output", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:ErrorFile=" + scratch.resolve("hs_err.log"),
            "-XX:-CreateCoredumpOnCrash",
            "-cp",
            classPath(),
            main.getName(),
            notes.toString(),
            scenario));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("the probe " + scenario + " hangs: " + read(output));
    }
    Map<String, String> facts = new HashMap<>();
    for (String line : Files.readAllLines(notes)) {
      int equals = line.indexOf('=');
      facts.put(line.substring(0, equals), line.substring(equals + 1).translateEscapes());
    }
    return new Result(process.exitValue(), facts, read(output));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /** Everything that these tests run on, be it on the module path or on the class path. */
  String classPath() throws Exception {
    return String.join(
        ":",
        folder(LibPython.class),
        folder(Probe.class),
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path", ""));
  }

  /** Not by its code source: a test class that is patched into a module has the module's. */
  private static String folder(Class<?> type) throws Exception {
    URL url = type.getResource(type.getSimpleName() + ".class");
    Path file = Path.of(Objects.requireNonNull(url).toURI());
    return file.getRoot()
        .resolve(file.subpath(0, file.getNameCount() - type.getName().split("\\.", -1).length))
        .toString();
  }
}
