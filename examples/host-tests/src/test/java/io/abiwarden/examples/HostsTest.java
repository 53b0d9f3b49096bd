package io.abiwarden.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the guard is for: a program that dies of a wheel without it, and with it gets an ImportError
 * that says why, and goes on. Each example is a process of its own with the real runtime.
 */
class HostsTest {

  static List<Host> hosts() throws IOException {
    return Hosts.all();
  }

  static List<Host> oneOfEachKind() throws IOException {
    return Hosts.oneOfEachKind();
  }

  @Test
  void bothKindsOfBuildAreHere() {
    List<JepBuild> builds = JepBuild.all();
    System.out.println("Jep was built for " + builds);
    Needed.check(
        builds.stream().anyMatch(JepBuild::freeThreaded)
            && builds.stream().anyMatch(build -> !build.freeThreaded()),
        "needs Jep for an interpreter with a GIL and for a free-threaded one (scripts/build-jep); it is here for "
            + builds);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void aBadWheelEndsTheProgramUnlessItIsGuarded(Host host)
      throws IOException, InterruptedException {
    BadWheel bad = BadWheel.of(host.series());
    List<Path> sites = List.of(bad.site());

    host.unguarded(sites, bad.module()).died();

    Ran with = host.guarded("policy=enforce", sites, bad.module());
    with.wentWell().computed();
    assertThat(with.saidOf(bad.module()))
        .contains("ImportError", bad.file(), host.release(), bad.rule(), "Install a ");
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void whatIsGoodIsImported(Host host) throws IOException, InterruptedException {
    goesThrough(host, "enforce");
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void whatIsGoodIsImportedUnderEveryPolicy(Host host) throws IOException, InterruptedException {
    goesThrough(host, "observe");
    goesThrough(host, "warn");
  }

  private static void goesThrough(Host host, String policy)
      throws IOException, InterruptedException {
    Ran ran = host.guarded("policy=" + policy, List.of(), "json", "numpy");
    ran.wentWell().computed();
    assertThat(ran.saidOf("numpy")).isEqualTo("numpy: imported");
    assertThat(ran.errors()).doesNotContain("refused", "unsafe");
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void theReportOutlivesTheCrash(Host host) throws IOException, InterruptedException {
    BadWheel bad = BadWheel.of(host.series());
    Path report =
        Files.createTempFile(Files.createDirectories(Needed.target()), "report", ".jsonl");
    host.guarded("policy=warn,report=" + report, List.of(bad.site()), bad.module()).died();
    assertThat(Files.readAllLines(report))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(bad.file(), "\"verdict\":\"unsafe\"", bad.rule(), "\"warned\""));
  }
}
