package io.abiwarden.guard.agent;

import static io.abiwarden.guard.agent.AgentRun.GIVEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.abiwarden.guard.agent.AgentRun.End;
import io.abiwarden.guard.hosts.PythonHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard comes into a JVM that runs already, and whose Python does. */
class AttachIT {

  @TempDir private Path folder;

  private static List<String> plain() throws Exception {
    return List.of(GIVEN, "-XX:+EnableDynamicAgentLoading", "-cp", AgentRun.hosts().toString());
  }

  private static End attach(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(TestJdks.thisOne().toString(), "-jar", AgentRun.jar().toString()));
    command.addAll(List.of(arguments));
    try (AgentRun run = AgentRun.start(AgentRun.hosts(), command)) {
      return run.end();
    }
  }

  private Path report() {
    return folder.resolve("report.jsonl");
  }

  private String written() throws Exception {
    return Files.exists(report()) ? Files.readString(report()) : "";
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedded", "3.9", "3.11", "3.13t", "3.14t"})
  void aPythonThatRunsIsGuardedFromThenOn(String python) throws Exception {
    try (AgentRun host = AgentPython.of(python).host("dlopen", plain())) {
      List<String> _ = host.await("ready");
      host.say("import _struct");
      host.say("release");
      End first = attach(String.valueOf(host.pid()), "policy=enforce,report=" + report());
      assertThat(first)
          .isEqualTo(
              new End(
                  0, List.of("process " + host.pid() + " is guarded: policy enforce"), List.of()));
      host.say("ensure");
      host.say("import " + AgentPython.EXTENSION);
      assertThat(written()).contains("\"" + AgentPython.EXTENSION + "\"");
      assertThat(written()).as("what was there before").contains("_struct");
      End second = attach(String.valueOf(host.pid()), "policy=observe");
      assertThat(second.exit()).isZero();
      assertThat(second.out())
          .containsExactly(
              "process " + host.pid() + " is guarded already: policy enforce; nothing changes");
      assertThat(host.errors()).doesNotContain("abiwarden:");
      assertThat(host.end().exit()).isZero();
    }
  }

  @Test
  void theJdksOwnCommandAttachesAsWell() throws Exception {
    try (AgentRun host = AgentPython.of("embedded").host("lookup", plain())) {
      List<String> _ = host.await("ready");
      host.say("release");
      Path jcmd = TestJdks.thisOne().resolveSibling("jcmd");
      for (int i = 0; i < 2; i++) {
        List<String> command =
            List.of(
                jcmd.toString(),
                String.valueOf(host.pid()),
                "JVMTI.agent_load",
                AgentRun.jar().toString(),
                "\"policy=warn,report=" + report() + "\"");
        try (AgentRun run = AgentRun.start(folder, command)) {
          assertThat(run.end().exit()).isZero();
        }
      }
      assertThat(attach(String.valueOf(host.pid())).out())
          .containsExactly(
              "process " + host.pid() + " is guarded already: policy warn; nothing changes");
      assertThat(host.errors())
          .containsOnlyOnce("abiwarden: this JVM has the guard already (")
          .contains("nothing changes");
    }
  }

  /** The thread that started it never lets go: nobody is kept waiting for that. */
  @ParameterizedTest
  @ValueSource(strings = {"embedded", "3.9"})
  void aPythonThatIsBusyKeepsNobodyWaiting(String python) throws Exception {
    try (AgentRun host = AgentPython.of(python).host("dlopen", plain())) {
      List<String> _ = host.await("ready");
      End end = attach(String.valueOf(host.pid()), "report=" + report());
      assertThat(end.exit()).isZero();
      assertThat(end.out()).hasSize(1).first().asString().contains("guarded");
      host.say("release");
      host.say("ensure");
      host.say("import " + AgentPython.EXTENSION);
      assertThat(written()).contains("\"" + AgentPython.EXTENSION + "\"");
      assertThat(host.end().exit()).isZero();
    }
  }

  @Test
  void aPythonThatComesLaterIsGuarded() throws Exception {
    // The host waits for a debugger's word: Python's library is loaded after the attach.
    try (AgentRun host =
        AgentRun.start(
            AgentPython.of("embedded").home(),
            List.of(
                TestJdks.thisOne().toString(),
                GIVEN,
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                AgentRun.hosts().toString(),
                PythonHost.class.getName(),
                "later-jni",
                AgentPython.of("embedded").libpython().toString()))) {
      List<String> _ = host.await("waiting");
      assertThat(attach(String.valueOf(host.pid()), "report=" + report()).exit()).isZero();
      host.shout("go");
      List<String> _ = host.await("ready");
      host.say("import " + AgentPython.EXTENSION);
      assertThat(written()).contains("\"" + AgentPython.EXTENSION + "\"");
    }
  }

  @Test
  void whatCannotBeAttachedToIsSaid() throws Exception {
    assertThat(attach())
        .matches(end -> end.exit() == 2)
        .extracting(End::err)
        .asString()
        .contains("usage: java -jar abiwarden-agent.jar PID");
    assertThat(attach("policy=warn").exit()).isEqualTo(2);
    assertThat(attach("999999999", "policy=wran"))
        .isEqualTo(
            new End(
                2,
                List.of(),
                List.of("abiwarden: policy \"wran\" is none: write observe, warn or enforce")));
    End end = attach("999999999");
    assertThat(end.exit()).isEqualTo(1);
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("abiwarden: cannot attach to process 999999999: ");
  }
}
