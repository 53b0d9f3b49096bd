package io.abiwarden.guard.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.guard.hosts.QuietHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own with the agent's jar, as users start it. */
final class AgentRun implements AutoCloseable {

  static final String GIVEN = "--enable-native-access=ALL-UNNAMED";

  /** Long enough for a machine that does much else. */
  private static final int PATIENCE_SECONDS = 90;

  private final Process process;
  private final Path errors;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  /**
   * How a JVM ended.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record End(int exit, List<String> out, List<String> err) {}

  private AgentRun(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** The agent's jar; skips the test visibly where Maven has not come to it yet. */
  static Path jar() {
    String given = System.getProperty("abiwarden.agent.jar");
    assumeTrue(
        given != null,
        "there is no agent jar before Maven's package phase; verify runs this test after it");
    return Path.of(String.valueOf(given));
  }

  static String agent(String options) {
    return "-javaagent:" + jar() + (options.isEmpty() ? "" : "=" + options);
  }

  /** Where the hosts of these tests are; the guard's own classes are not there. */
  static Path hosts() throws Exception {
    return placeOf(QuietHost.class);
  }

  /** The jar or folder that a class is in. */
  static Path placeOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  static AgentRun start(Path home, List<String> command) throws IOException {
    Path errors = Files.createTempFile("abiwarden-agent", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().put("PYTHONHOME", home.toString());
    builder.environment().put("PYTHONNOUSERSITE", "1");
    builder.environment().put("XDG_CACHE_HOME", jar().resolveSibling("agent-cache").toString());
    return new AgentRun(builder.start(), errors);
  }

  /** Runs a JVM without Python to its end. */
  static End java(Path java, List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.addAll(List.of("-cp", hosts().toString()));
    command.addAll(List.of(arguments));
    try (AgentRun run = start(hosts(), command)) {
      return run.end();
    }
  }

  long pid() {
    return process.pid();
  }

  /** Says a line to the host, and waits until it was dealt with. */
  void say(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
    await("done");
  }

  /** Says a line to the host, and goes on. */
  void shout(String line) throws IOException {
    process.outputWriter().write(line + "\n");
    process.outputWriter().flush();
  }

  /** Waits for a certain line of the host's; returns it and all before it. */
  List<String> await(String wanted) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.equals(wanted)) {
        return lines;
      }
    }
    throw new AssertionError(
        "the host ended before \"" + wanted + "\": " + lines + "\n" + Files.readString(errors));
  }

  /** What {@link #await} has read. */
  List<String> lines() {
    return lines;
  }

  /** Its standard error until now. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  End end() throws Exception {
    process.outputWriter().close();
    List<String> out = output.lines().toList();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("the JVM ends").isTrue();
    return new End(process.exitValue(), out, Files.readAllLines(errors));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(errors);
  }
}
