package io.abiwarden.guard.agent;

import static io.abiwarden.guard.agent.AgentRun.GIVEN;
import static io.abiwarden.guard.agent.AgentRun.agent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.abiwarden.core.judge.Verdict;
import io.abiwarden.ffi.NativePermission;
import io.abiwarden.guard.GuardPolicy;
import io.abiwarden.guard.agent.AgentRun.End;
import io.abiwarden.guard.hosts.QuietHost;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host notices of the agent before there is a Python: nothing, or one line. */
class AgentStartIT {

  private static final String HOST = QuietHost.class.getName();

  @Test
  void nothingIsSaidWhereNativeAccessIsGiven() throws Exception {
    End end = AgentRun.java(TestJdks.thisOne(), List.of(agent("policy=enforce"), GIVEN), HOST);
    assertThat(end).isEqualTo(new End(0, List.of("host runs"), List.of()));
  }

  @Test
  void theHostsExitCodeIsItsOwn() throws Exception {
    End end = AgentRun.java(TestJdks.thisOne(), List.of(agent(""), GIVEN), HOST, "exit", "7");
    assertThat(end).isEqualTo(new End(7, List.of("host runs"), List.of()));
  }

  @Test
  void theSecondOfTwoAgentsIsSaidAndChangesNothing() throws Exception {
    End end =
        AgentRun.java(
            TestJdks.thisOne(),
            List.of(agent("policy=enforce"), agent("policy=observe"), GIVEN),
            HOST,
            "state");
    assertThat(end.exit()).isZero();
    assertThat(end.out()).containsExactly("host runs", "on: policy enforce");
    assertThat(end.err())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("abiwarden: this JVM has the guard already (");
  }

  /** The agent's classes then come from the module, and native access is that of another one. */
  @Test
  void aHostMayHaveTheGuardAsAModule() throws Exception {
    List<String> modules = new ArrayList<>();
    for (Class<?> type :
        List.of(
            GuardPolicy.class,
            Verdict.class,
            NativePermission.class,
            Class.forName("org.slf4j.Logger"))) {
      modules.add(AgentRun.placeOf(type).toString());
    }
    End end =
        AgentRun.java(
            TestJdks.thisOne(),
            List.of(
                "-p",
                String.join(File.pathSeparator, modules),
                "--add-modules=io.abiwarden.guard",
                agent("policy=enforce"),
                "--enable-native-access=io.abiwarden.ffi"),
            HOST,
            "state");
    assertThat(end).isEqualTo(new End(0, List.of("host runs", "on: policy enforce"), List.of()));
  }

  @Test
  void accessThatIsNotGivenIsTakenAndSaid() throws Exception {
    End end = AgentRun.java(TestJdks.thisOne(), List.of(agent("")), HOST, "state");
    assertThat(end.exit()).isZero();
    assertThat(end.out()).containsExactly("host runs", "on: policy warn");
    assertThat(end.err()).filteredOn(line -> line.startsWith("abiwarden:")).hasSize(1);
    assertThat(end.err()).last().asString().contains("add " + GIVEN + " to the options of java");
  }

  @Test
  void whereAccessIsDeniedTheGuardIsOff() throws Exception {
    End end =
        AgentRun.java(
            TestJdks.thisOne(),
            List.of("--illegal-native-access=deny", agent("policy=enforce")),
            HOST,
            "state");
    assertThat(end.exit()).isZero();
    assertThat(end.out()).first().isEqualTo("host runs");
    assertThat(end.out()).last().asString().startsWith("off: native access is denied");
    assertThat(end.err())
        .containsExactly(
            "abiwarden: native access is denied: add "
                + GIVEN
                + " to the options of java; imports are NOT guarded");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          policy=foo                | warn    | write observe, warn or enforce
          polcy=enforce             | warn    | write one of policy, report, target, accept, deny, unknown
          enforce                   | warn    | write KEY=VALUE
          target=2.7                | warn    | 3.14t
          policy=enforce,target=2.7 | enforce | 3.14t
          accept=AW999999           | warn    | AW
          """)
  void optionsThatAreWrongLeaveThePolicy(String options, String policy, String told)
      throws Exception {
    End end = AgentRun.java(TestJdks.thisOne(), List.of(agent(options), GIVEN), HOST, "state");
    assertThat(end.exit()).isZero();
    assertThat(end.out()).containsExactly("host runs", "on: policy " + policy);
    assertThat(end.err()).hasSize(1).first().asString().startsWith("abiwarden: ").contains(told);
    assertThat(end.err()).first().asString().contains("going on with policy=" + policy);
  }

  @Test
  void aReportThatCannotBeWrittenIsSaidAndGuardedAllTheSame(@TempDir Path folder) throws Exception {
    Path report = folder.resolve("no/such/folder/report.jsonl");
    End end =
        AgentRun.java(
            TestJdks.thisOne(),
            List.of(agent("policy=enforce,report=" + report), GIVEN),
            HOST,
            "state");
    assertThat(end.exit()).isZero();
    assertThat(end.out()).containsExactly("host runs", "on: policy enforce");
    assertThat(end.err()).hasSize(1).first().asString().contains(report.toString());
  }

  @Test
  void aJvmThatIsTooOldSaysSoAndGoesOn() throws Exception {
    var old = TestJdks.old();
    assumeTrue(old.isPresent(), "no Java older than 25 on this machine");
    End end = AgentRun.java(old.get().java(), List.of(agent("policy=enforce")), "-version");
    assertThat(end.exit()).isZero();
    assertThat(end.err())
        .first()
        .isEqualTo(
            "abiwarden: needs Java 25, this is "
                + old.get().version()
                + "; imports are NOT guarded");
    assertThat(end.err()).filteredOn(line -> line.contains("abiwarden")).hasSize(1);
  }

  @Test
  void theJarIsOnItsOwn() throws Exception {
    try (JarFile jar = new JarFile(AgentRun.jar().toFile())) {
      List<String> names = jar.stream().map(Object::toString).toList();
      assertThat(names)
          .as("a few hundred classes of ours, and nothing else")
          .hasSizeGreaterThan(300)
          .allMatch(name -> name.startsWith("io/") || name.startsWith("META-INF/"))
          .noneMatch(name -> name.endsWith("module-info.class") || name.contains("slf4j"));
      byte[] entry =
          jar.getInputStream(jar.getEntry("io/abiwarden/guard/agent/AgentEntry.class"))
              .readAllBytes();
      assertThat(entry[7]).as("the class file version of Java 8").isEqualTo((byte) 52);
    }
  }
}
