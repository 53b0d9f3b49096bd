package io.abiwarden.guard.agent;

import static io.abiwarden.guard.agent.AgentRun.GIVEN;
import static io.abiwarden.guard.agent.AgentRun.agent;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.guard.agent.AgentRun.End;
import io.abiwarden.guard.hosts.OtherAgent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Python that a host brings along is guarded from its first import on, however it comes. */
class AgentPythonIT {

  private static final String LOG_LINE = "io.abiwarden.guard";

  @TempDir private Path folder;

  private Path report() {
    return folder.resolve("report.jsonl");
  }

  private List<String> options(String more, Path... classPath) throws Exception {
    String all =
        Stream.concat(Stream.of(AgentRun.hosts()), Stream.of(classPath))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(agent("policy=enforce,report=" + report() + more), GIVEN, "-cp", all);
  }

  private static Path jarOf(String type) throws Exception {
    return AgentRun.placeOf(Class.forName(type));
  }

  /** Imports an extension, and holds that this was decided on. */
  private void imports(AgentRun host) throws Exception {
    List<String> _ = host.await("ready");
    host.say("import " + AgentPython.EXTENSION + ", sys; print('imported', flush=True)");
    assertThat(Files.readAllLines(report()))
        .as("decisions were written down: %s", host.errors())
        .anyMatch(line -> line.contains("\"" + AgentPython.EXTENSION + "\""));
  }

  @ParameterizedTest
  @CsvSource({
    "embedded, jni",
    "embedded, lookup",
    "embedded, dlopen",
    "3.9, jni",
    "3.13, dlopen",
    "3.13t, lookup",
    "3.14t, jni",
    "3.14t, dlopen",
    "3.15t, lookup"
  })
  void isGuardedHoweverItIsLoaded(String python, String way) throws Exception {
    try (AgentRun host = AgentPython.of(python).host(way, options(""))) {
      imports(host);
      End end = host.end();
      assertThat(end.exit()).isZero();
      assertThat(end.err()).noneMatch(line -> line.contains("abiwarden:"));
    }
  }

  @ParameterizedTest
  @CsvSource({"jni", "lookup", "dlopen"})
  void isGuardedInAnyClassLoader(String way) throws Exception {
    try (AgentRun host =
        AgentPython.of("embedded").host(way, options(""), jarOf("org.slf4j.Logger"))) {
      imports(host);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherAgentMayChangeTheSameClasses(boolean later) throws Exception {
    String other = "-javaagent:" + OtherAgent.jar(folder);
    List<String> options = new ArrayList<>(options(""));
    options.add(later ? options.size() : 0, other);
    try (AgentRun host = AgentPython.of("embedded").host("jni", options)) {
      imports(host);
      assertThat(host.lines()).contains(OtherAgent.HEARD);
    }
  }

  @Test
  void logsByThePlatformWithoutSlf4j() throws Exception {
    try (AgentRun host = AgentPython.of("embedded").host("jni", options(""))) {
      imports(host);
      awaitLine(host, LOG_LINE);
      assertThat(host.errors()).contains("INFO").contains("3.14");
    }
  }

  @Test
  void logsByTheSlf4jOfTheClassPath() throws Exception {
    try (AgentRun host =
        AgentPython.of("embedded")
            .host(
                "jni",
                options(
                    "",
                    jarOf("org.slf4j.Logger"),
                    jarOf("ch.qos.logback.classic.Logger"),
                    jarOf("ch.qos.logback.core.Context")))) {
      imports(host);
      awaitOutput(host);
    }
  }

  @Test
  void logsByTheSlf4jOfAClassLoaderBelow() throws Exception {
    try (AgentRun host =
        AgentPython.of("embedded")
            .host(
                "jni",
                options(""),
                jarOf("org.slf4j.Logger"),
                jarOf("ch.qos.logback.classic.Logger"),
                jarOf("ch.qos.logback.core.Context"))) {
      imports(host);
      awaitOutput(host);
    }
  }

  /** Logback writes to standard output, in lines of its own form. */
  private static void awaitOutput(AgentRun host) throws Exception {
    Predicate<String> wanted = line -> line.contains("INFO") && line.contains(LOG_LINE + " -");
    for (int i = 0; i < 600 && host.lines().stream().noneMatch(wanted); i++) {
      host.say("import time; time.sleep(0.1)");
    }
    assertThat(host.lines()).as("standard error is %s", host.errors()).anyMatch(wanted);
  }

  private static void awaitLine(AgentRun host, String text) throws Exception {
    for (int i = 0; i < 3000 && !host.errors().contains(text); i++) {
      Thread.sleep(20);
    }
    assertThat(host.errors()).contains(text);
  }
}
