package io.abiwarden.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

  @Test
  void aPolicyRefusesInSubinterpretersOnlyWhatCannotLiveThere()
      throws IOException, InterruptedException {
    Optional<JepBuild> gil =
        JepBuild.all().stream().filter(build -> !build.freeThreaded()).findFirst();
    Needed.check(gil.isPresent(), "needs Jep for an interpreter with a GIL (scripts/build-jep)");
    // With a GIL it is a right one; its init is single-phase, so that it is of one interpreter.
    List<Path> psutil = List.of(BadWheel.PSUTIL_ABI3.site());
    Host isolated = Hosts.isolated(gil.orElseThrow());
    Host shared = Hosts.jep(gil.orElseThrow());
    String policy = "policy=enforce,deny=AW302";

    assertThat(isolated.guarded("policy=enforce", psutil, "psutil").saidOf("psutil"))
        .isEqualTo("psutil: imported");
    assertThat(shared.guarded(policy, psutil, "psutil").saidOf("psutil"))
        .isEqualTo("psutil: imported");
    Ran refused = isolated.guarded(policy, psutil, "psutil");
    refused.wentWell().computed();
    assertThat(refused.saidOf("psutil")).contains("ImportError", "_psutil_linux.abi3.so", "AW302");
  }
}
